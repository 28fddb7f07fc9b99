/** Which points lie inside a path drawn by hand. */
import type { Scatter } from '../plot/scatter';
import type { Place } from '../plot/scatter-view';

/** A path goes on where the hand has moved this far, CSS pixels: corners between are not seen. */
const CORNER = 3;

/** The path with as few corners as show its shape. */
export function simplified(path: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const place of path) {
    const last = kept.at(-1);
    if (!last || Math.hypot(place.x - last.x, place.y - last.y) >= CORNER) kept.push(place);
  }
  return kept;
}

/** Whether (x, y) is inside the closed path, by the even-odd rule. */
export function inside(path: readonly Place[], x: number, y: number): boolean {
  let within = false;
  for (let i = 0, j = path.length - 1; i < path.length; j = i++) {
    const [a, b] = [path[i], path[j]];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) within = !within;
  }
  return within;
}

/** Indexes of the drawn points inside. */
export function pointsInside(plot: Pick<Scatter, 'cloud' | 'view' | 'palette'>, drawn: readonly Place[]): number[] {
  const path = simplified(drawn);
  const [xs, ys] = [path.map(({ x }) => x), path.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const { positions, groups } = plot.cloud;
  const { view, palette } = plot;
  const found: number[] = [];
  if (path.length < 3) return found;
  for (let i = 0; i < groups.length; i++) {
    const x = view.left + view.k * positions[2 * i];
    const y = view.top - view.k * positions[2 * i + 1];
    if (x >= left && x <= right && y >= top && y <= bottom && palette[groups[i]] !== 0 && inside(path, x, y)) found.push(i);
  }
  return found;
}
