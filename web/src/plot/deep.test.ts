import { describe, expect, it } from 'vitest';
import { groupPalette, pack } from './color';
import { dragged, fadedPalette, frontmostAt, LAYERS, layerOf, layersOf, spaceOf, turnInto, turnMatrix } from './deep';

const corners = Float32Array.of(0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4);
const groups = Uint8Array.of(0, 1, 0, 1);

function seen(yaw: number, pitch: number) {
  const [places, depth] = [new Float32Array(8), new Float32Array(4)];
  turnInto(spaceOf(corners), { yaw, pitch }, places, depth);
  return { places, depth };
}

describe('a cloud in space', () => {
  it('fits into a ball around the middle of its box', () => {
    const { middle, radius } = spaceOf(corners);
    expect(middle).toEqual([2, 2, 2]);
    expect(radius).toBeCloseTo(Math.sqrt(12), 6);
    expect(spaceOf(Float32Array.of(1, 2, 3)).places).toEqual(Float32Array.of(0, 0, 0));
  });

  it('is seen along its third axis before it is turned', () => {
    const { places, depth } = seen(0, 0);
    const { places: own, spread } = spaceOf(corners);
    for (let i = 0; i < 4; i++) {
      expect([places[2 * i], places[2 * i + 1]]).toEqual([own[3 * i], own[3 * i + 1]]);
      expect(depth[i]).toBeCloseTo(own[3 * i + 2] / spread, 6);
    }
  });

  it('keeps every length and the hand of its axes', () => {
    const [x, y, z] = turnMatrix({ yaw: 37, pitch: -21 });
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, at) => sum + value * b[at], 0);
    for (const [a, b, product] of [[x, x, 1], [y, y, 1], [z, z, 1], [x, y, 0], [x, z, 0], [y, z, 0]] as const) expect(dot(a, b)).toBeCloseTo(product, 12);
    const cross = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]];
    expect(dot(cross, z)).toBeCloseTo(1, 12);
  });

  it('shows its third axis at the right after a quarter turn, its second in front when the top comes near', () => {
    expect(turnMatrix({ yaw: 90, pitch: 0 })[0][2]).toBeCloseTo(1, 12);
    expect(turnMatrix({ yaw: 0, pitch: 90 })[2][1]).toBeCloseTo(1, 12);
  });

  it('turns with the hand: round and round sideways, no farther than the top', () => {
    expect(dragged({ yaw: 170, pitch: 0 }, 20, 0, 180)).toEqual({ yaw: -170, pitch: 0 });
    expect(dragged({ yaw: 0, pitch: 80 }, 0, 50, 180)).toEqual({ yaw: 0, pitch: 90 });
    expect(dragged({ yaw: 0, pitch: 0 }, -1000, -50, 180)).toEqual({ yaw: 80, pitch: -50 });
  });

  it('is layered from far to near, no point lost', () => {
    const { places, depth } = seen(30, 20);
    const { cloud, starts } = layersOf({ positions: places, groups }, depth);
    expect(starts[LAYERS]).toBe(4);
    const order = [...depth.keys()].toSorted((a, b) => layerOf(depth[a]) - layerOf(depth[b]));
    expect([...cloud.groups]).toEqual(order.map((i) => groups[i]));
    expect([...cloud.positions]).toEqual(order.flatMap((i) => [places[2 * i], places[2 * i + 1]]));
    expect([layerOf(-1), layerOf(1)]).toEqual([0, LAYERS - 1]);
  });

  it('fades towards the paper, and leaves out what is not drawn', () => {
    const palette = groupPalette('light', (group) => group === 1);
    expect(fadedPalette(palette, [255, 255, 255], LAYERS - 1)).toEqual(palette);
    const far = fadedPalette(palette, [255, 255, 255], 0);
    expect(far[1]).toBe(0);
    expect(far[0]).toBe(pack([248, 228, 184]));
  });

  it('offers the nearest of the points under the pointer', () => {
    const cloud = { positions: Float32Array.of(0, 0, 0.01, 0, 5, 5), groups: Uint8Array.of(0, 0, 0) };
    const palette = groupPalette('light');
    expect(frontmostAt(cloud, palette, Float32Array.of(-1, 1, 1), 0, 0, 0.1)).toBe(1);
    expect(frontmostAt(cloud, palette, Float32Array.of(-1, 1, 1), 2, 2, 0.1)).toBe(-1);
  });
});
