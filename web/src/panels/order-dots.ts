/** The tokens of all sentences as dots of one plane, and how a picture of them is scaled. */
import type { Box } from '../plot/grid';
import type { Order, OrderPiece } from '../source/types';

/** One token of a sentence; `key` is its sentence and its place in it. */
export interface Dot extends OrderPiece {
  key: string;
}

/** A dot in pixels: where it is without its position, and with it. */
export interface ScreenDot {
  dot: Dot;
  start: readonly [number, number];
  end: readonly [number, number];
}

export function dotsOf(order: Order): Dot[] {
  return order.sentences.flatMap(({ pieces }, sentence) => pieces.map((piece, index) => ({ ...piece, key: `${sentence}-${index}` })));
}

/** Smallest box around both ends of every dot, in the plane's own units. */
export function bothEnds(dots: readonly Dot[]): Box {
  return around(dots.flatMap((dot): [number, number][] => [[dot.x0, dot.y0], [dot.x1, dot.y1]]));
}

/** Smallest box around what positions add to every dot, and around no addition. */
export function shifts(dots: readonly Dot[]): Box {
  return around([[0, 0], ...dots.map((dot): [number, number] => [dot.x1 - dot.x0, dot.y1 - dot.y0])]);
}

/** Pixels per unit with which a box fits into an area less its margins; one scale for both axes. */
export function fitting(box: Box, width: number, height: number, margin: number): number {
  return Math.min((width - 2 * margin) / (box.width || 1e-9), (height - 2 * margin) / (box.height || 1e-9));
}

/** Dots of one picture: `scale` pixels per unit, the box in the middle. With `relative`, each dot counts from its start. */
export function placed(dots: readonly Dot[], box: Box, width: number, height: number, scale: number, relative = false): ScreenDot[] {
  const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2];
  const at = (x: number, y: number): [number, number] => [width / 2 + (x - middleX) * scale, height / 2 - (y - middleY) * scale];
  return dots.map((dot) => {
    const [fromX, fromY] = relative ? [dot.x0, dot.y0] : [0, 0];
    return { dot, start: at(dot.x0 - fromX, dot.y0 - fromY), end: at(dot.x1 - fromX, dot.y1 - fromY) };
  });
}

/** Tokens of the sentences with their dots: those that stand most often first. */
export function byToken(dots: readonly Dot[]): { token: string; dots: Dot[] }[] {
  const groups = new Map<number, Dot[]>();
  for (const dot of dots) groups.set(dot.id, [...(groups.get(dot.id) ?? []), dot]);
  return [...groups.values()].map((group) => ({ token: group[0].token, dots: group })).toSorted((a, b) => b.dots.length - a.dots.length);
}

function around(places: readonly (readonly [number, number])[]): Box {
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
