import { count } from '../parts/format';
import { css } from '../plot/color';
import { theme } from '../plot/theme';
import type { Clusters } from '../source/types';
import { cells } from './cells-answers';
import type { StageState } from './cells-stage';
import { readLook, writeLook, zoomOn } from './cells-zoom';
import { clusterNames } from './clusters';
import { clusterPalette } from './colors';

/** Clusters from top to bottom of the matrix; a click brings one into view. */
export function ClusterPlaces({ meta, rows, state }: { meta: Clusters; rows: number; state: StageState | null }) {
  const names = clusterNames(meta);
  const palette = clusterPalette(meta.count, theme.value);
  const starts = meta.clusters.map((_, number) => meta.clusters.slice(0, number).reduce((sum, one) => sum + one.rows, 0));
  const height = state ? (state.block.bottom - state.block.top) / state.rowsPerPixel : 0;
  const lookAt = (number: number): void => {
    const size = meta.clusters[number].rows;
    cells.look.value = writeLook({ ...readLook(cells.look.peek()), zoom: zoomOn(rows, height, size), row: starts[number] + size / 2 });
  };
  return (
    <div class="map-legend cluster-legend" role="group" aria-label="Clusters from top to bottom">
      {names.map((name, number) => (
        <button key={name} type="button" class="map-group" disabled={height === 0} style={`--group:${css(palette[number])}`} onClick={() => lookAt(number)} data-start={starts[number]}>
          <i class="chip-dot" />
          {name} <small class="num">{count(meta.clusters[number].rows)}</small>
        </button>
      ))}
    </div>
  );
}
