import { expect, test } from 'vitest';
import { slotsAround } from './one-hot-cells';
import { pairsOf } from './one-hot-pairs';

test('twelve slots are drawn, the tokens’ own among them, each once and in order', () => {
  const slots = slotsAround([5450, 2926, 691], 40_000);
  expect(slots).toHaveLength(12);
  expect(slots).toEqual([...new Set(slots)].toSorted((a, b) => a - b));
  expect(slots).toEqual(expect.arrayContaining([5450, 2926, 691]));
});

test('a table with fewer rows than slots shows them all', () => {
  expect(slotsAround([3, 1], 5)).toEqual([0, 1, 2, 3, 4]);
  expect(slotsAround([0], 13)).toHaveLength(12);
});

test('each pair comes once, with its own cell of both matrices', () => {
  const cosines = Float32Array.of(1, 0.9, 0.1, 0.9, 1, 0.2, 0.1, 0.2, 1);
  const distances = Float32Array.of(0, 2, 5, 2, 0, 6, 5, 6, 0);
  const pairs = pairsOf(['cat', 'dog', 'king'], cosines, distances);
  expect(pairs.map(({ a, b, distance }) => [a, b, distance])).toEqual([
    ['cat', 'dog', 2],
    ['cat', 'king', 5],
    ['dog', 'king', 6],
  ]);
});
