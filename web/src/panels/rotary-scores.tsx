import { score, type Turned } from '../maths/rotary';
import { fixed } from '../parts/format';
import { extent, LineChart } from '../plot/chart';

/** Gaps that the curve shows, both ways: the server's `curve_gaps`. */
const FARTHEST = 32;
const GAPS = Array.from({ length: 2 * FARTHEST + 1 }, (_, index) => index - FARTHEST);

interface ScoreChartsProps {
  turned: Turned;
  m: number;
  n: number;
  now: number;
}

/** The score while both tokens move, which is a flat line, and while one does. */
export function ScoreCharts({ turned, m, n, now }: ScoreChartsProps) {
  const gap = m - n;
  const shown = Math.abs(gap) <= FARTHEST;
  const curve = GAPS.map((one) => score(turned, one, 0));
  const starts = shared(gap, Math.max(FARTHEST, m, n));
  const both = starts.map((start) => score(turned, start, start - gap));
  const y = { label: 'score', domain: extent(curve, 0.08) };
  return (
    <div class="rotary-charts">
      <section>
        <h4>Both move: the gap stays {fixed(gap, 0)}</h4>
        <LineChart
          title="Score while both tokens move"
          describe={`${fixed(Math.min(...both), 4)} everywhere from query position ${starts[0]} to ${starts.at(-1)}`}
          x={{ label: 'position of q', domain: [0, Math.max(FARTHEST, m, n)], ticks: 5 }}
          y={y}
          series={[{ x: starts, y: both }]}
          marks={[{ x: m, y: now, label: fixed(now, 4) }]}
          height={170}
          test="rotary-flat"
        />
      </section>
      <section>
        <h4>One moves: the gap changes</h4>
        <LineChart
          title="Score by signed gap"
          describe={`From gap −${FARTHEST} to ${FARTHEST}; now ${fixed(gap, 0)}, score ${fixed(now, 4)}; at gap ${fixed(-gap, 0)}, ${fixed(score(turned, -gap, 0), 4)}`}
          x={{ label: 'gap: position of q − position of k', domain: [-FARTHEST, FARTHEST], ticks: 5 }}
          y={y}
          series={[{ x: GAPS, y: curve }]}
          marks={shown ? [{ x: gap, y: now }] : []}
          rule={shown ? gap : undefined}
          height={170}
          test="rotary-curve"
        />
      </section>
    </div>
  );
}

/** Positions of the query at which both tokens stand on the ruler. */
function shared(gap: number, last: number): number[] {
  const first = Math.max(0, gap);
  return Array.from({ length: Math.max(1, last - Math.abs(gap) + 1) }, (_, index) => first + index);
}
