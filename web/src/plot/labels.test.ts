import { describe, expect, it } from 'vitest';
import { type Label, overlap, placeLabels } from './labels';

const ground = { width: 300, height: 200, radius: 5, points: new Float32Array(0) };

function crowd(count: number, seed = 11): Label[] {
  let state = seed;
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  return Array.from({ length: count }, (_, id) => ({ id, x: random() * 300, y: random() * 200, width: 20 + random() * 40, height: 14 }));
}

describe('labels', () => {
  it('never overlap and never leave the canvas', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const placed = placeLabels(crowd(120, seed), ground, new Map());
      expect(placed.length).toBeGreaterThan(15);
      for (const [i, a] of placed.entries()) {
        expect(a.box.x).toBeGreaterThanOrEqual(0);
        expect(a.box.x + a.box.width).toBeLessThanOrEqual(300);
        for (const b of placed.slice(i + 1)) expect(overlap(a.box, b.box)).toBe(false);
      }
    }
  });

  it('stand at the right where there is room, and the first in line gets the place', () => {
    const two = [0, 1].map((id) => ({ id, x: 150, y: 100, width: 40, height: 14 }));
    const placed = placeLabels(two, ground, new Map());
    expect(placed.map(({ id, side }) => [id, side])).toEqual([[0, 0], [1, 1]]);
    expect(placed[0].textX).toBe(158);
  });

  it('hide no other point: they go to another side, or stay away unless they must be seen', () => {
    const label = { id: 0, x: 100, y: 100, width: 40, height: 14 };
    const right = { ...ground, points: Float32Array.of(100, 100, 125, 100) };
    expect(placeLabels([label], right, new Map())[0].side).toBe(1);
    const around = [-25, 0, 25].flatMap((dx) => [-16, 0, 16].flatMap((dy) => [100 + dx, 100 + dy]));
    const crowded = { ...ground, points: Float32Array.from(around) };
    expect(placeLabels([label], crowded, new Map())).toEqual([]);
    expect(placeLabels([label], { ...crowded, forced: 1 }, new Map()).length).toBe(1);
  });

  it('keep their side while it is free', () => {
    const sides = new Map([[0, 2]]);
    const [label] = placeLabels([{ id: 0, x: 100, y: 100, width: 40, height: 14 }], ground, sides);
    expect(label.side).toBe(2);
    expect(sides.get(0)).toBe(2);
  });

  it('come out the same again when nothing moved', () => {
    const sides = new Map<number, number>();
    const first = placeLabels(crowd(60), ground, sides);
    const shown = new Set(first.map(({ id }) => id));
    const order = [...crowd(60)].toSorted((a, b) => Number(shown.has(b.id)) - Number(shown.has(a.id)) || a.id - b.id);
    const second = placeLabels(order, ground, sides);
    for (const label of first) expect(second.find(({ id }) => id === label.id)?.box).toEqual(label.box);
  });
});
