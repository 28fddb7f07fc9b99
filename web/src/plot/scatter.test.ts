import { describe, expect, it } from 'vitest';
import { groupPalette } from './color';
import { nearestTo, nextTowards } from './pick';
import { mix, splat } from './splat';
import { boundsOf, fitted, held, joined, normalized, unitOf, zoomed } from './view';

const cross = { positions: Float32Array.of(0, 0, 2, 0, -2, 0, 0, 2, 0, -2, 3, 0.5), groups: Uint8Array.of(0, 0, 1, 0, 0, 1) };
const palette = groupPalette('light');
const size = { width: 400, height: 300 };

function draw(side: number, hidden: number[] = []): Uint32Array {
  const pixels = { numbers: new Uint32Array(40 * 30), width: 40, height: 30 };
  splat(pixels, cross, groupPalette('light', (group) => hidden.includes(group)), { k: 5, left: 20, top: 15 }, side);
  return pixels.numbers;
}

describe('the view', () => {
  const bounds = boundsOf(cross.positions);
  const home = fitted(bounds, size, 20);

  it('shows every point inside its margin with one scale for both axes', () => {
    expect(bounds).toEqual({ left: -2, right: 3, bottom: -2, top: 2 });
    for (let i = 0; i < cross.positions.length; i += 2) {
      const [x, y] = [home.left + home.k * cross.positions[i], home.top - home.k * cross.positions[i + 1]];
      expect(Math.min(x, size.width - x)).toBeGreaterThanOrEqual(19.99);
      expect(Math.min(y, size.height - y)).toBeGreaterThanOrEqual(19.99);
    }
  });

  it('keeps the point under the pointer in its place while zooming, and never shows less than all', () => {
    const view = zoomed(home, 3, 120, 80, home);
    const under = (v: typeof view) => [(120 - v.left) / v.k, (v.top - 80) / v.k];
    expect(under(view)[0]).toBeCloseTo(under(home)[0], 9);
    expect(under(view)[1]).toBeCloseTo(under(home)[1], 9);
    expect(zoomed(home, 0.1, 120, 80, home).k).toBe(home.k);
  });

  it('is held over the layout however far it is dragged', () => {
    const near = zoomed(home, 4, 200, 150, home);
    const lost = held({ ...near, left: near.left + 1e5, top: near.top - 1e5 }, bounds, size, home);
    const middle = [(200 - lost.left) / lost.k, (lost.top - 150) / lost.k];
    expect(middle[0]).toBeCloseTo(bounds.left, 6);
    expect(middle[1]).toBeCloseTo(bounds.bottom, 6);
    expect(held(home, bounds, size, home)).toBe(home);
  });

  it('takes a layout’s own scale away', () => {
    const small = normalized(cross.positions, unitOf(bounds));
    const large = normalized(cross.positions.map((x) => x * 1000), unitOf(boundsOf(cross.positions.map((x) => x * 1000))));
    for (const [i, x] of small.entries()) expect(large[i]).toBeCloseTo(x, 5);
    expect(Math.max(...small.map(Math.abs))).toBeCloseTo(1, 6);
  });

  it('joins frames, and has one for a single point or none', () => {
    expect(joined([bounds, { left: -5, right: 0, bottom: 0, top: 9 }])).toEqual({ left: -5, right: 3, bottom: -2, top: 9 });
    expect(Number.isFinite(fitted(boundsOf(Float32Array.of(3, 4)), size).k)).toBe(true);
    expect(boundsOf(new Float32Array(0))).toEqual({ left: -1, right: 1, bottom: -1, top: 1 });
  });
});

describe('points in pixels', () => {
  it('are squares around their places in their group’s color', () => {
    for (const side of [1, 2, 3]) {
      const numbers = draw(side);
      expect(numbers[15 * 40 + 20]).toBe(palette[0]);
      expect(numbers[15 * 40 + 10]).toBe(palette[1]);
      expect(numbers.filter((pixel) => pixel !== 0).length).toBe(6 * side * side);
    }
  });

  it('are left out where their group is hidden or they lie outside', () => {
    expect(draw(2, [1]).filter((pixel) => pixel !== 0).length).toBe(4 * 4);
    const pixels = { numbers: new Uint32Array(16), width: 4, height: 4 };
    splat(pixels, cross, palette, { k: 1000, left: -500, top: -500 }, 2);
    expect(pixels.numbers.every((pixel) => pixel === 0)).toBe(true);
  });

  it('lie between two layouts on their way', () => {
    const into = new Float32Array(2);
    mix(Float32Array.of(0, 10), Float32Array.of(4, 20), 0.25, into);
    expect([...into]).toEqual([1, 12.5]);
  });
});

describe('the point that is meant', () => {
  it('is the nearest drawn one within reach', () => {
    expect(nearestTo(cross, palette, 1.8, 0.1, 1)).toBe(1);
    expect(nearestTo(cross, palette, 9, 9, 1)).toBe(-1);
    expect(nearestTo(cross, groupPalette('light', (group) => group === 1), -2, 0, 1)).toBe(-1);
  });

  it('lies in the direction of the arrow key', () => {
    expect(nextTowards(cross, palette, 0, [1, 0])).toBe(1);
    expect(nextTowards(cross, palette, 0, [-1, 0])).toBe(2);
    expect(nextTowards(cross, palette, 0, [0, 1])).toBe(3);
    expect(nextTowards(cross, palette, 1, [1, 0])).toBe(5);
    expect(nextTowards(cross, palette, 5, [1, 0])).toBe(-1);
  });

  it('is never out of the keyboard’s reach', () => {
    let state = 7;
    const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
    const cloud = { positions: Float32Array.from({ length: 80 }, random), groups: new Uint8Array(40) };
    const reached = new Set([0]);
    for (const point of reached) {
      for (const direction of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
        const next = nextTowards(cloud, palette, point, direction);
        if (next >= 0) reached.add(next);
      }
    }
    expect(reached.size).toBe(40);
  });
});
