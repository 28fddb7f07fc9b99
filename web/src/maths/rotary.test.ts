import { describe, expect, it } from 'vitest';
import { golden } from './golden';
import { members, type Pairing, parts, rotated, score } from './rotary';
import { frequencies } from './waves';

interface Score {
  query: number;
  key: number;
  value: number;
}

const file = golden<{
  dim: number;
  q: number[];
  k: number[];
  positions: number[];
  q_half: number[][];
  k_interleaved: number[][];
  dot_half: Score[];
  dot_interleaved: Score[];
  dot_unrotated: number;
}>('positions/rope_apply');
const speeds = frequencies(file.dim);

describe.each<[Pairing, Score[]]>([
  ['half', file.dot_half],
  ['interleaved', file.dot_interleaved],
])('scores, %s', (pairing, scores) => {
  const turned = { q: file.q, k: file.k, speeds, pairing };

  it('are those of published models', () => {
    for (const { query, key, value } of scores) expect(score(turned, query, key)).toBeCloseTo(value, 4);
  });

  it('hold while both move and change while one does', () => {
    expect(score(turned, 10, 14)).toBeCloseTo(score(turned, 3, 7), 10);
    expect(Math.abs(score(turned, 7, 3) - score(turned, 3, 7))).toBeGreaterThan(0.1);
  });

  it('are the plain dot product at equal positions, and the sum of their pairs', () => {
    expect(score(turned, 5, 5)).toBeCloseTo(file.dot_unrotated, 10);
    expect(parts(turned, 3, 9).reduce((sum, part) => sum + part, 0)).toBeCloseTo(score(turned, 3, 9), 12);
  });
});

describe('turned vectors', () => {
  it('are those of published models', () => {
    for (const [index, position] of file.positions.entries()) {
      rotated(file.q, position, speeds, 'half').forEach((value, dim) => expect(value).toBeCloseTo(file.q_half[index][dim], 3));
      rotated(file.k, position, speeds, 'interleaved').forEach((value, dim) => expect(value).toBeCloseTo(file.k_interleaved[index][dim], 3));
    }
  });

  it('pair halves or neighbors', () => {
    expect(members(8, 'half')[1]).toEqual([1, 5]);
    expect(members(8, 'interleaved')[1]).toEqual([2, 3]);
  });
});
