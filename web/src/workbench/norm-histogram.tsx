import { fixed } from '../parts/format';
import { areaOf, ChartFrame, XAxis } from '../plot/axis';
import { linear } from '../plot/scale';
import type { Histogram } from '../source/types';

const HEIGHT = 92;

/** How many rows have which length, and where one of them lies. */
export function NormHistogram({ histogram, at }: { histogram: Histogram; at?: number }) {
  const { low, high, counts } = histogram;
  const most = Math.max(...counts, 1);
  const step = (high - low || 1) / counts.length;
  return (
    <ChartFrame
      title="How many rows have which length"
      describe={`From ${fixed(low, 2)} to ${fixed(high, 2)}${at === undefined ? '' : `; this one ${fixed(at, 2)}`}`}
      height={HEIGHT}
      test="norm-histogram"
    >
      {(width) => {
        const area = areaOf(width, HEIGHT, 4);
        const sx = linear([low, low + step * counts.length], [area.left, area.right]);
        return (
          <>
            {counts.map((count, bin) => (
              <rect
                key={bin}
                class="chart-bar"
                x={sx(low + bin * step)}
                width={Math.max(0.5, sx(low + step) - sx(low) - 0.5)}
                y={area.bottom - ((area.bottom - area.top) * count) / most}
                height={((area.bottom - area.top) * count) / most}
              />
            ))}
            {at !== undefined && <line class="bench-at" x1={sx(at)} x2={sx(at)} y1={area.top - 6} y2={area.bottom + 4} data-at={at} />}
            <XAxis axis={{ label: 'norm', domain: [low, high] }} scale={sx} area={area} />
          </>
        );
      }}
    </ChartFrame>
  );
}
