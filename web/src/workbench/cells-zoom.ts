/**
 * Which part of a table the canvas shows. One number zooms rows and dims together: at 0 all of both are in view, at 1
 * a cell has room for its number.
 */

export interface Shape {
  rows: number;
  dim: number;
  /** CSS pixels. */
  width: number;
  height: number;
}

/** zoom 0 … 1; row and dim in the middle of the canvas, fractions of one too. */
export interface CellsLook {
  zoom: number;
  row: number;
  dim: number;
}

/** What is in view: from top and left on, so many rows and dims a CSS pixel. */
export interface Window {
  top: number;
  left: number;
  rows: number;
  dims: number;
}

const ROW_HEIGHT = 24;
const CELL_WIDTH = 64;
const NAMED_HEIGHT = 20;

export const HOME: CellsLook = { zoom: 0, row: 0, dim: 0 };

/** Rows and dims a pixel at a zoom. */
export function density({ rows, dim, width, height }: Shape, zoom: number): { rows: number; dims: number } {
  const between = (far: number, near: number): number => Math.max(far, near) ** (1 - zoom) * near ** zoom;
  return { rows: between(rows / height, 1 / ROW_HEIGHT), dims: between(dim / width, 1 / CELL_WIDTH) };
}

/** How much of the zoom a factor is: both sides reach their end together. */
export function zoomShare({ rows, dim, width, height }: Shape, factor: number): number {
  const far = Math.max((rows / height) * ROW_HEIGHT, (dim / width) * CELL_WIDTH, 1.01);
  return Math.log(factor) / Math.log(far);
}

/** The zoom at which a row is just high enough for its name. */
export function namedZoom({ rows, height }: Shape): number {
  const far = Math.max(rows / height, 1 / ROW_HEIGHT);
  return Math.min(1, Math.max(0, Math.log(far * NAMED_HEIGHT) / Math.log(Math.max(1.01, far * ROW_HEIGHT))));
}

/** The zoom at which `size` of all rows fill the height; 0 where they are more than fit. */
export function zoomOn(rows: number, height: number, size: number): number {
  const near = 1 / ROW_HEIGHT;
  const far = Math.max(rows / height, near * 1.01);
  return Math.min(1, Math.max(0, Math.log(far / Math.max(near, size / height)) / Math.log(far / near)));
}

export function windowOf(shape: Shape, look: CellsLook): Window {
  const { rows, dims } = density(shape, look.zoom);
  const start = (middle: number, size: number, shown: number): number => Math.min(Math.max(0, middle - shown / 2), Math.max(0, size - shown));
  return { rows, dims, top: start(look.row, shape.rows, shape.height * rows), left: start(look.dim, shape.dim, shape.width * dims) };
}

/** The look with what it shows held inside the table. */
export function held(shape: Shape, look: CellsLook): CellsLook {
  const zoom = Math.min(1, Math.max(0, look.zoom));
  const { top, left, rows, dims } = windowOf(shape, { ...look, zoom });
  return { zoom, row: top + (shape.height * rows) / 2, dim: left + (shape.width * dims) / 2 };
}

export function panned(shape: Shape, look: CellsLook, dx: number, dy: number): CellsLook {
  const { rows, dims } = density(shape, look.zoom);
  return held(shape, { ...look, row: look.row - dy * rows, dim: look.dim - dx * dims });
}

/** Zoomed so that what is under (x, y) stays there. */
export function zoomed(shape: Shape, look: CellsLook, factor: number, x: number, y: number): CellsLook {
  const before = windowOf(shape, look);
  const zoom = Math.min(1, Math.max(0, look.zoom + zoomShare(shape, factor)));
  const after = density(shape, zoom);
  const row = before.top + y * before.rows + (shape.height / 2 - y) * after.rows;
  const dim = before.left + x * before.dims + (shape.width / 2 - x) * after.dims;
  return held(shape, { zoom, row, dim });
}

/** The block of cells under a pixel: rows and dims from … up to and without …; null outside the table. */
export function blockAt(shape: Shape, look: CellsLook, x: number, y: number): Block | null {
  const { top, left, rows, dims } = windowOf(shape, look);
  return blockOf(shape, top + Math.floor(y) * rows, rows, left + Math.floor(x) * dims, dims);
}

export interface Block {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

function blockOf({ rows: n, dim: d }: Shape, row: number, rows: number, dim: number, dims: number): Block | null {
  if (row < 0 || dim < 0 || row >= n || dim >= d) return null;
  const top = Math.floor(row);
  const left = Math.floor(dim);
  return {
    top,
    left,
    bottom: Math.min(n, rows < 1 ? top + 1 : Math.ceil(row + rows)),
    right: Math.min(d, dims < 1 ? left + 1 : Math.ceil(dim + dims)),
  };
}

/** Levels of the pyramid whose cells are no larger than a pixel: lines of 2^row rows, columns of 2^dim dims. */
export function levelsOf({ rows, dims }: { rows: number; dims: number }, ratio: number): { row: number; dim: number } {
  const level = (perPixel: number): number => Math.max(0, Math.floor(Math.log2(Math.max(1, perPixel / ratio)) + 1e-9));
  return { row: level(rows), dim: level(dims) };
}

export function readLook(text: string): CellsLook {
  const [zoom, row, dim] = text.split(',').map(Number);
  return text !== '' && [zoom, row, dim].every(Number.isFinite) ? { zoom, row, dim } : HOME;
}

export function writeLook({ zoom, row, dim }: CellsLook): string {
  return zoom > 1e-4 ? [zoom.toFixed(4), row.toFixed(2), dim.toFixed(2)].map((one) => String(Number(one))).join(',') : '';
}
