import { useSignal } from '@preact/signals';
import { fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { lights } from '../parts/chip';
import { Colorbar } from '../plot/colorbar';
import { type CellPlace, HeatmapView } from '../plot/heatmap-view';
import { CellReading } from './cell-reading';
import { dimLabel, type DrawnRows } from './row-numbers';

interface RotatedRowsProps {
  drawn: DrawnRows;
  /** The same rows before the turn. */
  before: Float32Array;
  clip: number;
  signs: boolean;
}

/** The old numbers above the new ones, column under column. */
export function RotatedRows({ drawn, before, clip, signs }: RotatedRowsProps) {
  const { tokens, dim, values } = drawn;
  const cell = useSignal<CellPlace | null>(null);
  const place = cell.value;
  const at = place ? place.row * dim + place.col : -1;
  const cells = (title: string, numbers: Float32Array, axis: boolean, test: string) => (
    <section class="rotation-block" aria-label={title}>
      <h4>{title}</h4>
      <HeatmapView
        values={numbers}
        rows={tokens.length}
        cols={dim}
        clip={clip}
        rowHeight={16}
        rowGap={2}
        signs={signs}
        cell={place}
        onHover={(now) => (cell.value = now)}
        label={`${title}: ${tokens.length} rows of ${dim} as colored cells. Arrow keys read them one by one.`}
        describe={(now) => `${spelled(tokens[now.row])}, dim ${now.col}, ${fixed(numbers[now.row * dim + now.col], 4)}`}
        rowLabel={(row) => (
          <span class="rotation-name mono" {...lights(tokens[row])}>
            {spelled(tokens[row])}
          </span>
        )}
        colLabel={axis ? (col) => dimLabel(col, dim) : undefined}
        test={test}
      />
    </section>
  );
  return (
    <>
      {cells('Numbers before the turn', before, true, 'rotation-before')}
      {cells('Numbers after the turn', values, false, 'rotation-cells')}
      <div class="matrix-key">
        <Colorbar clip={clip} signs={signs} text={(value) => fixed(value, 2)} label="Blue is negative, white is zero, red is positive" />
        <CellReading
          token={place ? tokens[place.row] : undefined}
          dim={place?.col}
          value={at < 0 ? undefined : values[at]}
          hint="Point at a cell for its number."
        >
          , before the turn <Num name="before" value={before[at] ?? Number.NaN} digits={4} />
        </CellReading>
      </div>
    </>
  );
}
