/**
 * Colors that carry numbers: one diverging map for values and cosines, one fixed set for groups.
 *
 * A map is a table of 256 packed colors (ABGR in a little-endian Uint32, as ImageData wants them).
 * Entry 128 is zero, 1 and 255 are −clip and +clip, entry 0 stands for "not a number". An int8 value v is entry v + 128.
 */

import { blend, luminance, type Rgb } from './oklab';
import type { Theme } from './theme';

export const ZERO = 128;
export const MISSING = 0;
const STEPS = 127;

const ENDS: Record<Theme, { negative: Rgb; zero: Rgb; positive: Rgb; missing: Rgb }> = {
  light: { negative: [26, 92, 178], zero: [255, 255, 255], positive: [186, 24, 40], missing: [150, 146, 120] },
  dark: { negative: [84, 166, 255], zero: [16, 17, 19], positive: [255, 104, 92], missing: [110, 106, 84] },
};

/** Okabe & Ito's colors in the lesson's order: animals, people, function words, colors, actions, places; then two spare. */
export const GROUP_COLORS: readonly string[] = [
  '#e69f00', '#56b4e9', '#8a8a8a', '#009e73', '#d55e00', '#0072b2', '#cc79a7', '#f0e442',
];
export const NO_GROUP = 255;
const NEUTRAL: Record<Theme, string> = { light: '#3a3a3a', dark: '#d0d0d0' };

/** Blue – white – red (light) or blue – near-black – red (dark), symmetric about entry 128. */
export function diverging(theme: Theme): Uint32Array {
  return TABLES[theme];
}

/** Entry of the map for a value, clipped at ±clip; 0 for NaN. A clip of 0 or less shows every value as zero. */
export function indexOf(value: number, clip: number): number {
  if (Number.isNaN(value)) return MISSING;
  if (!(clip > 0)) return ZERO;
  const step = (Math.min(Math.max(value / clip, -1), 1) * STEPS + (value < 0 ? -0.5 : 0.5)) | 0;
  return ZERO + step;
}

/** The map's color for a value, as CSS writes it. */
export function colorAt(value: number, clip: number, theme: Theme): string {
  return css(diverging(theme)[indexOf(value, clip)] ?? 0);
}

/** A color that can be read on top of this entry of the map: the sign cue and numbers in cells use it. */
export function inkOn(packed: number): string {
  return luminance(unpack(packed)) > 0.19 ? '#111111' : '#ffffff';
}

/** Fixed color of a group. Past the eighth every group is neutral: a color used twice would say that two groups are one. */
export function groupColor(group: number, theme: Theme): string {
  return GROUP_COLORS[group] ?? NEUTRAL[theme];
}

/** 256 packed colors for the point engine, one a group; a hidden group's entry is 0, which is not drawn. */
export function groupPalette(theme: Theme, hidden: (group: number) => boolean = () => false): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, group) => (hidden(group) ? 0 : pack(hex(groupColor(group, theme)))));
}

/** 65,536 entries of the map, one a float16 bit pattern: a float16 tile is colored without decoding a cell. */
export function halfEntries(clip: number): Uint8Array {
  return Uint8Array.from({ length: 65_536 }, (_, bits) => indexOf(halfToNumber(bits), clip));
}

/** The number that a float16 bit pattern stands for (IEEE 754 binary16). */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** 256 packed colors between the stops, for numbers on dots: entry 0 is the lowest. */
export function sequential(stops: readonly string[]): Uint32Array {
  const colors = stops.map(hex);
  return Uint32Array.from({ length: 256 }, (_, entry) => {
    const at = (entry / 255) * (colors.length - 1);
    const from = Math.min(Math.floor(at), colors.length - 2);
    return pack(blend(colors[from], colors[from + 1], at - from));
  });
}

export function pack([r, g, b]: Rgb): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

export function unpack(packed: number): Rgb {
  return [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255];
}

export function css(packed: number): string {
  return `rgb(${unpack(packed).join(' ')})`;
}

/** Of "#e69f00", or short "#fff". */
export function hex(color: string): Rgb {
  const digits = color.length === 4 ? color.slice(1).replaceAll(/./g, '$&$&') : color.slice(1);
  const value = Number.parseInt(digits, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function table(theme: Theme): Uint32Array {
  const ends = ENDS[theme];
  const ramp = (end: Rgb, share: number): number => pack(blend(ends.zero, end, share));
  return Uint32Array.from({ length: 256 }, (_, entry) => {
    if (entry === MISSING) return pack(ends.missing);
    const share = (entry - ZERO) / STEPS;
    return share < 0 ? ramp(ends.negative, -share) : ramp(ends.positive, share);
  });
}

const TABLES: Record<Theme, Uint32Array> = { light: table('light'), dark: table('dark') };
