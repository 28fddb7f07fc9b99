import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, fixed, pythonText, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Progress } from '../parts/progress';
import { Twin } from '../parts/twin';
import type { Cell } from '../plot/save';
import { sourceOf } from '../source/tables';
import { NormsPicture } from './norms-picture';
import { HUBS_NAMED, spectrum, useSpectrumAnswers } from './spectrum-answers';
import { DimsPart } from './spectrum-dims';
import { DirectionsPart } from './spectrum-directions';
import { HubsPart } from './spectrum-hubs';
import { table } from './state';
import { nameOf, useWhole, type Whole } from './whole';

const ENDS = 10;
const IDS = [
  { value: 'log', label: 'log' },
  { value: 'linear', label: 'linear' },
];

/** What the table is like as a whole: lengths, directions, dims, hubs. */
export function SpectrumView() {
  const whole = useWhole();
  const { norms, dims, info } = whole;
  const { directions, hubs } = useSpectrumAnswers();
  const measured = norms.value.value;
  const bundle = measured && measured.arrays.norms.shape[0] === info.value?.rows ? measured : undefined;
  return (
    <Figure
      id="spectrum"
      title="The spread of the whole table"
      asked={[norms, dims, directions.work, hubs.work]}
      caption={<Caption whole={whole} />}
      csv={() => ({ header: ['token', 'id', 'norm', 'flagged'], rows: csvRows(whole) })}
      python={pythonLines(hubs.asked.value)}
      bench={null}
    >
      <div class="controls bench-controls">
        <Choice label="Ids" options={IDS} value={spectrum.ids} />
        <p class="bench-quiet">
          <i class="spectrum-mark" /> a row; stronger where several share a place <i class="spectrum-mark" data-kind="flagged" /> flagged: it stands for no word{' '}
          <i class="spectrum-mark" data-kind="chosen" /> selected
        </p>
        <Progress work={norms} />
      </div>
      {bundle ? <NormsPicture bundle={bundle} /> : <div class="bench-empty">{norms.error.value ? null : 'Measuring the rows …'}</div>}
      {bundle && <Ends whole={whole} />}
      <div class="spectrum-two">
        <DirectionsPart part={directions} />
        <DimsPart />
      </div>
      <HubsPart part={hubs} />
    </Figure>
  );
}

function Caption({ whole: { norms, info } }: { whole: Whole }) {
  const { zero = 0, odd = 0, flagged = 0 } = norms.value.value?.meta ?? {};
  if (!norms.value.value || !info.value) return <>The norms are on their way.</>;
  const strips = [zero > 0 && `${count(zero)} of zeros`, odd > 0 && `${count(odd)} with NaN or an infinity`].filter(Boolean).join(', ');
  return (
    <>
      <Num name="drawn" value={info.value.rows} text={count(info.value.rows)} /> of {count(info.value.rows)} rows drawn, by Euclidean length on a log scale
      {strips && `; below it ${strips}`}. <Num name="flagged" value={flagged} text={count(flagged)} /> are flagged. Ids of most tables follow how frequent their tokens were.
    </>
  );
}

/** The shortest and the longest rows, and where their length has no logarithm those first. */
function Ends({ whole: { norms, names } }: { whole: Whole }) {
  const lengths = norms.value.value!.arrays.norms.numbers;
  return (
    <Twin summary="The shortest and longest rows as a table" columns={[{ text: 'token' }, 'id', 'norm']} lazy>
      {() =>
        endsOf(lengths).map((id) => (
          <tr key={id} data-row={id}>
            <th scope="row" class="mono">
              {spelled(nameOf(names.value, id))}
            </th>
            <td class="num right">{id}</td>
            <td class="num right" data-number={lengths[id]}>
              {fixed(lengths[id], 4)}
            </td>
          </tr>
        ))
      }
    </Twin>
  );
}

function endsOf(lengths: ArrayLike<number>): number[] {
  const ids = Array.from({ length: lengths.length }, (_, id) => id).filter((id) => Number.isFinite(lengths[id]));
  const sorted = ids.toSorted((a, b) => lengths[a] - lengths[b] || a - b);
  return [...new Set([...sorted.slice(0, ENDS), ...sorted.slice(-ENDS)])];
}

function csvRows({ norms, names }: Whole): Cell[][] {
  const arrays = norms.value.peek()?.arrays;
  return arrays ? Array.from(arrays.norms.numbers, (norm, id) => [nameOf(names.peek(), id), id, norm, arrays.flags.numbers[id] === 1 ? 'true' : 'false']) : [];
}

function pythonLines(hubs: boolean): string {
  const more = `
hubs = table.hubs(k=${spectrum.k.value}, top=${HUBS_NAMED})
print(hubs.skewness, hubs.unlisted, [(hub.token, hub.lists) for hub in hubs.top])`;
  return `import rowspace as rs
from rowspace.operations.dims import dims_of

table = rs.open(${pythonText(sourceOf(table.value))})
print(table.rows.norms[:5])
found = table.spectrum()
print(found.effective_rank, found.needed, found.singular_values[:5])
dims = dims_of(table)
print(dims.by_variance[:5], dims.sds[dims.by_variance[:5]])${hubs ? more : ''}`;
}
