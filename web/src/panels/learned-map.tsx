import { useSignal } from '@preact/signals';
import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import { Colorbar } from '../plot/colorbar';
import { type CellPlace, HeatmapView } from '../plot/heatmap-view';
import { floats, type Bundle } from '../source/bundle';
import type { LearnedPositions } from '../source/types';
import { cosineText } from './learned';

/** Every two positions' cosine, and the cell under pointer or keyboard. */
export function LearnedMap({ bundle, at, signs }: { bundle: Bundle<LearnedPositions>; at: number; signs: boolean }) {
  const { positions } = bundle.meta;
  const values = floats(bundle, 'similarity');
  const cell = useSignal<CellPlace | null>(null);
  const row = Math.min(at, positions - 1);
  const place = cell.value ?? { row, col: Math.max(0, row - 6) };
  return (
    <>
      <HeatmapView
        values={values}
        rows={positions}
        cols={positions}
        clip={1}
        square
        signs={signs}
        cell={place}
        onHover={(pointed) => (cell.value = pointed)}
        label={`Cosine of ${positions} learned positions with each other. Arrow keys read cell by cell.`}
        describe={(pointed) => `positions ${pointed.row} and ${pointed.col}: ${cosineText(values[pointed.row * positions + pointed.col])}`}
        colLabel={(col) => (col % 64 === 0 ? <span class="learned-label num">{col}</span> : null)}
        test="learned-map"
      />
      <div class="learned-key">
        <p>
          Positions {place.row} and {place.col}: <Num name="cell" value={values[place.row * positions + place.col]} />
        </p>
        <Colorbar clip={1} signs={signs} text={(value) => fixed(value, 0)} label="Blue is −1, white 0, red 1" />
      </div>
    </>
  );
}
