import { type ReadonlySignal, useSignal } from '@preact/signals';
import { fixed, spelled } from '../parts/format';
import { Twin } from '../parts/twin';
import { getBundle, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import type { Cells } from '../source/types';
import { arrangementNow } from './cells-answers';
import type { StageState } from './cells-stage';
import { viewQuery } from './cells-tiles';

const ROWS = 20;
const DIMS = 8;

/** Exact numbers from the top left of the view on. */
export function CellsTwin({ state }: { state: ReadonlySignal<StageState | null> }) {
  const open = useSignal(false);
  const answer = useQuery(() => {
    const now = arrangementNow();
    const block = state.value?.block;
    if (!open.value || !now || !block) return null;
    return getBundle<Cells>(tablePath(now.table, 'cells'), { top: block.top, left: block.left, rows: ROWS, columns: DIMS, ...viewQuery(now) });
  });
  const bundle = answer.value.value;
  const width = bundle?.arrays.values.shape[1] ?? 0;
  return (
    <div onClickCapture={() => (open.value = true)}>
      <Twin summary="Numbers of the first rows in view" columns={[{ text: 'token' }, 'id', ...(bundle?.meta.dims ?? []).map((dim) => `dim ${dim}`)]}>
        {() =>
          bundle?.meta.tokens.map((name, row) => (
            <tr key={bundle.meta.ids[row]} data-row={bundle.meta.ids[row]}>
              <th scope="row" class="mono">
                {spelled(name)}
              </th>
              <td class="num right">{bundle.meta.ids[row]}</td>
              {Array.from({ length: width }, (_, at) => {
                const value = bundle.arrays.values.numbers[row * width + at];
                return (
                  <td key={at} class="num right" data-number={value}>
                    {fixed(value)}
                  </td>
                );
              })}
            </tr>
          ))
        }
      </Twin>
    </div>
  );
}
