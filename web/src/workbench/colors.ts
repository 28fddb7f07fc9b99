/** What a color on the map says of a row: its group, or where a number lies between two ends. */
import { groupColor, hex, NO_GROUP, pack, sequential } from '../plot/color';
import { lightnessChromaHue } from '../plot/oklab';
import type { Theme } from '../plot/theme';

/** Entry of rows that a filter hides, whatever their color. */
export const FILTERED = 254;
const LAST = 253;

export interface RowColors {
  /** Entry of the palette, one a row of the table. */
  entries: Uint8Array;
  palette: Uint32Array;
  /** For numbers: value of the first and the last entry. */
  ends?: readonly [number, number];
  /** For groups: their names and how many rows each has; entry 255 has no name. */
  names?: readonly string[];
  /** The numbers themselves, where no other place of the page has them. */
  read?: { title: string; numbers: ArrayLike<number> };
  /** Rows to name first, where others than the named groups are meant. */
  front?: readonly number[];
}

const LOW_TO_HIGH: Record<Theme, readonly string[]> = {
  light: ['#11366b', '#6d7a86', '#d39b00'],
  dark: ['#5d8fe0', '#a7a7a0', '#ffd94d'],
};
const MINUS_TO_PLUS: Record<Theme, readonly string[]> = {
  light: ['#1a5cb2', '#a9adb1', '#ba1828'],
  dark: ['#54a6ff', '#5d6268', '#ff685c'],
};
const PLAIN: Record<Theme, string> = { light: '#9aa0a6', dark: '#6d747c' };

/** Named groups in their fixed colors; rows without one step back. */
export function groupColors(groups: Uint8Array, names: readonly string[], theme: Theme): RowColors {
  const palette = Uint32Array.from({ length: 256 }, (_, group) => pack(hex(group === NO_GROUP ? PLAIN[theme] : groupColor(group, theme))));
  return { entries: groups, palette, names };
}

/** Lightness of clusters that follow each other, which also have other hues. */
const LIGHTNESS: Record<Theme, readonly number[]> = { light: [0.6, 0.46, 0.73], dark: [0.72, 0.58, 0.85] };
const CHROMA = 0.13;
const FIRST_HUE = 35;
/** Clusters beside each other in the list are far apart in hue: a step that divides the circle only in the end. */
const HUE_STEP = 137.508;

/** A color of its own for each of up to 64 clusters; rows in none step back. */
export function clusterPalette(count: number, theme: Theme): Uint32Array {
  const levels = LIGHTNESS[theme];
  return Uint32Array.from({ length: 256 }, (_, number) =>
    pack(number < count ? lightnessChromaHue(levels[number % levels.length], CHROMA, FIRST_HUE + number * HUE_STEP) : hex(PLAIN[theme])),
  );
}

export function plainColors(rows: number, theme: Theme): RowColors {
  return { entries: new Uint8Array(rows), palette: new Uint32Array(256).fill(pack(hex(PLAIN[theme]))) };
}

/** Numbers between two ends; what lies beyond has the end's color, what is no number that of rows without a group. */
export function numberColors(numbers: ArrayLike<number>, ends: readonly [number, number], theme: Theme, signed = false): RowColors {
  const palette = sequential((signed ? MINUS_TO_PLUS : LOW_TO_HIGH)[theme]);
  const [low, high] = ends;
  const step = high > low ? LAST / (high - low) : 0;
  const entries = new Uint8Array(numbers.length);
  for (let id = 0; id < entries.length; id++) {
    const place = (numbers[id] - low) * step;
    entries[id] = place !== place ? NO_GROUP : place > LAST ? LAST : place < 0 ? 0 : place;
  }
  const scaled = palette.map((_, entry) => palette[Math.min(255, Math.round((entry / LAST) * 255))]);
  scaled[NO_GROUP] = pack(hex(PLAIN[theme]));
  return { entries, palette: scaled, ends };
}

/** Rows by entry of the palette, filtered ones left out. */
export function countsOf(entries: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (const entry of entries) counts[entry]++;
  counts[FILTERED] = 0;
  return counts;
}
