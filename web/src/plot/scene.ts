/** What a scatter plot shows. */

import type { Turn } from './deep';
import type { Line } from './strokes';
import type { Theme } from './theme';
import type { Bounds } from './view';

export interface Scene {
  /** Interleaved (x, y) of a layout, 2n. */
  positions: Float32Array;
  /** Interleaved (x, y, z), 3n, in the place of positions: a cloud in space, seen under `turn`. */
  space?: Float32Array;
  turn?: Turn;
  /** Group of each point: its color. */
  groups: Uint8Array;
  /** One text a point, or what gives it; '' draws none. */
  labels: readonly string[] | ((index: number) => string);
  /** 256 packed colors in the place of the groups' own, for numbers; see `sequential` in color.ts. */
  palette?: Uint32Array;
  /** Of many points, some hundreds that are drawn as discs on top, and named first. */
  front: readonly number[];
  /** Of many points, those drawn once more on top in the accent. */
  marked?: ArrayLike<number>;
  /** Groups that are not drawn. */
  hidden: ReadonlySet<number>;
  lines: readonly Line[];
  /** Index of the point under the pointer or the keyboard, -1 for none. */
  hovered: number;
  selected: readonly number[];
  /** Points that belong to the hovered or selected one; with any, all others step back. */
  lit: readonly number[];
  /** The part of the layout that the canvas shows; give it where two layouts must share one scale. */
  frame?: Bounds;
  /** Lines from where points were: on their way, for good, or not at all. */
  trails: 'moving' | 'always' | 'never';
  /** Where positions follow a hand: new ones are there at once, and what is in view stays. */
  follows?: boolean;
  theme: Theme;
}
