/**
 * A cloud of points in space: turned, seen from in front without perspective, near points over far ones.
 * Depth is told by shade and size: points are sorted into a few layers, each splatted in one call.
 */

import { pack, unpack } from './color';
import type { Rgb } from './oklab';
import type { Cloud } from './splat';

/** How a cloud is turned: to the right about the upright axis, then its top towards the viewer. Degrees. */
export interface Turn {
  yaw: number;
  pitch: number;
}

export const LAYERS = 24;
/** Share of the paper in the color of the farthest point. */
const FADE = 0.72;
const MOST_PITCH = 90;

/** Places in space within a ball of radius 1 around the middle of their box, and what was taken away for that. */
export interface Space {
  places: Float32Array;
  middle: readonly [number, number, number];
  radius: number;
  /** Depth at which dots are as strong, or as faint, as any: twice the root mean square along the widest axis. */
  spread: number;
}

export function spaceOf(coordinates: Float32Array): Space {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < coordinates.length; i++) {
    const axis = i % 3;
    if (coordinates[i] < low[axis]) low[axis] = coordinates[i];
    if (coordinates[i] > high[axis]) high[axis] = coordinates[i];
  }
  const middle = low.map((from, axis) => (from <= high[axis] ? (from + high[axis]) / 2 : 0)) as [number, number, number];
  let square = 0;
  for (let i = 0; i < coordinates.length; i += 3) {
    square = Math.max(square, (coordinates[i] - middle[0]) ** 2 + (coordinates[i + 1] - middle[1]) ** 2 + (coordinates[i + 2] - middle[2]) ** 2);
  }
  const radius = Math.sqrt(square) || 1;
  const places = coordinates.map((value, i) => (value - middle[i % 3]) / radius);
  return { places, middle, radius, spread: spreadOf(places) };
}

function spreadOf(places: Float32Array): number {
  const squares = [0, 0, 0];
  for (let i = 0; i < places.length; i++) squares[i % 3] += places[i] ** 2;
  return Math.min(1, 2 * Math.sqrt((3 * Math.max(...squares)) / places.length)) || 1;
}

/** Rows of the matrix that turns: right, up and towards the viewer in terms of x, y and z. */
export function turnMatrix({ yaw, pitch }: Turn): readonly (readonly [number, number, number])[] {
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const [sin, cos, tip, up] = [Math.sin(a), Math.cos(a), Math.sin(b), Math.cos(b)];
  return [
    [cos, 0, sin],
    [sin * tip, up, -cos * tip],
    [-sin * up, tip, cos * up],
  ];
}

/** Writes where each point is seen (2n) and how near it is (n): about −1 to 1, a few farther out. */
export function turnInto({ places, spread }: Space, turn: Turn, seen: Float32Array, depth: Float32Array): void {
  const [[xx, , xz], [yx, yy, yz], [zx, zy, zz]] = turnMatrix(turn);
  for (let i = 0, j = 0, k = 0; k < depth.length; i += 3, j += 2, k++) {
    const x = places[i];
    const y = places[i + 1];
    const z = places[i + 2];
    seen[j] = xx * x + xz * z;
    seen[j + 1] = yx * x + yy * y + yz * z;
    depth[k] = (zx * x + zy * y + zz * z) / spread;
  }
}

/** The turn after a drag of so many pixels on a canvas whose shorter side is `size`: across it is half a turn. In tenths. */
export function dragged({ yaw, pitch }: Turn, dx: number, dy: number, size: number): Turn {
  const step = 180 / Math.max(1, size);
  const round = (yaw + dx * step + 540) % 360;
  return { yaw: tenths((round < 0 ? round + 360 : round) - 180), pitch: tenths(Math.min(MOST_PITCH, Math.max(-MOST_PITCH, pitch + dy * step))) };
}

function tenths(angle: number): number {
  return Number(angle.toFixed(1)) + 0;
}

export interface Layers {
  /** Points from the farthest layer to the nearest. */
  cloud: Cloud;
  /** Where each layer begins, and the end of the last. */
  starts: Uint32Array;
}

/** By counting: where a layer begins is known before its points are laid there. */
export function layersOf({ positions, groups }: Cloud, depth: Float32Array): Layers {
  const count = groups.length;
  const starts = new Uint32Array(LAYERS + 1);
  const layers = new Uint8Array(count);
  for (let i = 0; i < count; i++) starts[(layers[i] = layerOf(depth[i])) + 1]++;
  for (let layer = 0; layer < LAYERS; layer++) starts[layer + 1] += starts[layer];
  const next = starts.slice();
  const sorted = { positions: new Float32Array(2 * count), groups: new Uint8Array(count) };
  const { positions: places, groups: colors } = sorted;
  for (let i = 0; i < count; i++) {
    const at = next[layers[i]]++;
    places[2 * at] = positions[2 * i];
    places[2 * at + 1] = positions[2 * i + 1];
    colors[at] = groups[i];
  }
  return { cloud: sorted, starts };
}

export function layerOf(depth: number): number {
  const layer = ((depth + 1) / 2) * LAYERS;
  return layer >= LAYERS ? LAYERS - 1 : layer > 0 ? layer | 0 : 0;
}

/** A layer's palette: the farther, the nearer to the color of the paper; what is not drawn stays so. */
export function fadedPalette(palette: Uint32Array, paper: Rgb, layer: number): Uint32Array {
  return palette.map((color) => (color === 0 ? 0 : faded(color, paper, layer)));
}

export function faded(color: number, paper: Rgb, layer: number): number {
  const share = FADE * (1 - layer / (LAYERS - 1));
  const [r, g, b] = unpack(color);
  const mix = (own: number, other: number): number => Math.round(own + (other - own) * share);
  return pack([mix(r, paper[0]), mix(g, paper[1]), mix(b, paper[2])]);
}

/** The point nearest to the viewer within `reach` of a place; −1 for none. Palette entry 0 is not drawn. */
export function frontmostAt({ positions, groups }: Cloud, palette: Uint32Array, depth: Float32Array, x: number, y: number, reach: number): number {
  let best = -1;
  for (let i = 0; i < groups.length; i++) {
    const [dx, dy] = [positions[2 * i] - x, positions[2 * i + 1] - y];
    if (dx * dx + dy * dy <= reach * reach && palette[groups[i]] !== 0 && (best < 0 || depth[i] > depth[best])) best = i;
  }
  return best;
}
