import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, pythonText, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Toggle } from '../parts/toggle';
import { get, getBundle, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import { sourceOf } from '../source/tables';
import type { Card, NeighborList, Pair, RowSelection } from '../source/types';
import { CardCompare } from './card-compare';
import { CardNeighbors } from './card-neighbors';
import { CardStrip } from './card-strip';
import { NormHistogram } from './norm-histogram';
import { Pieces } from './pieces';
import { addChosen, card as settings, chosen, dropChosen, open, over, table, token, trail, withToken } from './state';
import { TokenChip } from './token-chip';
import { useWhole } from './whole';

const METRICS = [
  { value: 'cosine', label: 'cosine' },
  { value: 'dot', label: 'dot' },
  { value: 'euclidean', label: 'distance' },
];

/** All that is known of the open token: its row, its length among all, its neighbors, and how it differs from another. */
export function TokenCard() {
  const { card, info, neighbors } = useWhole();
  const rows = useQuery(() =>
    getBundle<RowSelection>(tablePath(table.value, 'rows'), { token: withToken.value ? [token.value, withToken.value] : [token.value] }),
  );
  const pair = useQuery(() => (withToken.value ? get<Pair>(tablePath(table.value, 'pair'), { a: token.value, b: withToken.value }) : null));
  const known = card.value.value;
  const list = neighbors.value.value;
  return (
    <Figure
      id="card"
      title={spelled(token.value)}
      asked={[card, rows, neighbors, pair]}
      onSpelling={(wrong, right) => (wrong === withToken.peek() ? (withToken.value = right) : open(right))}
      caption={
        known && list
          ? `Row ${known.id} of ${count(info.value?.rows ?? 0)}. Neighbors among ${count(list.rows_searched)} rows, ${describe(list)}; ${list.left_out > 0 ? `${count(list.left_out)} rows that stand for no word are left out` : 'no row is left out'}.`
          : card.error.value
            ? 'Search above for another token.'
            : 'The card is on its way.'
      }
      csv={() => ({ header: ['token', 'id', list?.metric ?? 'score'], rows: (list?.neighbors ?? []).map((one) => [one.token, one.id, one.score]) })}
      python={pythonLines()}
      bench={null}
    >
      {known ? (
        <CardHead card={known} />
      ) : (
        <div class="bench-buttons" data-screen-only>
          <CloseButton />
        </div>
      )}
      {rows.value.value && <CardStrip bundle={rows.value.value} />}
      {withToken.value !== '' && pair.value.value && <CardCompare pair={pair.value.value} />}
      {known && <CardLength card={known} />}
      {known && (
        <section class="bench-part" aria-label="Neighbors">
          <h4>Neighbors</h4>
          <div class="bench-switches">
            <Choice label="Metric" quiet options={METRICS} value={settings.metric} />
            <Toggle label="centered" value={settings.center} />
            <Toggle label="all but the top" value={settings.flat} />
            <Toggle label="with flagged rows" value={settings.flagged} />
          </div>
          {list && <CardNeighbors list={list} />}
        </section>
      )}
      {known && <CardSpellings card={known} />}
    </Figure>
  );
}

function describe(list: NeighborList): string {
  const metric = list.metric === 'euclidean' ? 'Euclidean distance' : list.metric;
  if (list.without_top > 0) return `${metric} after centering and without the ${list.without_top} widest directions`;
  return list.centered ? `${metric} after subtracting the mean row` : metric;
}

function CardHead({ card: { id, bytes, flagged } }: { card: Card }) {
  const kept = chosen.value.includes(id);
  const before = trail.value.at(-2);
  return (
    <div class="bench-head">
      <p>
        id <Num name="id" value={id} text={String(id)} />
        {bytes && (
          <>
            {' '}
            bytes <span class="mono">{bytes}</span>
          </>
        )}
        {flagged && <span class="bench-flag">flagged: stands for no word</span>}
      </p>
      <div class="bench-buttons" data-screen-only>
        {before !== undefined && (
          <button type="button" class="quiet-button" onClick={() => open(before)} data-back>
            Back to <bdi class="mono">{spelled(before)}</bdi>
          </button>
        )}
        <button type="button" class="quiet-button" aria-pressed={kept} onClick={() => (kept ? dropChosen([id]) : addChosen([id]))}>
          {kept ? 'In the selection' : 'Add to selection'}
        </button>
        <CloseButton />
      </div>
    </div>
  );
}

function CloseButton() {
  const close = (): void => {
    over.value = null;
    open('');
  };
  return (
    <button type="button" class="quiet-button" onClick={close}>
      Close
    </button>
  );
}

function CardLength({ card }: { card: Card }) {
  return (
    <section class="bench-part" aria-label="Length">
      <h4>Length</h4>
      {card.norm === null ? (
        <p>The row holds NaN or an infinity: it has no length.</p>
      ) : (
        <>
          <p>
            Norm <Num name="norm" value={card.norm} />, longer than{' '}
            <Num name="shorter" value={card.shorter} text={`${((100 * card.shorter) / card.measured).toFixed(1)} %`} /> of {count(card.measured)} rows.
          </p>
          <NormHistogram histogram={card.norms} at={card.norm} />
        </>
      )}
    </section>
  );
}

function CardSpellings({ card }: { card: Card }) {
  return (
    <section class="bench-part" aria-label="Spellings">
      <h4>The same word</h4>
      <p class="bench-chips">
        {card.same_word.length === 0 && <span class="bench-quiet">No other spelling in this table.</span>}
        {card.same_word.map((one) => (
          <TokenChip key={one.id} id={one.id} text={one.token} />
        ))}
      </p>
      <p class="bench-quiet">
        <Pieces of={card} />
      </p>
    </section>
  );
}

function pythonLines(): string {
  const switches = [
    settings.metric.value !== 'cosine' && `metric=${pythonText(settings.metric.value)}`,
    settings.center.value && 'center=True',
    settings.flat.value && 'all_but_the_top=True',
    settings.flagged.value && 'include_special=True',
  ].filter(Boolean);
  return `import rowspace as rs

table = rs.open(${pythonText(sourceOf(table.value))})
print(table.rows.norms[table.id(${pythonText(token.value)})])
for one in table.neighbors(${[pythonText(token.value), `k=${settings.count.value}`, ...switches].join(', ')}):
    print(f"{one.token:20} {one.id:8} {one.score:.4f}")`;
}
