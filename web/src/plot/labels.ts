/**
 * Labels that do not overlap: each in turn takes the best free place around its point, or stays away.
 * A label keeps its side while that is free, so nothing jumps about during a zoom.
 */

import type { Box } from './grid';

export interface Label {
  /** Whose label it is: the key under which its side is remembered. */
  id: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Placed extends Label {
  /** Left edge and middle line of the text. */
  textX: number;
  textY: number;
  box: Box;
  side: number;
}

export interface Ground {
  width: number;
  height: number;
  /** Radius of a point's disc: labels stand off by it. */
  radius: number;
  /** Places of points that no label may cover, interleaved (x, y), unless it is one of the first `forced`. */
  points: Float32Array;
  forced?: number;
}

/** Right, left, above, below, then the corners: the order of preference. */
const SIDES: readonly (readonly [number, number])[] = [
  [1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1],
];
const PADDING = 1;

/** Place labels in the order given, which is their priority. `sides` remembers where each stood, and is updated. */
export function placeLabels(labels: readonly Label[], ground: Ground, sides: Map<number, number>): Placed[] {
  const taken = new BoxGrid(ground.width, ground.height);
  const placed: Placed[] = [];
  for (const [index, label] of labels.entries()) {
    const best = bestPlace(label, ground, taken, sides.get(label.id), index < (ground.forced ?? 0));
    if (best) {
      taken.add(best.box);
      placed.push(best);
      sides.set(label.id, best.side);
    }
  }
  return placed;
}

function bestPlace(label: Label, ground: Ground, taken: BoxGrid, before: number | undefined, forced: boolean): Placed | null {
  let best: Placed | null = null;
  let least = Infinity;
  for (const side of SIDES.keys()) {
    const place = placeAt(label, side, ground.radius);
    if (!inside(place.box, ground) || taken.meets(place.box)) continue;
    const hides = covered(place.box, ground);
    // A label that must be seen would rather hide a point than be missing; the side it had wins over a better one.
    const cost = 10 * hides + side - (side === before ? 9 : 0);
    if (cost < least && (hides === 0 || forced)) {
      least = cost;
      best = place;
    }
  }
  return best;
}

function placeAt(label: Label, side: number, radius: number): Placed {
  const [sx, sy] = SIDES[side];
  const reach = radius + 3;
  const corner = sx !== 0 && sy !== 0 ? 0.6 : 1;
  const textX = label.x + sx * reach * corner + (sx < 0 ? -label.width : sx === 0 ? -label.width / 2 : 0);
  const textY = label.y + sy * corner * (reach + label.height / 2);
  const box = {
    x: textX - PADDING,
    y: textY - label.height / 2 - PADDING,
    width: label.width + 2 * PADDING,
    height: label.height + 2 * PADDING,
  };
  return { ...label, textX, textY, box, side };
}

function inside(box: Box, { width, height }: Ground): boolean {
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
}

/** How many points a box hides: their discs reach into it by more than a sliver. */
function covered(box: Box, { points, radius }: Ground): number {
  const spare = radius * 0.6;
  let count = 0;
  for (let i = 0; i < points.length; i += 2) {
    const dx = Math.abs(points[i] - (box.x + box.width / 2)) - box.width / 2;
    const dy = Math.abs(points[i + 1] - (box.y + box.height / 2)) - box.height / 2;
    if (dx < spare && dy < spare) count++;
  }
  return count;
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Boxes by the squares of a coarse grid that they touch: a box is compared with its neighborhood only. */
class BoxGrid {
  private readonly across: number;
  private readonly squares: Box[][];

  constructor(width: number, height: number, private readonly side = 64) {
    this.across = Math.ceil(width / side) + 1;
    this.squares = Array.from({ length: this.across * (Math.ceil(height / side) + 1) }, () => []);
  }

  add(box: Box): void {
    for (const square of this.touched(box)) square.push(box);
  }

  meets(box: Box): boolean {
    return this.touched(box).some((square) => square.some((other) => overlap(box, other)));
  }

  private touched(box: Box): Box[][] {
    const found: Box[][] = [];
    const [left, right] = [Math.floor(box.x / this.side), Math.floor((box.x + box.width) / this.side)];
    const [top, bottom] = [Math.floor(box.y / this.side), Math.floor((box.y + box.height) / this.side)];
    for (let row = top; row <= bottom; row++) {
      for (let col = left; col <= right; col++) found.push(this.squares[row * this.across + col]);
    }
    return found;
  }
}
