import { count } from '../parts/format';
import { Num } from '../parts/num';
import { Progress } from '../parts/progress';
import { shapeOf } from '../source/tables';
import { NormHistogram } from './norm-histogram';
import { addChosen } from './state';
import { useWhole } from './whole';

const MOST_TAKEN = 2_000;

/** What the table is, while no token is open: from its header at once, from its numbers when they are measured. */
export function TableFacts() {
  const { info, norms } = useWhole();
  const known = info.value;
  const measured = norms.value.value;
  return (
    <section class="figure bench-about" aria-label="About the table" data-panel="about" aria-busy={norms.waiting.value}>
      <header class="figure-head">
        <h3>{known?.name ?? 'No table'}</h3>
      </header>
      {known && (
        <p>
          {shapeOf(known)} numbers of {known.dtype}, {count(known.tokens)} tokens{known.padding_rows > 0 && `, ${count(known.padding_rows)} rows past the last`}
          {known.source !== known.name && `, from ${known.source}`}. {known.note}
        </p>
      )}
      <p class="bench-quiet">Search above, or point at a row in any view: a click opens its card here.</p>
      <Progress work={norms} />
      {measured && (
        <>
          <section class="bench-part" aria-label="Lengths of all rows">
            <h4>Lengths of all rows</h4>
            <NormHistogram histogram={measured.meta.histogram} />
            <p>
              Half of them between <Num name="norm-25" value={measured.meta.quantiles['25']} digits={2} /> and{' '}
              <Num name="norm-75" value={measured.meta.quantiles['75']} digits={2} />, the median at{' '}
              <Num name="norm-50" value={measured.meta.quantiles['50']} digits={2} />.
            </p>
          </section>
          <Oddities />
        </>
      )}
    </section>
  );
}

/** Rows and dims that stand out, each a way into the table. */
function Oddities() {
  const { norms, dims } = useWhole();
  const { meta, arrays } = norms.value.value!;
  const lengths = arrays.norms.numbers;
  const take = (wanted: (norm: number, id: number) => boolean): void => {
    const ids: number[] = [];
    for (let id = 0; id < lengths.length && ids.length < MOST_TAKEN; id++) if (wanted(lengths[id], id)) ids.push(id);
    addChosen(ids);
  };
  const outliers = dims.value.value?.meta.outliers ?? [];
  return (
    <section class="bench-part" aria-label="What stands out">
      <h4>What stands out</h4>
      <ul class="bench-odd">
        <Odd name="zero" count={meta.zero} one="row of zeros" many="rows of zeros" onTake={() => take((norm) => norm === 0)} />
        <Odd name="odd" count={meta.odd} one="row with NaN or an infinity" many="rows with NaN or an infinity" onTake={() => take((norm) => !Number.isFinite(norm))} />
        <Odd name="flagged" count={meta.flagged} one="flagged row: it stands for no word" many="flagged rows: they stand for no word" onTake={() => take((_, id) => arrays.flags.numbers[id] === 1)} />
        <li>
          <Num name="outliers" value={outliers.length} text={count(outliers.length)} /> outlying {outliers.length === 1 ? 'dim' : 'dims'}
          {outliers.length > 0 && `: ${outliers.slice(0, 8).join(', ')}${outliers.length > 8 ? ' …' : ''}`}
          <small>
            {' '}
            (variance over 3 standard deviations above the mean of all
            {dims.value.value && dims.value.value.meta.measured < lengths.length - meta.odd && `, by ${count(dims.value.value.meta.measured)} rows`})
          </small>
        </li>
      </ul>
    </section>
  );
}

function Odd({ name, count: found, one, many, onTake }: { name: string; count: number; one: string; many: string; onTake: () => void }) {
  return (
    <li>
      <Num name={`rows-${name}`} value={found} text={count(found)} /> {found === 1 ? one : many}
      {found > 0 && (
        <button type="button" class="quiet-button" onClick={onTake}>
          Select
        </button>
      )}
    </li>
  );
}
