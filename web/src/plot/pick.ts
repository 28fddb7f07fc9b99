/** Which point is meant: by the pointer, or by an arrow key. Plain loops: an index would be stale while points travel. */

import type { Cloud } from './splat';

/** Nearest drawn point to (x, y) within `reach`, in the layout's units; −1 for none. Palette entry 0 is not drawn. */
export function nearestTo(cloud: Cloud, palette: Uint32Array, x: number, y: number, reach: number): number {
  const { positions, groups } = cloud;
  let best = -1;
  let least = reach * reach;
  for (let i = 0, j = 0; i < groups.length; i++, j += 2) {
    const dx = positions[j] - x;
    const dy = positions[j + 1] - y;
    const square = dx * dx + dy * dy;
    if (square <= least && palette[groups[i]] !== 0) {
      least = square;
      best = i;
    }
  }
  return best;
}

export const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * The point that an arrow key leads to: of those within 45° of the direction the one that is least far, with steps
 * aside counted double. The four quarters cover the plane, so no point is out of reach. −1 where there is none.
 */
export function nextTowards(cloud: Cloud, palette: Uint32Array, from: number, [ux, uy]: readonly [number, number]): number {
  const { positions, groups } = cloud;
  const x = positions[2 * from];
  const y = positions[2 * from + 1];
  let best = -1;
  let least = Infinity;
  for (let i = 0, j = 0; i < groups.length; i++, j += 2) {
    const along = (positions[j] - x) * ux + (positions[j + 1] - y) * uy;
    const aside = Math.abs((positions[j] - x) * uy - (positions[j + 1] - y) * ux);
    if (along <= 0 || aside > along || i === from || palette[groups[i]] === 0) continue;
    const cost = along + 2 * aside;
    if (cost < least) {
      least = cost;
      best = i;
    }
  }
  return best;
}
