/** One drawing of the matrix: cells, lines of zero rows, marks at the edges, numbers, outlines. */
import { fixed } from '../parts/format';
import { inkOn, MISSING, ZERO } from '../plot/color';
import type { Inks } from '../plot/strokes';
import type { Marks } from './cells-answers';
import type { ExactCells } from './cells-numbers';
import { cellsInView, markedPixels, paintCells, spansOf } from './cells-paint';
import type { Levels, Tiles } from './cells-tiles';
import type { Block, Shape, Window } from './cells-zoom';

export interface Drawing {
  tiles: Tiles;
  shape: Shape;
  window: Window;
  levels: Levels;
  /** Levels of the view of all, whose tiles stand in for what has not come. */
  coarse: Levels;
  ratio: number;
  marks: Marks;
  /** Place of the open row, −1 for none. */
  opened: number;
  pointed: Block | null;
  numbers: ExactCells | null;
  /** Places of outlying dims. */
  outliers: readonly number[];
}

/** Lines of zero rows are drawn across while they are fewer than one in ten: more would hide the others. */
const FEW_LINES = 0.1;
/** Edges that marks stand in, CSS pixels. */
export const EDGE = 10;

export function drawCells(canvas: HTMLCanvasElement, drawing: Drawing, table: Uint32Array, inks: Inks): void {
  const context = canvas.getContext('2d')!;
  const { width, height } = canvas;
  const { tiles, shape, window, levels, coarse, ratio, marks } = drawing;
  const spans = spansOf(shape, window, levels);
  const cells = cellsInView(tiles, levels, spans, coarse);
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  paintCells(pixels, width, height, cells, levels, window, ratio, table);
  const zero = markedPixels(marks.zero, window, height, ratio);
  const odd = markedPixels(marks.odd, window, height, ratio);
  if (zero.length < height * FEW_LINES) for (const y of zero) acrossTable(pixels, width, y, table[ZERO]);
  if (odd.length < height * FEW_LINES) for (const y of odd) acrossTable(pixels, width, y, table[MISSING]);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.putImageData(image, 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const part of cells.absent) {
    context.fillStyle = inks.paper;
    context.globalAlpha = 0.55;
    fillBlock(context, drawing, { top: part.line * 2 ** levels.row, bottom: part.lines * 2 ** levels.row, left: part.column * 2 ** levels.dim, right: part.columns * 2 ** levels.dim });
    context.globalAlpha = 1;
  }
  if (drawing.numbers) drawNumbers(context, drawing, drawing.numbers, table, inks);
  drawEdges(context, drawing, { zero, odd, chosen: markedPixels(marks.chosen, window, height, ratio) }, inks, table);
  drawOutlines(context, drawing, inks);
  canvas.dataset.zeroLines = String(zero.length);
  canvas.dataset.window = [window.top, window.left, window.rows, window.dims].join(' ');
}

function acrossTable(pixels: Uint32Array, width: number, y: number, color: number): void {
  for (let x = 0; x < width && pixels[y * width + x] !== 0; x++) pixels[y * width + x] = color;
}

function boxOf({ window }: Drawing, block: Block): [number, number, number, number] {
  const left = (block.left - window.left) / window.dims;
  const top = (block.top - window.top) / window.rows;
  return [left, top, (block.right - block.left) / window.dims, (block.bottom - block.top) / window.rows];
}

function fillBlock(context: CanvasRenderingContext2D, drawing: Drawing, block: Block): void {
  const { rows, dim } = drawing.shape;
  context.fillRect(...boxOf(drawing, { ...block, bottom: Math.min(block.bottom, rows), right: Math.min(block.right, dim) }));
}

function drawNumbers(context: CanvasRenderingContext2D, drawing: Drawing, numbers: ExactCells, table: Uint32Array, inks: Inks): void {
  const clip = drawing.tiles.clipOf(drawing.levels)?.clip ?? 1;
  context.font = inks.font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (let row = 0; row < numbers.rows; row++) {
    for (let column = 0; column < numbers.columns; column++) {
      const value = numbers.values[row * numbers.columns + column];
      const [top, left] = [numbers.top + row, numbers.left + column];
      const [x, y, wide, high] = boxOf(drawing, { top, left, bottom: top + 1, right: left + 1 });
      if (x + wide < 0 || y + high < 0 || x > drawing.shape.width || y > drawing.shape.height) continue;
      context.fillStyle = inkOn(table[Number.isNaN(value) ? MISSING : ZERO + Math.round(Math.max(-1, Math.min(1, value / (clip || 1))) * 127)]);
      context.fillText(Number.isFinite(value) ? fixed(value, digitsOf(value)) : String(value), x + wide / 2, y + high / 2 + 0.5);
    }
  }
  context.textAlign = 'start';
}

function digitsOf(value: number): number {
  const size = Math.abs(value);
  return size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
}

/** Marks at the right edge for rows, at the top for dims. */
function drawEdges(context: CanvasRenderingContext2D, drawing: Drawing, lines: { zero: number[]; odd: number[]; chosen: number[] }, inks: Inks, table: Uint32Array): void {
  const { shape, ratio, window } = drawing;
  const right = Math.min(shape.width, (shape.dim - window.left) / window.dims);
  const mark = (rows: readonly number[], color: string, from: number, wide: number): void => {
    context.fillStyle = color;
    for (const y of rows) context.fillRect(right - from, y / ratio - 0.5, wide, Math.max(2, 1 / ratio));
  };
  if (lines.zero.length + lines.odd.length + lines.chosen.length > 0) {
    context.fillStyle = inks.paper;
    context.globalAlpha = 0.85;
    context.fillRect(right - EDGE, 0, EDGE, shape.height);
    context.globalAlpha = 1;
  }
  mark(lines.chosen, inks.accent, 4, 4);
  mark(lines.zero, inks.ink, EDGE, 6);
  mark(lines.odd, `rgb(${[0, 8, 16].map((shift) => (table[MISSING] >> shift) & 255).join(' ')})`, EDGE, 6);
  context.fillStyle = inks.ink;
  for (const place of drawing.outliers) {
    const x = (place + 0.5 - window.left) / window.dims;
    if (x < 0 || x > shape.width) continue;
    context.beginPath();
    context.moveTo(x, 7);
    context.lineTo(x - 4, 0);
    context.lineTo(x + 4, 0);
    context.fill();
  }
}

function drawOutlines(context: CanvasRenderingContext2D, drawing: Drawing, inks: Inks): void {
  const { opened, pointed, shape, window } = drawing;
  if (opened >= 0) {
    const [, y, , high] = boxOf(drawing, { top: opened, bottom: opened + 1, left: 0, right: 1 });
    const wide = Math.min(shape.width, (shape.dim - window.left) / window.dims);
    context.strokeStyle = context.fillStyle = inks.accent;
    context.lineWidth = 2;
    if (high < 4) context.fillRect(0, y + high / 2 - 0.75, wide, 1.5);
    else context.strokeRect(-2, y - 1, wide + 4, high + 2);
  }
  if (!pointed) return;
  const [x, y, wide, high] = boxOf(drawing, pointed);
  const [spareX, spareY] = [Math.max(0, 5 - wide) / 2, Math.max(0, 5 - high) / 2];
  context.strokeStyle = inks.ink;
  context.lineWidth = 1.5;
  context.strokeRect(x - spareX, y - spareY, wide + 2 * spareX, high + 2 * spareY);
}
