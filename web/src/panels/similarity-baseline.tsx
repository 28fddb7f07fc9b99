import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import { ChartFrame } from '../plot/axis';
import { linear } from '../plot/scale';
import type { Baseline } from '../source/types';

const HEIGHT = 58;

/** The slice of −1 … 1 that random pairs of a table fall into; a cosine is read against it. */
export function RandomPairs({ baseline, marked }: { baseline: Baseline; marked: number | null }) {
  const { mean, low, high } = baseline;
  return (
    <div class="similarity-baseline">
      <p>
        Random pairs of this table have a mean cosine of <Num name="baseline-mean" value={mean} />; nine in ten lie between{' '}
        <Num name="baseline-low" value={low} /> and <Num name="baseline-high" value={high} />.
      </p>
      <ChartFrame title="Where random pairs lie between −1 and 1" describe={`From ${fixed(low)} to ${fixed(high)}, mean ${fixed(mean)}`} height={HEIGHT}>
        {(width) => {
          const x = linear([-1, 1], [16, width - 16]);
          return (
            <>
              <line class="chart-axis" x1={x(-1)} x2={x(1)} y1={30} y2={30} />
              <rect class="similarity-band" x={x(low)} width={x(high) - x(low)} y={24} height={12} />
              <line class="similarity-mean" x1={x(mean)} x2={x(mean)} y1={20} y2={40} />
              {[-1, -0.5, 0, 0.5, 1].map((tick) => (
                <text key={tick} x={x(tick)} y={54} text-anchor="middle">{fixed(tick, 1)}</text>
              ))}
              {marked !== null && <circle class="chart-mark" cx={x(marked)} cy={30} r={5} />}
            </>
          );
        }}
      </ChartFrame>
    </div>
  );
}
