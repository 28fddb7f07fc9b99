/** Tiles onto pixels: every pixel is the cell farthest from zero of those that it covers. */
import { ZERO } from '../plot/color';
import { type Entries, type Levels, TILE, type Tiles } from './cells-tiles';
import type { Shape, Window } from './cells-zoom';

/** Cells of a level that are in view, row-major; `absent` marks tiles that have not come. */
export interface Cells {
  entries: Uint8Array;
  lines: number;
  columns: number;
  firstLine: number;
  firstColumn: number;
  absent: readonly { line: number; column: number; lines: number; columns: number }[];
}

export interface Span {
  first: number;
  last: number;
}

/** Lines (or columns) of a level that a window covers: from the first up to and with the last. */
export function spanOf(start: number, shown: number, size: number, level: number): Span {
  const all = Math.ceil(size / 2 ** level);
  const first = Math.max(0, Math.floor(start / 2 ** level));
  return { first, last: Math.min(all - 1, Math.max(first, Math.ceil((start + shown) / 2 ** level) - 1)) };
}

export function spansOf(shape: Shape, window: Window, levels: Levels): { lines: Span; columns: Span } {
  return {
    lines: spanOf(window.top, shape.height * window.rows, shape.rows, levels.row),
    columns: spanOf(window.left, shape.width * window.dims, shape.dim, levels.dim),
  };
}

/** Tiles that hold some of the cells, the middle one first: there somebody looks. */
export function tilesOf({ lines, columns }: { lines: Span; columns: Span }): [number, number][] {
  const found: [number, number][] = [];
  for (let row = Math.floor(lines.first / TILE); row <= Math.floor(lines.last / TILE); row++) {
    for (let column = Math.floor(columns.first / TILE); column <= Math.floor(columns.last / TILE); column++) found.push([row, column]);
  }
  const middle = [(lines.first + lines.last) / 2 / TILE - 0.5, (columns.first + columns.last) / 2 / TILE - 0.5];
  const far = ([row, column]: [number, number]): number => Math.hypot(row - middle[0], column - middle[1]);
  return found.toSorted((a, b) => far(a) - far(b));
}

/** The cells in view, from tiles that are here, and from coarser ones where they are not. */
export function cellsInView(tiles: Tiles, levels: Levels, spans: { lines: Span; columns: Span }, coarse: Levels): Cells {
  const { lines, columns } = spans;
  const wide = columns.last - columns.first + 1;
  const high = lines.last - lines.first + 1;
  const entries = new Uint8Array(wide * high).fill(ZERO);
  const absent: { line: number; column: number; lines: number; columns: number }[] = [];
  for (const [row, column] of tilesOf(spans)) {
    const part = {
      line: Math.max(lines.first, row * TILE),
      column: Math.max(columns.first, column * TILE),
      lines: Math.min(lines.last + 1, (row + 1) * TILE),
      columns: Math.min(columns.last + 1, (column + 1) * TILE),
    };
    const tile = tiles.get(levels, row, column);
    for (let line = part.line; line < part.lines; line++) {
      const to = (line - lines.first) * wide - columns.first;
      if (tile) {
        const from = (line - row * TILE) * tile.columns - column * TILE;
        entries.set(tile.entries.subarray(from + part.column, from + part.columns), to + part.column);
      } else fill(entries, to, tiles, levels, coarse, line, part.column, part.columns);
    }
    if (!tile) absent.push(part);
  }
  return { entries, lines: high, columns: wide, firstLine: lines.first, firstColumn: columns.first, absent };
}

function fill(entries: Uint8Array, to: number, tiles: Tiles, levels: Levels, coarse: Levels, line: number, start: number, end: number): void {
  const [dr, dc] = [coarse.row - levels.row, coarse.dim - levels.dim];
  if (dr < 0 || dc < 0) return;
  const coarseLine = line >> dr;
  let tile: Entries | undefined;
  let tileColumn = -1;
  for (let column = start; column < end; column++) {
    const coarseColumn = column >> dc;
    if (coarseColumn >> 8 !== tileColumn) {
      tileColumn = coarseColumn >> 8;
      tile = tiles.get(coarse, coarseLine >> 8, tileColumn);
    }
    if (tile) entries[to + column] = tile.entries[(coarseLine - ((coarseLine >> 8) << 8)) * tile.columns + coarseColumn - (tileColumn << 8)];
  }
}

/** Colors for `width` × `height` device pixels; those past the table's end stay 0, which is transparent. */
export function paintCells(pixels: Uint32Array, width: number, height: number, cells: Cells, levels: Levels, window: Window, ratio: number, table: Uint32Array): void {
  const xs = bounds(width, window.left, window.dims / ratio, levels.dim, cells.firstColumn, cells.columns);
  const ys = bounds(height, window.top, window.rows / ratio, levels.row, cells.firstLine, cells.lines);
  const narrow = new Uint8Array(width * cells.lines);
  for (let line = 0; line < cells.lines; line++) {
    const start = line * cells.columns;
    for (let x = 0; x < width && xs[2 * x] >= 0; x++) narrow[line * width + x] = farthest(cells.entries, start + xs[2 * x], start + xs[2 * x + 1], 1);
  }
  for (let y = 0; y < height && ys[2 * y] >= 0; y++) {
    const [from, to] = [ys[2 * y] * width, ys[2 * y + 1] * width];
    for (let x = 0; x < width && xs[2 * x] >= 0; x++) pixels[y * width + x] = table[farthest(narrow, from + x, to + x, width)];
  }
}

function farthest(entries: Uint8Array, from: number, to: number, step: number): number {
  let kept = entries[from];
  for (let at = from + step; at < to; at += step) {
    const entry = entries[at];
    if (Math.abs(entry - ZERO) > Math.abs(kept - ZERO)) kept = entry;
  }
  return kept;
}

/** For each pixel the cells that it covers, from … up to and without …; −1 past the end. */
function bounds(pixels: number, start: number, perPixel: number, level: number, first: number, count: number): Int32Array {
  const found = new Int32Array(2 * pixels).fill(-1);
  const scale = 2 ** level;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = Math.floor((start + pixel * perPixel) / scale + 1e-9) - first;
    const to = Math.max(from + 1, Math.ceil((start + (pixel + 1) * perPixel) / scale - 1e-9) - first);
    if (from >= count) break;
    found[2 * pixel] = Math.max(0, from);
    found[2 * pixel + 1] = Math.min(count, perPixel < scale ? from + 1 : to);
  }
  return found;
}

/** Pixel rows that stand for one of the places in an order; places rising. */
export function markedPixels(places: ArrayLike<number>, window: Window, height: number, ratio: number): number[] {
  const found: number[] = [];
  const perPixel = window.rows / ratio;
  for (let at = 0; at < places.length; at++) {
    const from = Math.floor((places[at] - window.top) / perPixel + 1e-9);
    const to = Math.max(from + 1, Math.floor((places[at] + 1 - window.top) / perPixel + 1e-9));
    for (let y = Math.max(0, from); y < Math.min(height, to); y++) if (found.at(-1) !== y) found.push(y);
  }
  return found;
}
