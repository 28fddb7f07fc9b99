/** Everything the map's parts draw from, put together from the server's answers. */
import { NO_GROUP } from '../plot/color';
import { floats, type Bundle } from '../source/bundle';
import type { Edges, Projection, RowSelection } from '../source/types';
import type { Groups } from './map-groups';
import { trueNeighbors } from './map-neighbors';
import type { ReadToken } from './map-reading';

export interface DrawnMap {
  projection: Projection;
  tokens: readonly string[];
  /** Interleaved (x, y); the same array as long as the picture is the same. */
  positions: Float32Array;
  groups: Groups;
  /** True nearest among the drawn tokens, best first; empty lists until they have come. */
  neighbors: readonly { target: number; score: number }[][];
  lengths?: readonly number[];
}

export function drawnMap(bundle: Bundle<Projection>, edges: Edges | undefined, rows: RowSelection | undefined, groups: Groups): DrawnMap {
  const { tokens } = bundle.meta;
  return {
    projection: bundle.meta,
    tokens,
    positions: floats(bundle, 'coordinates'),
    groups,
    neighbors: trueNeighbors(tokens, edges?.edges ?? []),
    // An answer stays until its successor comes; lengths of other rows are not shown in the meantime.
    lengths: rows && String(rows.ids) === String(bundle.meta.ids) ? rows.norms : undefined,
  };
}

/** What is known of one drawn token. */
export function readToken(map: DrawnMap, place: number, nearest: number): ReadToken {
  const group = map.groups.of[place];
  return {
    token: map.tokens[place],
    id: map.projection.ids[place],
    group: group === NO_GROUP ? undefined : group,
    x: map.positions[2 * place],
    y: map.positions[2 * place + 1],
    length: map.lengths?.[place],
    nearest: map.neighbors[place].slice(0, nearest).map(({ target, score }) => ({ token: map.tokens[target], score })),
  };
}

export function mapCsv(map: DrawnMap | undefined) {
  const header = ['token', 'id', 'group', 'x', 'y', 'length'];
  if (!map) return { header, rows: [] };
  const rows = map.tokens.map((token, place) => {
    const { id, x, y, length } = readToken(map, place, 0);
    return [token, id, map.groups.names[map.groups.of[place]] ?? null, x, y, length ?? null];
  });
  return { header, rows };
}
