import type { Signal } from '@preact/signals';
import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import { extent, LineChart, type Mark } from '../plot/chart';
import { floats, type Bundle } from '../source/bundle';
import type { LearnedPositions } from '../source/types';

interface LearnedCurveProps {
  bundle: Bundle<LearnedPositions>;
  /** The position whose own curve is drawn beside the mean. */
  at: number;
  /** The gap under the pointer. */
  gap: Signal<number | null>;
}

/** How alike two positions are by the gap between them: the mean of all, and one position's own. */
export function LearnedCurve({ bundle, at, gap }: LearnedCurveProps) {
  const { gaps, cosine_by_gap: means, period } = bundle.meta;
  const own = ownCurve(bundle, at);
  const tops = topsOf(means);
  const read = gap.value ?? tops[0] ?? 1;
  return (
    <>
      <LineChart
        title="Mean cosine of two positions by the gap between them"
        describe={`Tops at gaps ${tops.join(', ')}${period === null ? '' : `, ${fixed(period, 2)} apart on average`}`}
        x={{ label: 'gap (tokens)', domain: [0, gaps.at(-1) ?? 1] }}
        y={{ label: 'cosine', domain: extent([0, 1.12, ...means, ...own]) }}
        series={[
          { x: gaps.slice(0, own.length), y: own, color: 'var(--accent)', dash: '3 3' },
          { x: gaps, y: means },
        ]}
        marks={tops.map((top): Mark => ({ x: top, y: means[top], label: String(top), color: 'var(--ink)' }))}
        rule={gap.value ?? undefined}
        height={260}
        onHover={(x) => (gap.value = x === null ? null : Math.round(x))}
        test="learned-curve"
      />
      <p class="learned-read">
        Gap <Num name="gap" value={read} digits={0} />: mean cosine <Num name="cosine" value={means[read]} />
        {own[read] !== undefined && (
          <>
            , positions {at} and {at + read} <Num name="own" value={own[read]} />
          </>
        )}
        . Dots mark the tops{period !== null && <>, on average {fixed(period, 2)} tokens apart</>}; the dashed line is position {at} alone
        {own.length < gaps.length && ', and ends where the table does'}.
      </p>
    </>
  );
}

/** Cosines of one position with those after it, as far as the table goes; none for a position that does not exist. */
function ownCurve(bundle: Bundle<LearnedPositions>, at: number): Float32Array {
  const { positions, gaps } = bundle.meta;
  if (at >= positions) return new Float32Array(0);
  const start = at * positions + at;
  return floats(bundle, 'similarity').subarray(start, start + Math.min(gaps.length, positions - at));
}

/** Gaps at which the curve is higher than on both sides, by more than rounding. */
export function topsOf(curve: readonly number[]): number[] {
  return curve.flatMap((value, gap) => (gap > 0 && gap < curve.length - 1 && value > curve[gap - 1] + 0.001 && value > curve[gap + 1] ? [gap] : []));
}
