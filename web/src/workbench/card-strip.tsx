import { useSignal } from '@preact/signals';
import { fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { type CellPlace, HeatmapView } from '../plot/heatmap-view';
import { floats, type Bundle } from '../source/bundle';
import type { RowSelection } from '../source/types';
import { token, withToken } from './state';

interface Clipped extends RowSelection {
  clip: { percentile: number; value: number };
}

/** The row as colored cells, above that of the token it is compared with. */
export function CardStrip({ bundle }: { bundle: Bundle<RowSelection> }) {
  const cell = useSignal<CellPlace | null>(null);
  const { tokens, clip } = bundle.meta as Clipped;
  const dim = bundle.arrays.rows.shape[1];
  const values = floats(bundle, 'rows');
  const read = ({ row, col }: CellPlace): number => values[row * dim + col];
  const at = cell.value && cell.value.row < tokens.length ? cell.value : null;
  return (
    <section class="bench-part" aria-label="Row">
      <HeatmapView
        values={values}
        rows={tokens.length}
        cols={dim}
        clip={clip.value}
        rowHeight={26}
        rowGap={3}
        cell={at}
        onHover={(place) => (cell.value = place)}
        label={`The row of ${[token.value, withToken.value].filter(Boolean).map(spelled).join(' above that of ')}, ${dim} numbers. Arrow keys read them one by one.`}
        describe={(place) => `${spelled(tokens[place.row])}, dim ${place.col}, ${fixed(read(place), 4)}`}
        test="card-strip"
      />
      <p class="bench-quiet bench-reading">
        {at ? (
          <>
            <bdi class="mono">{spelled(tokens[at.row])}</bdi> dim <span class="num">{at.col}</span> <Num name="strip-cell" value={read(at)} digits={4} />
          </>
        ) : (
          <>
            {dim} dims; colors reach ±<Num name="strip-clip" value={clip.value} digits={2} />, the {clip.percentile}th percentile of |number| here.
          </>
        )}
      </p>
    </section>
  );
}
