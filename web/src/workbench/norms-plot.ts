/** Norms against ids: where each row lies, and the picture of all. Every row is a dot; where many share a pixel it is darker. */
import type { Area } from '../plot/axis';
import { hex, pack, sequential } from '../plot/color';
import { linear, log, type Pair, type Scale } from '../plot/scale';
import type { Cloud, Pixels } from '../plot/splat';
import type { Theme } from '../plot/theme';
import type { View } from '../plot/view';

/** Room under the plot for each kind of row whose norm has no logarithm, CSS pixels. */
export const STRIP = 16;

export interface NormsScales {
  area: Area;
  x: Scale;
  y: Scale;
  xs: Pair;
  ys: Pair;
  /** Height of the dots of rows of zeros, and of rows with NaN or an infinity; NaN where there are none. */
  zero: number;
  odd: number;
}

/** What the dots are looked for with: one CSS pixel is one unit, up is more. */
export const PIXEL_VIEW: View = { k: 1, left: 0, top: 0 };

/** Entry 0 of a palette is not drawn; all dots are entry 1. */
export const ALL_DRAWN = new Uint32Array(256).fill(1);

export interface NormsAsked {
  width: number;
  height: number;
  /** Whether ids are on a log scale. */
  logIds: boolean;
  zero: number;
  odd: number;
}

export function scalesOf(norms: ArrayLike<number>, { width, height, logIds, zero, odd }: NormsAsked): NormsScales {
  const strips = (zero > 0 ? STRIP : 0) + (odd > 0 ? STRIP : 0);
  const area = { width, height, left: 56, right: Math.max(96, width - 12), top: 18, bottom: height - 38 };
  const xs: Pair = logIds ? [1, Math.max(2, norms.length)] : [0, Math.max(1, norms.length - 1)];
  const ys = reachOf(norms);
  return {
    area,
    xs,
    ys,
    x: (logIds ? log : linear)(xs, [area.left + 4, area.right - 4]),
    y: log(ys, [area.bottom - strips - 6, area.top]),
    zero: zero > 0 ? area.bottom - strips + STRIP / 2 : Number.NaN,
    odd: odd > 0 ? area.bottom - STRIP / 2 : Number.NaN,
  };
}

/** From the shortest row to the longest, of those that are finite and not zero; some room where they are alike. */
function reachOf(norms: ArrayLike<number>): Pair {
  let [low, high] = [Infinity, 0];
  for (let id = 0; id < norms.length; id++) {
    const norm = norms[id];
    if (!(norm > 0) || norm === Infinity) continue;
    if (norm < low) low = norm;
    if (norm > high) high = norm;
  }
  if (high === 0) return [0.1, 1];
  return high / low < 1.2 ? [low / 1.1, high * 1.1] : [low, high];
}

/** 1, 2 and 5 times powers of ten; of a short reach evenly spaced numbers. */
export function normTicks([low, high]: Pair): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const step of [1, 2, 5]) ticks.push(Number(`${step}e${power}`));
  }
  const inside = ticks.filter((tick) => tick >= low && tick <= high);
  if (inside.length > 9) return log([low, high], [0, 1]).ticks(0);
  return inside.length >= 3 ? inside : linear([low, high], [0, 1]).ticks(4);
}

/** A dot a row, in CSS pixels with y upwards. */
export function dotsOf(norms: ArrayLike<number>, { x, y, zero, odd }: NormsScales, logIds: boolean): Cloud {
  const positions = new Float32Array(2 * norms.length);
  const shift = logIds ? 1 : 0;
  for (let id = 0; id < norms.length; id++) {
    const norm = norms[id];
    positions[2 * id] = x(id + shift);
    positions[2 * id + 1] = -(norm === 0 ? zero : Number.isFinite(norm) ? y(norm) : odd);
  }
  return { positions, groups: new Uint8Array(norms.length).fill(1) };
}

const FEW_TO_MANY: Record<Theme, readonly string[]> = { light: ['#868d95', '#3d434a', '#101214'], dark: ['#747c85', '#bfc4c9', '#ffffff'] };
export const FLAGGED = '#d55e00';

/** All rows as squares of `side` device pixels, darker where more share a square; then flagged rows, then chosen ones. */
export function paintNorms(pixels: Pixels, cloud: Cloud, flags: ArrayLike<number>, chosen: readonly number[], look: { ratio: number; theme: Theme; accent: string; side: number }): void {
  const { ratio, theme, accent, side } = look;
  const columns = Math.ceil(pixels.width / side);
  const counts = new Uint32Array(columns * Math.ceil(pixels.height / side));
  const cellOf = (id: number): number => Math.floor((-cloud.positions[2 * id + 1] * ratio) / side) * columns + Math.floor((cloud.positions[2 * id] * ratio) / side);
  let most = 1;
  for (let id = 0; id < flags.length; id++) {
    const count = ++counts[cellOf(id)];
    if (count > most) most = count;
  }
  const shades = sequential(FEW_TO_MANY[theme]);
  const step = 255 / Math.log2(most + 1);
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell] > 0) square(pixels, (cell % columns) * side, Math.floor(cell / columns) * side, side, shades[Math.round(Math.log2(counts[cell]) * step)]);
  }
  const mark = (id: number, color: number): void => {
    const cell = cellOf(id);
    square(pixels, (cell % columns) * side - 1, Math.floor(cell / columns) * side - 1, side + 2, color);
  };
  const flagged = pack(hex(FLAGGED));
  for (let id = 0; id < flags.length; id++) if (flags[id]) mark(id, flagged);
  const picked = pack(hex(accent));
  for (const id of chosen) if (id < flags.length) mark(id, picked);
}

function square({ numbers, width, height }: Pixels, left: number, top: number, side: number, color: number): void {
  for (let y = Math.max(0, top); y < Math.min(height, top + side); y++) numbers.fill(color, y * width + Math.max(0, left), y * width + Math.min(width, left + side));
}
