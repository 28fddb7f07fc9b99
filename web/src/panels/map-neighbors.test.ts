import { describe, expect, it } from 'vitest';
import { closeBy, nearestInPicture, neighborLines, trueNeighbors } from './map-neighbors';

const tokens = ['cat', 'dog', 'king', 'queen'];
/** cat and king lie together in the picture, dog and queen apart. */
const positions = Float32Array.of(0, 0, 5, 0, 1, 0, 1.5, 0);
const edges = [
  { source: 'cat', target: 'king', score: 0.4 },
  { source: 'cat', target: 'dog', score: 0.9 },
  { source: 'dog', target: 'cat', score: 0.9 },
  { source: 'king', target: 'queen', score: 0.8 },
  { source: 'queen', target: 'king', score: 0.8 },
  { source: 'queen', target: 'prince', score: 0.7 },
];

describe('true neighbors', () => {
  const neighbors = trueNeighbors(tokens, edges);

  it('come best first, as places among the drawn tokens; others are left out', () => {
    expect(neighbors.map((list) => list.map(({ target }) => target))).toEqual([[1, 2], [0], [3], [2]]);
  });

  it('are torn where the picture puts others nearer', () => {
    const lines = neighborLines(neighbors, positions, 1);
    expect(lines.map(({ source, target, torn }) => [source, target, torn])).toEqual([
      [0, 1, true],
      [1, 0, true],
      [2, 3, false],
      [3, 2, false],
    ]);
  });

  it('are as many as asked for, and no fewer lines tear more of them', () => {
    const all = neighborLines(neighbors, positions, 3);
    expect(all.map(({ source, target }) => [source, target])).toEqual([[0, 1], [0, 2], [1, 0], [2, 3], [3, 2]]);
    expect(all.find(({ source, target }) => source === 0 && target === 2)?.torn).toBe(false);
  });

  it('may have a few others in between where many are drawn', () => {
    expect([3, 12, 39, 500].map(closeBy)).toEqual([1, 2, 5, 5]);
  });
});

describe('the nearest in the picture', () => {
  it('are ordered by distance and leave the point itself out', () => {
    expect(nearestInPicture(positions, 0, 3)).toEqual([2, 3, 1]);
    expect(nearestInPicture(positions, 1, 1)).toEqual([3]);
  });
});
