import { fixed, spelled } from '../parts/format';
import { HeatmapView } from '../plot/heatmap-view';
import { ScatterView } from '../plot/scatter-view';
import { floats, type Bundle } from '../source/bundle';
import type { LiveFrame } from '../source/types';
import { hovered } from '../state/selection';

/** The map and the matrix of one frame; a token lights in both. */
export function TrainingPictures({ frame }: { frame: Bundle<LiveFrame> }) {
  const { tokens, groups, dim } = frame.meta;
  const [positions, rows] = [floats(frame, 'coordinates'), floats(frame, 'rows')];
  const lit = tokens.indexOf(hovered.value ?? '');
  const clip = Math.max(0.02, quantile(rows, 0.99));
  return (
    <div class="training-pictures">
      <ScatterView
        positions={positions}
        groups={Uint8Array.from(groups, (group) => (group < 0 ? 2 : group))}
        labels={tokens.map(spelled)}
        hovered={lit}
        onHover={(index) => (hovered.value = index >= 0 ? tokens[index] : null)}
        trails="never"
        label={`Map of ${tokens.length} words at step ${frame.meta.frame}`}
        describe={(index) => `${tokens[index]} at ${fixed(positions[2 * index], 2)}, ${fixed(positions[2 * index + 1], 2)}`}
        height={340}
        test="training-map"
      />
      <HeatmapView
        values={rows}
        rows={tokens.length}
        cols={dim}
        clip={clip}
        rowHeight={8}
        lit={lit >= 0 ? [lit] : []}
        onHover={(place) => (hovered.value = place ? tokens[place.row] : null)}
        label={`Rows of the words, clipped at ${fixed(clip, 2)}, the 99th percentile`}
        describe={({ row, col }) => `${tokens[row]}, dim ${col}: ${fixed(rows[row * dim + col])}`}
        test="training-matrix"
      />
    </div>
  );
}

function quantile(numbers: Float32Array, share: number): number {
  const sizes = numbers.map(Math.abs).toSorted();
  return sizes[Math.floor(share * (sizes.length - 1))] ?? 1;
}
