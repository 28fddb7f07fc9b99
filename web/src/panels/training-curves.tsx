import { Legend } from '../parts/legend';
import { Num } from '../parts/num';
import { LineChart } from '../plot/chart';
import type { Bundle } from '../source/bundle';
import type { LiveFrame } from '../source/types';

const COLORS = ['var(--group-0)', 'var(--group-1)', 'var(--group-4)'];

/** Cosines of the watched pairs over the run. */
export function TrainingCurves({ frames, at }: { frames: readonly Bundle<LiveFrame>[]; at: number }) {
  const { watched, last } = frames[0].meta;
  const now = frames[at]?.meta.watched ?? watched;
  if (watched.length === 0) return null;
  return (
    <>
      <LineChart
        title="Cosines over the run"
        x={{ label: 'step of the run', domain: [0, last] }}
        y={{ label: 'cosine', domain: [-0.6, 1.05] }}
        series={watched.map((_, index) => ({
          x: frames.map((frame) => frame.meta.frame),
          y: frames.map((frame) => frame.meta.watched[index].cosine),
          color: COLORS[index],
        }))}
        rule={at}
        height={160}
        test="training-cosines"
      />
      <Legend entries={now.map(({ a, b }, index) => ({ color: COLORS[index], text: `${a} · ${b}` }))} />
      <p class="for-readers">
        {now.map(({ a, b, cosine }) => (
          <Num key={a + b} name={`${a}-${b}`} value={cosine} />
        ))}
      </p>
    </>
  );
}
