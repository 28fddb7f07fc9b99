import { useSignal } from '@preact/signals';
import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import { type CellPlace, HeatmapView } from '../plot/heatmap-view';
import { floats, type Bundle } from '../source/bundle';
import type { SinusoidalTable } from '../source/types';
import { labelOf } from './waves-cells';

interface WaveSimilarityProps {
  bundle: Bundle<SinusoidalTable>;
  /** The position that the other map is at. */
  row: number;
  rowHeight: number;
  /** Whether the rows have their numbers here; beside the other map they have them there. */
  named: boolean;
  signs: boolean;
}

/** Every two positions' cosine: each diagonal is one gap, and one color. */
export function WaveSimilarity({ bundle, row, rowHeight, named, signs }: WaveSimilarityProps) {
  const { length } = bundle.meta;
  const values = floats(bundle, 'similarity');
  const cell = useSignal<CellPlace | null>(null);
  const pointed = cell.value && cell.value.row < length && cell.value.col < length ? cell.value : null;
  const at = pointed ?? { row, col: Math.max(0, row - 4) };
  return (
    <section>
      <h4>Position × position</h4>
      <HeatmapView
        values={values}
        rows={length}
        cols={length}
        clip={1}
        square
        maxCell={rowHeight}
        signs={signs}
        cell={at}
        onHover={(place) => (cell.value = place)}
        label={`Cosine of ${length} positions with each other: every diagonal has one value. Arrow keys read cell by cell.`}
        describe={(place) => `positions ${place.row} and ${place.col}: ${fixed(values[place.row * length + place.col], 4)}`}
        rowLabel={named ? (index) => labelOf(index, length) : undefined}
        colLabel={(index) => labelOf(index, length)}
        test="waves-similarity"
      />
      <Diagonal values={values} length={length} at={at} />
    </section>
  );
}

/** What all pairs of this gap have in common. */
function Diagonal({ values, length, at }: { values: Float32Array; length: number; at: CellPlace }) {
  const gap = Math.abs(at.row - at.col);
  const diagonal = Array.from({ length: length - gap }, (_, start) => values[start * length + start + gap]);
  const [low, high] = [Math.min(...diagonal), Math.max(...diagonal)];
  return (
    <p class="waves-diagonal">
      {at.row} and {at.col}: cosine <Num name="similarity" value={values[at.row * length + at.col]} digits={4} />. All{' '}
      <Num name="pairs" value={diagonal.length} digits={0} /> pairs {gap} apart:{' '}
      <Num name="diagonal-low" value={low} digits={4} />
      {fixed(low, 4) !== fixed(high, 4) && (
        <>
          {' '}
          to <Num name="diagonal-high" value={high} digits={4} />
        </>
      )}
      .
    </p>
  );
}
