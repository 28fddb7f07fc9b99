import { useSignal } from '@preact/signals';
import { count, fixed } from '../parts/format';
import { Num } from '../parts/num';
import { Progress } from '../parts/progress';
import { Twin } from '../parts/twin';
import { plain } from '../plot/axis';
import { LineChart } from '../plot/chart';
import type { Pair } from '../plot/scale';
import { floats, type Bundle } from '../source/bundle';
import type { Spectrum } from '../source/types';
import { normTicks } from './norms-plot';
import type { Part } from './spectrum-answers';
import { useWhole } from './whole';

/** Below this share of the first, singular values are lost in rounding. */
const LEAST = 1e-3;
const LISTED = 200;

/** How far the rows spread along each direction, the widest first. */
export function DirectionsPart({ part: { work, asked, start } }: { part: Part<Spectrum> }) {
  const { info } = useWhole();
  const bundle = work.value.value?.meta.rows === info.value?.rows && asked.value ? work.value.value : undefined;
  const idle = !work.waiting.value && !bundle;
  return (
    <section class="spectrum-part" aria-labelledby="spectrum-directions" data-part="directions">
      <h4 id="spectrum-directions">Directions: singular values</h4>
      <Progress work={work} />
      {idle && info.value && (
        <p>
          All {count(info.value.rows)} rows are measured along {count(info.value.dim)} directions.{' '}
          <button type="button" class="button" onClick={start}>
            Measure the directions
          </button>
        </p>
      )}
      {bundle && <Directions bundle={bundle} />}
    </section>
  );
}

function Directions({ bundle }: { bundle: Bundle<Spectrum> }) {
  const pointed = useSignal<number | null>(null);
  const { rows, rows_measured: measured, dim, needed, effective_rank: effective, participation_ratio: participation, stable_rank: stable } = bundle.meta;
  const values = floats(bundle, 'singular_values');
  const shares = floats(bundle, 'explained');
  const places = Float32Array.from(values, (_, at) => at + 1);
  const at = pointed.value === null ? null : Math.min(dim, Math.max(1, Math.round(pointed.value)));
  const reach = reachOf(values);
  return (
    <>
      <p>
        The variance is spread over about <Num name="effective-rank" value={effective} digits={1} /> of {count(dim)} directions (effective rank). Half of it lies along the widest{' '}
        <Num name="needed-50" value={needed['50']} text={count(needed['50'])} />, 90 % along <Num name="needed-90" value={needed['90']} text={count(needed['90'])} />, 99 % along{' '}
        <Num name="needed-99" value={needed['99']} text={count(needed['99'])} />.
      </p>
      <LineChart
        title="Singular values, falling"
        describe={`From ${fixed(values[0], 2)} to ${fixed(values[dim - 1], 2)}`}
        x={{ label: 'direction', domain: [1, Math.max(2, dim)] }}
        y={{ label: 'singular value', domain: reach, log: true, ticks: normTicks(reach), text: (value) => (value >= 1 ? count(value) : plain(value)) }}
        series={[{ x: places, y: values }]}
        marks={at === null ? [] : [{ x: at, y: Math.max(values[at - 1], reach[0]) }]}
        onHover={(x) => (pointed.value = x)}
        test="singular-values"
      />
      <p class="bench-quiet spectrum-read">
        {at === null ? (
          `Widest: ${fixed(100 * shares[0], 1)} % of the variance. Point at the line to read a direction.`
        ) : (
          <>
            Direction {at}: singular value {plain(Number(values[at - 1].toPrecision(5)))}, {fixed(100 * shares[at - 1], 2)} % of the variance; the first {at} hold{' '}
            {fixed(100 * shares.subarray(0, at).reduce((sum, share) => sum + share, 0), 1)} %.
          </>
        )}
      </p>
      <p class="bench-quiet">
        By <Num name="directions-measured" value={measured} text={count(measured)} /> of {count(rows)} rows, around their mean. Counted by squares <Num name="participation" value={participation} digits={1} />{' '}
        (participation ratio); whole variance ÷ the widest direction's <Num name="stable-rank" value={stable} digits={1} /> (stable rank).
      </p>
      <Twin summary="Directions as a table" columns={['direction', 'singular value', 'share']} lazy>
        {() =>
          Array.from(values.subarray(0, LISTED), (value, place) => (
            <tr key={place}>
              <td class="num right">{place + 1}</td>
              <td class="num right" data-number={value}>
                {fixed(value, 3)}
              </td>
              <td class="num right" data-number={shares[place]}>
                {fixed(shares[place], 5)}
              </td>
            </tr>
          ))
        }
      </Twin>
    </>
  );
}

function reachOf(values: Float32Array): Pair {
  const high = values[0] || 1;
  const low = Math.max(values.at(-1)!, high * LEAST);
  return high / low < 1.2 ? [low / 1.1, high * 1.1] : [low, high];
}
