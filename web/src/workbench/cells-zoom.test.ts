import { describe, expect, test } from 'vitest';
import { ZERO } from '../plot/color';
import { cellsInView, markedPixels, paintCells, spansOf, tilesOf } from './cells-paint';
import { type Entries, type Levels, type Tiles } from './cells-tiles';
import { blockAt, density, HOME, held, levelsOf, namedZoom, panned, readLook, type Shape, windowOf, writeLook, zoomed } from './cells-zoom';

const BIG: Shape = { rows: 262_144, dim: 5_376, width: 800, height: 600 };
const SMALL: Shape = { rows: 10, dim: 4, width: 800, height: 600 };

describe('the window', () => {
  test('shows all at home, and cells with room for numbers at the end', () => {
    expect(windowOf(BIG, HOME)).toEqual({ top: 0, left: 0, rows: 262_144 / 600, dims: 5_376 / 800 });
    expect(density(BIG, 1)).toEqual({ rows: 1 / 24, dims: 1 / 64 });
    expect(windowOf(SMALL, HOME)).toEqual({ top: 0, left: 0, rows: 1 / 24, dims: 1 / 64 });
  });

  test('keeps what is under the pointer, and stays inside the table', () => {
    const look = zoomed(BIG, HOME, 40, 200, 450);
    const { top, left, rows, dims } = windowOf(BIG, look);
    expect(top + 450 * rows).toBeCloseTo(450 * (262_144 / 600), 3);
    expect(left + 200 * dims).toBeCloseTo(200 * (5_376 / 800), 3);
    const far = panned(BIG, look, 1e7, -1e7);
    expect(windowOf(BIG, far).left).toBe(0);
    expect(windowOf(BIG, far).top + 600 * rows).toBeCloseTo(262_144, 3);
    expect(zoomed(BIG, zoomed(BIG, HOME, 1e9, 0, 0), 1e-9, 0, 0)).toEqual(held(BIG, HOME));
  });

  test('has a zoom at which rows have names', () => {
    expect(1 / density(BIG, namedZoom(BIG)).rows).toBeCloseTo(20, 3);
    expect(1 / density(SMALL, namedZoom(SMALL)).rows).toBeGreaterThan(19);
  });

  test('is written into the address and read back', () => {
    const look = held(BIG, { zoom: 0.5, row: 70_000, dim: 300 });
    expect(readLook(writeLook(look)).row).toBeCloseTo(look.row, 1);
    expect(writeLook(HOME)).toBe('');
    expect(readLook('nonsense')).toEqual(HOME);
  });

  test('has blocks of cells under its pixels', () => {
    expect(blockAt(BIG, HOME, 0, 0)).toEqual({ top: 0, bottom: 437, left: 0, right: 7 });
    expect(blockAt(SMALL, HOME, 70, 30)).toEqual({ top: 1, bottom: 2, left: 1, right: 2 });
    expect(blockAt(SMALL, HOME, 700, 30)).toBeNull();
  });
});

test('levels are no coarser than a pixel', () => {
  expect(levelsOf({ rows: 437, dims: 6.7 }, 1)).toEqual({ row: 8, dim: 2 });
  expect(levelsOf({ rows: 437, dims: 6.7 }, 2)).toEqual({ row: 7, dim: 1 });
  expect(levelsOf({ rows: 0.1, dims: 1 }, 1)).toEqual({ row: 0, dim: 0 });
});

/** Tiles made by a rule. */
function made(rule: (line: number, column: number) => number, lines: number, columns: number, here: (row: number) => boolean = () => true): Tiles {
  const get = (_: Levels, row: number, column: number): Entries | undefined => {
    if (!here(row)) return undefined;
    const [high, wide] = [Math.min(256, lines - row * 256), Math.min(256, columns - column * 256)];
    const entries = new Uint8Array(high * wide);
    for (let y = 0; y < high; y++) for (let x = 0; x < wide; x++) entries[y * wide + x] = rule(row * 256 + y, column * 256 + x);
    return { entries, lines: high, columns: wide, clip: 1, rule: '' };
  };
  return { get } as unknown as Tiles;
}

test('a pixel is the cell farthest from zero of those it covers, across tiles', () => {
  const shape: Shape = { rows: 600, dim: 300, width: 100, height: 100 };
  const window = windowOf(shape, HOME);
  const levels = { row: 0, dim: 0 };
  const tiles = made((line, column) => (line === 301 && column === 270 ? 1 : ZERO + (line % 3)), 600, 300);
  const spans = spansOf(shape, window, levels);
  expect(tilesOf(spans)).toHaveLength(6);
  const cells = cellsInView(tiles, levels, spans, levels);
  const pixels = new Uint32Array(100 * 100);
  const table = Uint32Array.from({ length: 256 }, (_, entry) => entry + 1000);
  paintCells(pixels, 100, 100, cells, levels, window, 1, table);
  expect(pixels[50 * 100 + 90]).toBe(1001);
  expect(new Set(pixels)).toEqual(new Set([1001, 1000 + ZERO + 2]));
});

test('cells larger than pixels are repeated, and nothing is drawn past the table', () => {
  const window = windowOf(SMALL, HOME);
  const spans = spansOf(SMALL, window, { row: 0, dim: 0 });
  const cells = cellsInView(made((line, column) => 10 * line + column, 10, 4), { row: 0, dim: 0 }, spans, { row: 0, dim: 0 });
  const pixels = new Uint32Array(800 * 600);
  paintCells(pixels, 800, 600, cells, { row: 0, dim: 0 }, window, 1, Uint32Array.from({ length: 256 }, (_, entry) => entry + 1));
  expect(pixels[(24 * 3 + 5) * 800 + 64 * 2 + 9]).toBe(33);
  expect(pixels[5 * 800 + 64 * 4 + 1]).toBe(0);
  expect(pixels[(24 * 10 + 1) * 800]).toBe(0);
});

test('what has not come is filled from coarser tiles, and told', () => {
  const fine = made((line) => (line < 256 ? 200 : 0), 512, 8, (row) => row === 0);
  const coarse = made(() => 90, 32, 2);
  const tiles = { get: (levels: Levels, row: number, column: number) => (levels.row === 0 ? fine : coarse).get(levels, row, column) } as unknown as Tiles;
  const cells = cellsInView(tiles, { row: 0, dim: 0 }, { lines: { first: 0, last: 511 }, columns: { first: 0, last: 7 } }, { row: 4, dim: 2 });
  expect(cells.entries[8 * 255]).toBe(200);
  expect(cells.entries[8 * 300]).toBe(90);
  expect(cells.absent).toEqual([{ line: 256, column: 0, lines: 512, columns: 8 }]);
});

test('places of an order are pixel rows, at least one each', () => {
  const window = windowOf(BIG, HOME);
  expect(markedPixels([0, 100, 262_143], window, 600, 1)).toEqual([0, 599]);
  expect(markedPixels([1], windowOf(SMALL, HOME), 600, 1)).toHaveLength(24);
});
