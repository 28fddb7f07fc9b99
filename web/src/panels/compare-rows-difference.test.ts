import { describe, expect, it } from 'vitest';
import { agreeing, stacked } from './compare-rows-difference';

describe('two rows and their difference', () => {
  const stack = stacked(Float32Array.of(1, -2, 0, 3), Float32Array.of(0.5, 2, -1, 3));

  it('stand one above the other', () => {
    expect([...stack]).toEqual([1, -2, 0, 3, 0.5, 2, -1, 3, 0.5, -4, 1, 0]);
  });

  it('agree where both are above zero or both are not', () => {
    expect(agreeing(stack, 4)).toBe(3);
  });
});
