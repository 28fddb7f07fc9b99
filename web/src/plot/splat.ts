/**
 * Points written straight into the pixels of an image: the inner loops of the scatter plot.
 * One loop a size, no call and no allocation inside, so that 400,000 points stay near 10 ms.
 */

import type { View } from './view';

export interface Cloud {
  /** Interleaved (x, y), 2n. */
  positions: Float32Array;
  /** Which entry of the palette a point has, n. */
  groups: Uint8Array;
}

export interface Pixels {
  numbers: Uint32Array;
  width: number;
  height: number;
}

/** Square points of `side` device pixels (1 to 3) centered on their places; palette entry 0 is not drawn. */
export function splat(pixels: Pixels, cloud: Cloud, palette: Uint32Array, view: View, side: number): void {
  if (side <= 1) splatOne(pixels, cloud, palette, view);
  else if (side === 2) splatTwo(pixels, cloud, palette, view);
  else splatThree(pixels, cloud, palette, view);
}

function splatOne({ numbers, width, height }: Pixels, { positions, groups }: Cloud, palette: Uint32Array, view: View): void {
  const { k, left, top } = view;
  for (let i = 0, j = 0; i < groups.length; i++, j += 2) {
    const color = palette[groups[i]];
    const x = (left + k * positions[j]) | 0;
    const y = (top - k * positions[j + 1]) | 0;
    if (color === 0 || x < 0 || y < 0 || x >= width || y >= height) continue;
    numbers[y * width + x] = color;
  }
}

function splatTwo({ numbers, width, height }: Pixels, { positions, groups }: Cloud, palette: Uint32Array, view: View): void {
  const { k } = view;
  const left = view.left - 0.5;
  const top = view.top - 0.5;
  for (let i = 0, j = 0; i < groups.length; i++, j += 2) {
    const color = palette[groups[i]];
    const x = (left + k * positions[j]) | 0;
    const y = (top - k * positions[j + 1]) | 0;
    if (color === 0 || x < 0 || y < 0 || x >= width - 1 || y >= height - 1) continue;
    const at = y * width + x;
    numbers[at] = color;
    numbers[at + 1] = color;
    numbers[at + width] = color;
    numbers[at + width + 1] = color;
  }
}

function splatThree({ numbers, width, height }: Pixels, { positions, groups }: Cloud, palette: Uint32Array, view: View): void {
  const { k } = view;
  const left = view.left - 1;
  const top = view.top - 1;
  for (let i = 0, j = 0; i < groups.length; i++, j += 2) {
    const color = palette[groups[i]];
    const x = (left + k * positions[j]) | 0;
    const y = (top - k * positions[j + 1]) | 0;
    if (color === 0 || x < 0 || y < 0 || x >= width - 2 || y >= height - 2) continue;
    let at = y * width + x;
    numbers[at] = numbers[at + 1] = numbers[at + 2] = color;
    at += width;
    numbers[at] = numbers[at + 1] = numbers[at + 2] = color;
    at += width;
    numbers[at] = numbers[at + 1] = numbers[at + 2] = color;
  }
}

/** The chosen points as a cloud of their own. */
export function chosenOf({ positions, groups }: Cloud, chosen: ArrayLike<number>): Cloud {
  const cloud = { positions: new Float32Array(2 * chosen.length), groups: new Uint8Array(chosen.length) };
  for (let i = 0; i < chosen.length; i++) {
    cloud.positions[2 * i] = positions[2 * chosen[i]];
    cloud.positions[2 * i + 1] = positions[2 * chosen[i] + 1];
    cloud.groups[i] = groups[chosen[i]];
  }
  return cloud;
}

/** Where the points are after `share` of the way between two layouts; written into `into`. */
export function mix(from: Float32Array, to: Float32Array, share: number, into: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = from[i] + (to[i] - from[i]) * share;
}
