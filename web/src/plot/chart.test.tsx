import { describe, expect, it } from 'vitest';
import { plain } from './axis';
import { pathOf } from './chart';
import { extent, linear, log } from './scale';

describe('scales', () => {
  it('map a domain to a range, upside down too', () => {
    const y = linear([0, 10], [200, 0]);
    expect([y(0), y(5), y(10)]).toEqual([200, 100, 0]);
    expect(linear([0, 1], [0, 1]).ticks(5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('have powers of ten on a logarithmic axis', () => {
    const x = log([1, 10_000], [0, 400]);
    expect(x(100)).toBeCloseTo(200);
    expect(x.ticks(4)).toEqual([1, 10, 100, 1000, 10_000]);
  });

  it('find the extent of numbers and of none', () => {
    expect(extent([3, -1, 2])).toEqual([-1, 3]);
    expect(extent([0, 10], 0.1)).toEqual([-1, 11]);
    expect(extent([])).toEqual([0, 1]);
    expect(extent([2, 2])).toEqual([1.5, 2.5]);
  });
});

describe('lines', () => {
  it('leave a gap where there is no number', () => {
    expect(pathOf([0, 1, 2, 3], [1, 1, Number.NaN, 2], Number, Number)).toBe('M0.00,1.00L1.00,1.00M3.00,2.00');
  });
});

describe('ticks', () => {
  it('are written with a true minus and without noise', () => {
    expect(plain(-0.30000000000000004)).toBe('\u22120.3');
    expect(plain(1000)).toBe('1000');
  });
});
