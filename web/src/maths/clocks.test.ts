import { describe, expect, it } from 'vitest';
import { apart, lookAlikes, shortest } from './clocks';
import { frequencies } from './waves';

const degrees = (radians: number): number => (180 / Math.PI) * radians;
const speeds = frequencies(16);

describe('hands', () => {
  it('go the short way round', () => {
    expect(shortest(0)).toBe(0);
    expect(degrees(shortest(-0.1))).toBeCloseTo(degrees(-0.1), 9);
    expect(shortest(2 * Math.PI + 0.25)).toBeCloseTo(0.25, 12);
    expect(shortest(Math.PI)).toBeCloseTo(Math.PI, 12);
    expect(shortest(-Math.PI)).toBeCloseTo(Math.PI, 12);
  });

  it('of the fastest pair stand one degree apart at 7 and 51', () => {
    expect(degrees(apart(speeds[0], 7, 51))).toBeCloseTo(1.01, 2);
    expect(Math.abs(degrees(apart(speeds[1], 7, 51)))).toBeCloseTo(77.2, 1);
  });

  it('leave many positions possible alone, and one together', () => {
    const alone = lookAlikes(7, speeds.slice(0, 1), 200, Math.PI / 18);
    expect(alone).toContain(7);
    expect(alone).toContain(51);
    expect(alone.length).toBeGreaterThan(5);
    expect(lookAlikes(7, speeds, 200, Math.PI / 18)).toEqual([7]);
  });
});
