import { useSignal } from '@preact/signals';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, fixed, pythonText } from '../parts/format';
import { Notice } from '../parts/notice';
import { Num } from '../parts/num';
import { Slider } from '../parts/slider';
import { Toggle } from '../parts/toggle';
import { getBundle, tablePath } from '../source/api';
import { floats, rowOf, type Bundle } from '../source/bundle';
import { useQuery } from '../source/query';
import { tableInfo, tables } from '../source/tables';
import type { LearnedPositions } from '../source/types';
import { flagParam, numberParam, param } from '../state/address';
import { LearnedCurve } from './learned-curve';
import { LearnedMap } from './learned-map';
import { noPositionsPython } from './learned-none';
import { LearnedNorms } from './learned-norms';
import type { PanelProps } from './list';
import { LearnedTwin } from './learned-twin';
import './learned.css';

const VIEWS = [
  { value: 'curve', label: 'cosine by gap' },
  { value: 'norms', label: 'lengths' },
  { value: 'heatmap', label: 'every two positions' },
];
const GAP_MAX = 40;

/** A model's own table of positions: waves that training found, an outlier at 0, and an end. */
export function LearnedPanel({ id, table }: PanelProps) {
  const view = param(`${id}.view`, 'curve');
  const position = numberParam(`${id}.position`, 20);
  const signs = flagParam(`${id}.signs`);
  const info = tableInfo(table.value);
  const asked = useQuery(() =>
    tableInfo(table.value)?.positions === 0 ? null : getBundle<LearnedPositions>(tablePath(table.value, 'learned'), { gap_max: GAP_MAX }),
  );
  const bundle = asked.value.value;
  const gap = useSignal<number | null>(null);
  const at = Math.min(Math.max(0, position.value), bundle?.meta.positions ?? 0);
  return (
    <Figure
      id={id}
      title="Positions that a model learned"
      table={table}
      asked={[asked]}
      caption={bundle ? captionOf(table.value, bundle.meta) : 'Learned positions, where the table has them.'}
      csv={() => (bundle ? csvOf(bundle, view.value) : { header: [], rows: [] })}
      python={info?.positions === 0 ? noPositionsPython(table.value) : pythonLines(table.value)}
    >
      {info && info.positions === 0 && <NoPositions name={info.name} onSwitch={(name) => (param(`${id}.table`).value = name)} />}
      {bundle && (
        <>
          <Choice label="Show" options={VIEWS} value={view} />
          <Facts positions={bundle.meta} />
          <Slider label="Position" min={0} max={bundle.meta.positions} value={position} />
          <Position bundle={bundle} at={at} />
          {view.value === 'norms' && <LearnedNorms positions={bundle.meta} at={at} />}
          {view.value === 'heatmap' && (
            <>
              <Toggle label="Mark negative cells" value={signs} />
              <LearnedMap bundle={bundle} at={at} signs={signs.value} />
            </>
          )}
          {view.value !== 'norms' && view.value !== 'heatmap' && <LearnedCurve bundle={bundle} at={at} gap={gap} />}
          {view.value !== 'heatmap' && <LearnedTwin positions={bundle.meta} norms={view.value === 'norms'} />}
        </>
      )}
    </Figure>
  );
}

/** What to do where the table says nothing about order. */
function NoPositions({ name, onSwitch }: { name: string; onSwitch: (name: string) => void }) {
  const others = tables.value.filter((other) => other.positions > 0);
  return (
    <Notice>
      <p>
        {name} has no learned positions: its rows were learned from which words occur together, whatever their order.
      </p>
      <p class="controls">
        {others.map((other) => (
          <button key={other.name} type="button" class="button" onClick={() => onSwitch(other.name)}>
            Show {other.name}, which has {count(other.positions)}
          </button>
        ))}
      </p>
    </Notice>
  );
}

function Facts({ positions }: { positions: LearnedPositions }) {
  const [first, ...others] = positions.norms;
  const mean = others.reduce((sum, norm) => sum + norm, 0) / others.length;
  return (
    <dl class="learned-facts">
      <div>
        <dt>period of its ripple</dt>
        <dd>{positions.period === null ? 'none found' : <Num name="period" value={positions.period} digits={2} />}</dd>
      </div>
      <div>
        <dt>neighbors’ cosine</dt>
        <dd>
          <Num name="neighbors" value={positions.cosine_by_gap[1]} />
        </dd>
      </div>
      <div>
        <dt>length at 0</dt>
        <dd>
          <Num name="norm-0" value={first} />
        </dd>
      </div>
      <div>
        <dt>mean of others</dt>
        <dd>
          <Num name="norm-mean" value={mean} />
        </dd>
      </div>
    </dl>
  );
}

/** The chosen position, or the edge of the table. */
function Position({ bundle, at }: { bundle: Bundle<LearnedPositions>; at: number }) {
  const { positions, norms } = bundle.meta;
  if (at >= positions) {
    return (
      <Notice>
        <p>
          Position {positions} does not exist. The table has {count(positions)} rows, 0 to {positions - 1}; a longer text has to be cut.
        </p>
      </Notice>
    );
  }
  const next = at + 1 < positions ? floats(bundle, 'similarity')[at * positions + at + 1] : null;
  return (
    <p class="learned-position">
      Position {at}: length <Num name="norm" value={norms[at]} />
      {next === null ? '. It is the last; no row comes after it.' : [', cosine with position ', at + 1, ' ', <Num key="next" name="next" value={next} />, '.']}
    </p>
  );
}

function captionOf(name: string, { positions, dim, gaps }: LearnedPositions): string {
  return `All ${count(positions)} positions of ${name}, ${dim} dims. Cosine by gap is the mean over all pairs of positions that far apart, gaps 0 to ${gaps.at(-1)}; the period is the mean distance between its tops over the first 64 gaps.`;
}

/** The numbers of the view that is shown. */
function csvOf(bundle: Bundle<LearnedPositions>, view: string) {
  const { positions, norms, gaps, cosine_by_gap: means } = bundle.meta;
  if (view === 'norms') return { header: ['position', 'length'], rows: norms.map((norm, at) => [at, norm]) };
  if (view !== 'heatmap') return { header: ['gap', 'mean cosine'], rows: gaps.map((gap) => [gap, means[gap]]) };
  const cosines = floats(bundle, 'similarity');
  return {
    header: ['position', ...norms.map((_, at) => String(at))],
    rows: norms.map((_, at) => [at, ...rowOf(cosines, positions, at)]),
  };
}

function pythonLines(table: string): string {
  return `import rowspace as rs
from rowspace.operations.positions import learned

positions = learned(rs.open(${pythonText(table)}), gap_max=${GAP_MAX})
print(positions.period)
print(positions.norms[0], sum(positions.norms[1:]) / (positions.positions - 1))
print(positions.cosine_by_gap)
print(positions.similarity.round(3))`;
}

/** A cosine as the views write it. */
export function cosineText(value: number): string {
  return fixed(value, 3);
}
