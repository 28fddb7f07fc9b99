import { useSignal } from '@preact/signals';
import { fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Colorbar } from '../plot/colorbar';
import { type CellPlace, HeatmapView } from '../plot/heatmap-view';

/** Every drawn row with every other, as cells from −1 to 1. */
export function RotationCosines({ tokens, cosines, signs }: { tokens: readonly string[]; cosines: Float32Array; signs: boolean }) {
  const cell = useSignal<CellPlace | null>(null);
  const at = cell.value;
  const cosine = ({ row, col }: CellPlace): number => cosines[row * tokens.length + col];
  return (
    <section class="rotation-block" aria-label="Cosines after the turn">
      <h4>Cosines after the turn</h4>
      <HeatmapView
        values={cosines}
        rows={tokens.length}
        cols={tokens.length}
        clip={1}
        square
        maxCell={26}
        signs={signs}
        cell={at}
        onHover={(place) => (cell.value = place)}
        label={`Cosines of ${tokens.length} rows with each other. Arrow keys read them one by one.`}
        describe={(place) => `${spelled(tokens[place.row])} and ${spelled(tokens[place.col])}, ${fixed(cosine(place))}`}
        rowLabel={(row) => <span class="rotation-name mono">{spelled(tokens[row])}</span>}
        colLabel={(col) => <span class="mono">{spelled(tokens[col])}</span>}
        colRoom={52}
        test="rotation-cosines"
      />
      <div class="matrix-key">
        <Colorbar clip={1} signs={signs} text={(value) => fixed(value, 0)} label="Blue is −1, white is 0, red is 1" />
        <p class="cell-reading" data-cell={at ? '' : undefined}>
          {at ? (
            <>
              <bdi class="mono">{spelled(tokens[at.row])}</bdi>, <bdi class="mono">{spelled(tokens[at.col])}</bdi> <Num name="cosine" value={cosine(at)} />
            </>
          ) : (
            'Point at a cell for its cosine.'
          )}
        </p>
      </div>
    </section>
  );
}
