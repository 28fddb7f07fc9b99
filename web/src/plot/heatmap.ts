/**
 * Numbers as colored cells on a 2-D canvas. Values become entries of the color map (one byte a cell), entries become
 * pixels by table look-up; nothing is smoothed, so the pixel of a zero is exactly the map's zero.
 */

import { halfEntries, indexOf, inkOn, pack, unpack, ZERO } from './color';
import { cellBox, type CellPlace, type Grid, rowTop } from './grid';
import { blend } from './oklab';

/** Row-major numbers. A Uint16Array holds float16 bit patterns. */
export type Values = Float32Array | Int8Array | Uint16Array;

/** From this many CSS pixels a side a cell has a seam around it and room for a sign. */
const ROOMY = 7;

export interface Drawing {
  grid: Grid;
  /** (rows × cols) entries of the color map; see `toEntries`. */
  entries: Uint8Array;
  table: Uint32Array;
  /** Packed color of the seams between roomy cells. */
  seam: number;
  /** Marks negative cells: a − where there is room, hatching where not. */
  signs: boolean;
}

/** One entry of the color map a cell: zero is exactly entry 128, NaN entry 0, ±clip the ends. */
export function toEntries(values: Values, clip: number): Uint8Array {
  const result = new Uint8Array(values.length);
  if (values instanceof Float32Array) {
    const step = clip > 0 ? 127 / clip : 0;
    for (let i = 0; i < values.length; i++) {
      const place = values[i] * step;
      result[i] = place !== place ? 0 : place > 127 ? 255 : place < -127 ? 1 : ZERO + ((place < 0 ? place - 0.5 : place + 0.5) | 0);
    }
    return result;
  }
  const ofPattern =
    values instanceof Int8Array
      ? Uint8Array.from({ length: 256 }, (_, byte) => indexOf((byte << 24) >> 24, clip))
      : halfEntries(clip);
  const mask = ofPattern.length - 1;
  for (let i = 0; i < values.length; i++) result[i] = ofPattern[values[i] & mask];
  return result;
}

/**
 * Narrow each row to `width` entries, keeping of every run of cells the one farthest from zero: a mean would turn a
 * zoomed-out matrix white. Widens by repeating.
 */
export function stretched(entries: Uint8Array, cols: number, row: number, width: number): Uint8Array {
  const line = new Uint8Array(width);
  const start = row * cols;
  for (let x = 0; x < width; x++) {
    const from = Math.floor((x * cols) / width);
    const to = Math.max(from + 1, Math.floor(((x + 1) * cols) / width));
    let kept = entries[start + from];
    for (let col = from + 1; col < to; col++) {
      const entry = entries[start + col];
      if (Math.abs(entry - ZERO) > Math.abs(kept - ZERO)) kept = entry;
    }
    line[x] = kept;
  }
  return line;
}

/** Draw all cells at `ratio` device pixels per CSS pixel. The canvas must have the grid's size already. */
export function paint(context: CanvasRenderingContext2D, drawing: Drawing, ratio: number): void {
  const { width, height } = context.canvas;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < drawing.grid.rows; row++) paintRow(pixels, width, height, drawing, row, ratio);
  context.putImageData(image, 0, 0);
  if (drawing.signs && roomy(drawing.grid)) markSigns(context, drawing, ratio);
}

function roomy({ width, cols, rowHeight }: Grid): boolean {
  return width / cols >= ROOMY && rowHeight >= ROOMY;
}

function paintRow(pixels: Uint32Array, width: number, height: number, drawing: Drawing, row: number, ratio: number): void {
  const { grid, table, seam } = drawing;
  const seams = roomy(grid);
  const line = stretched(drawing.entries, grid.cols, row, width);
  const colors = Uint32Array.from(line, (entry) => table[entry]);
  if (seams) for (let col = 0; col <= grid.cols; col++) colors[Math.max(0, Math.ceil((col * width) / grid.cols) - 1)] = seam;
  const top = Math.round(rowTop(grid, row) * ratio);
  const bottom = Math.min(height, Math.round((rowTop(grid, row) + grid.rowHeight) * ratio));
  for (let y = top; y < bottom; y++) pixels.set(colors, y * width);
  if (seams && bottom > top) {
    pixels.fill(seam, (bottom - 1) * width, bottom * width);
    if (row === 0 || grid.rowGap > 0) pixels.fill(seam, top * width, (top + 1) * width);
  }
  if (drawing.signs && !seams) hatch(pixels, width, top, bottom, line, table);
}

/** Diagonal strokes over negative cells that are too small for a mark. */
function hatch(pixels: Uint32Array, width: number, top: number, bottom: number, line: Uint8Array, table: Uint32Array): void {
  for (let y = top; y < bottom; y++) {
    for (let x = (4 - (y & 3)) & 3; x < width; x += 4) {
      const entry = line[x];
      if (entry !== 0 && entry < ZERO) pixels[y * width + x] = strokeOn(table[entry]);
    }
  }
}

const strokes = new Map<number, number>();

function strokeOn(packed: number): number {
  const known = strokes.get(packed);
  if (known !== undefined) return known;
  const ink = inkOn(packed) === '#ffffff' ? ([255, 255, 255] as const) : ([17, 17, 17] as const);
  const stroke = pack(blend(unpack(packed), ink, 0.55));
  strokes.set(packed, stroke);
  return stroke;
}

function markSigns(context: CanvasRenderingContext2D, { grid, entries: cells, table }: Drawing, ratio: number): void {
  context.save();
  context.scale(ratio, ratio);
  const length = Math.min(8, (grid.width / grid.cols) * 0.5);
  for (const [index, entry] of cells.entries()) {
    if (entry === 0 || entry >= ZERO) continue;
    const box = cellBox(grid, { row: Math.floor(index / grid.cols), col: index % grid.cols });
    context.fillStyle = inkOn(table[entry]);
    context.fillRect(box.x + (box.width - length) / 2 - 0.5, box.y + box.height / 2 - 1, length, 1.4);
  }
  context.restore();
}

/** Outlines on top of the cells: the rows that are lit, and the cell under the pointer. `fade` dims all other rows. */
export interface Overlay {
  lit: readonly number[];
  fade: number;
  cell: CellPlace | null;
  accent: string;
  ink: string;
}

export function paintOverlay(context: CanvasRenderingContext2D, grid: Grid, overlay: Overlay, ratio: number): void {
  context.save();
  context.scale(ratio, ratio);
  if (overlay.fade > 0) fadeRows(context, grid, overlay);
  context.lineWidth = 2;
  context.strokeStyle = overlay.accent;
  for (const row of overlay.lit) {
    if (row < grid.rows) context.strokeRect(1, rowTop(grid, row) + 1, grid.width - 2, grid.rowHeight - 2);
  }
  if (overlay.cell) outlineCell(context, grid, overlay.cell, overlay.ink);
  context.restore();
}

function fadeRows(context: CanvasRenderingContext2D, grid: Grid, { lit, fade }: Overlay): void {
  context.globalCompositeOperation = 'destination-out';
  context.globalAlpha = fade;
  for (let row = 0; row < grid.rows; row++) {
    if (!lit.includes(row)) context.fillRect(0, rowTop(grid, row), grid.width, grid.rowHeight);
  }
  context.globalCompositeOperation = 'source-over';
  context.globalAlpha = 1;
}

function outlineCell(context: CanvasRenderingContext2D, grid: Grid, cell: CellPlace, ink: string): void {
  const box = cellBox(grid, cell);
  const spare = Math.max(0, 5 - box.width) / 2;
  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  context.strokeRect(box.x - spare, box.y + 0.75, box.width + 2 * spare, box.height - 1.5);
}

