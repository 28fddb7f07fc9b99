import { useSignal } from '@preact/signals';
import { copyText } from '../parts/clipboard';
import { count, spelled } from '../parts/format';
import { Notice } from '../parts/notice';
import { Num } from '../parts/num';
import { saveBlob } from '../plot/save';
import { type ApiError, getFile, tablePath } from '../source/api';
import { type ChosenRow, chosenCsv, chosenJsonl, chosenText } from './exports';
import { joinIds, MOST_CHOSEN } from './ids';
import { choose, chosen, dropChosen, leftOut, tab, table } from './state';
import { TokenChip } from './token-chip';
import { nameOf, useWhole } from './whole';

/** Rows listed; files hold all of them. */
const LISTED = 300;

/** The rows that were chosen: on the map, in the search, on a card. */
export function SelectionList() {
  const whole = useWhole();
  const said = useSignal('');
  const refused = useSignal<ApiError | null>(null);
  const ids = chosen.value;
  const rows = (): ChosenRow[] => ids.map((id) => rowOf(whole, id));
  const save = (text: string, ending: string, type: string): void => {
    saveBlob(`rowspace-${table.peek()}-selection.${ending}`, new Blob([text], { type }));
    said.value = `${count(ids.length)} rows saved as ${ending.toUpperCase()}`;
  };
  const saveParquet = async (): Promise<void> => {
    const name = table.peek();
    said.value = `The server writes ${count(ids.length)} rows …`;
    refused.value = null;
    try {
      saveBlob(`rowspace-${name}-selection.parquet`, await getFile(tablePath(name, 'selection'), { ids: joinIds(ids) }).send(new AbortController().signal));
      said.value = `${count(ids.length)} rows saved as Parquet, with their vectors`;
    } catch (error) {
      said.value = '';
      refused.value = error as ApiError;
    }
  };
  const copy = async (): Promise<void> => {
    said.value = (await copyText(chosenText(rows()))) ? `${count(ids.length)} tokens copied` : 'The clipboard is closed to this page';
  };
  return (
    <section class="bench-selection" aria-label="Selection">
      <header class="bench-pane-head">
        <h3>
          Selection <Num name="chosen" value={ids.length} text={count(ids.length)} />
        </h3>
        {ids.length > 0 && (
          <button type="button" class="quiet-button" onClick={() => choose([])}>
            Clear
          </button>
        )}
      </header>
      {ids.length === 0 ? (
        <p class="bench-quiet">Nothing yet. Shift-drag on the map, “Select all” in the search, or “Add to selection” on a card.</p>
      ) : (
        <div class="bench-buttons" role="group" aria-label="Save or copy the selection">
          <button type="button" class="quiet-button" onClick={() => save(chosenCsv(rows()), 'csv', 'text/csv;charset=utf-8')}>
            CSV
          </button>
          <button type="button" class="quiet-button" onClick={() => save(chosenJsonl(rows()), 'jsonl', 'application/jsonl')}>
            JSONL
          </button>
          <button type="button" class="quiet-button" onClick={saveParquet}>
            Parquet
          </button>
          <button type="button" class="quiet-button" onClick={copy}>
            Copy
          </button>
          <button type="button" class="quiet-button" onClick={() => (tab.value = 'alike')}>
            Compare
          </button>
        </div>
      )}
      {refused.value && ids.length > 0 && <Notice error={refused.value} />}
      {leftOut.value > 0 && <p class="bench-quiet">A selection holds {count(MOST_CHOSEN)} rows, so that a link can carry it; {count(leftOut.value)} are left out.</p>}
      <ul class="bench-chosen">
        {ids.slice(0, LISTED).map((id) => (
          <li key={id}>
            <TokenChip id={id} />
            <button type="button" class="chip-remove" aria-label={`Take ${spelled(nameOf(whole.names.value, id))} out of the selection`} onClick={() => dropChosen([id])}>
              ×
            </button>
          </li>
        ))}
      </ul>
      {ids.length > LISTED && <p class="bench-quiet">and {count(ids.length - LISTED)} more, which the files hold too</p>}
      <p class="for-readers" role="status" data-said>
        {said.value}
      </p>
    </section>
  );
}

function rowOf({ names, norms }: ReturnType<typeof useWhole>, id: number): ChosenRow {
  const arrays = norms.value.peek()?.arrays;
  const norm = arrays?.norms.numbers[id];
  return {
    id,
    token: nameOf(names.peek(), id),
    norm: norm !== undefined && Number.isFinite(norm) ? norm : null,
    flagged: arrays ? arrays.flags.numbers[id] === 1 : null,
  };
}
