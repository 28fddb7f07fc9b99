import { LineChart } from '../plot/chart';
import type { LearnedPositions } from '../source/types';
import { cosineText } from './learned';

/** Every position's length, with the one that stands out. */
export function LearnedNorms({ positions: { positions, norms }, at }: { positions: LearnedPositions; at: number }) {
  const highest = Math.max(...norms);
  const outlier = norms.indexOf(highest);
  const marks = [{ x: outlier, y: highest, label: `position ${outlier}: ${cosineText(highest)}`, color: 'var(--ink)' }];
  if (at < positions && at !== outlier) marks.push({ x: at, y: norms[at], label: `${at}: ${cosineText(norms[at])}`, color: 'var(--accent)' });
  return (
    <LineChart
      title="Length of each position's row"
      describe={`Largest ${cosineText(highest)} at position ${outlier}`}
      x={{ label: 'position', domain: [0, positions], ticks: 8 }}
      y={{ label: 'length', domain: [0, highest * 1.2] }}
      series={[{ x: norms.map((_, index) => index), y: norms }]}
      marks={marks}
      height={260}
      test="learned-norms"
    />
  );
}
