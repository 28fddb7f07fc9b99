/** What a picture does to true neighbors: which lines it keeps, which it tears. */
import type { Edge } from '../source/types';

/** One line of the map: from a token to one of its true nearest, by their places among the drawn tokens. */
export interface NeighborLine {
  source: number;
  target: number;
  /** Cosine of the two rows. */
  score: number;
  /** The picture has put more than a few others between the two: see `closeBy`. */
  torn: boolean;
}

/** True nearest of each drawn token, best first, as places among `tokens`. */
export function trueNeighbors(tokens: readonly string[], edges: readonly Edge[]): { target: number; score: number }[][] {
  const places = new Map(tokens.map((token, place) => [token, place]));
  const found: { target: number; score: number }[][] = tokens.map(() => []);
  for (const { source, target, score } of edges) {
    const [from, to] = [places.get(source), places.get(target)];
    if (from !== undefined && to !== undefined) found[from].push({ target: to, score });
  }
  return found.map((list) => list.toSorted((a, b) => b.score - a.score));
}

/**
 * Among how many of its nearest dots a true neighbor counts as kept together: an eighth of those drawn, from 1 to 5.
 * Fixed by the picture, not by how many lines are drawn, so that asking for fewer lines tears no more of them.
 */
export function closeBy(count: number): number {
  return Math.min(5, Math.max(1, Math.round(count / 8)));
}

/** Lines to the k nearest of every token. A pair that is near both ways has two lines, one on the other. */
export function neighborLines(neighbors: readonly { target: number; score: number }[][], positions: Float32Array, k: number): NeighborLine[] {
  return neighbors.flatMap((list, source) => {
    const shown = new Set(nearestInPicture(positions, source, closeBy(neighbors.length)));
    return list.slice(0, k).map(({ target, score }) => ({ source, target, score, torn: !shown.has(target) }));
  });
}

/** The k points nearest to one in the picture, nearest first. */
export function nearestInPicture(positions: Float32Array, point: number, k: number): number[] {
  const squares: { other: number; square: number }[] = [];
  for (let other = 0; other < positions.length / 2; other++) {
    const dx = positions[2 * other] - positions[2 * point];
    const dy = positions[2 * other + 1] - positions[2 * point + 1];
    if (other !== point) squares.push({ other, square: dx * dx + dy * dy });
  }
  return squares
    .toSorted((a, b) => a.square - b.square)
    .slice(0, k)
    .map(({ other }) => other);
}
