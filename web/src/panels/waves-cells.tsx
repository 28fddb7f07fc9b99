import { fixed } from '../parts/format';
import { Colorbar } from '../plot/colorbar';
import { type CellPlace, HeatmapView } from '../plot/heatmap-view';
import { floats, type Bundle } from '../source/bundle';
import type { SinusoidalTable } from '../source/types';

interface WaveCellsProps {
  bundle: Bundle<SinusoidalTable>;
  cell: CellPlace;
  rowHeight: number;
  signs: boolean;
  onHover: (cell: CellPlace | null) => void;
  onPick: (cell: CellPlace) => void;
}

/** Positions × dims as cells. */
export function WaveCells({ bundle, cell, rowHeight, signs, onHover, onPick }: WaveCellsProps) {
  const { dim, length } = bundle.meta;
  const values = floats(bundle, 'values');
  return (
    <section>
      <h4>Position × dim</h4>
      <HeatmapView
        values={values}
        rows={length}
        cols={dim}
        clip={1}
        rowHeight={rowHeight}
        maxCell={24}
        signs={signs}
        cell={cell}
        onHover={onHover}
        onPick={onPick}
        label={`Waves of ${length} positions in ${dim} dims. Arrow keys read cell by cell, Enter keeps one.`}
        describe={({ row, col }) => `position ${row}, dim ${col}: ${fixed(values[row * dim + col], 4)}`}
        rowLabel={(row) => labelOf(row, length)}
        colLabel={(col) => labelOf(col, dim)}
        test="waves-cells"
      />
      <Colorbar clip={1} signs={signs} text={(value) => fixed(value, 0)} label="Blue is −1, white 0, red 1" />
    </section>
  );
}

/** Some of the indexes along a side, so that they do not touch. */
export function labelOf(index: number, count: number) {
  const every = count <= 16 ? 4 : count <= 32 ? 8 : 16;
  return index % every === 0 ? <span class="waves-label num">{index}</span> : null;
}
