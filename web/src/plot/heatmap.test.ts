import { describe, expect, it } from 'vitest';
import { cellAfterKey, cellAt, cellBox, gridHeight } from './grid';
import { stretched, toEntries } from './heatmap';

const grid = { rows: 3, cols: 10, width: 200, rowHeight: 20, rowGap: 5 };

describe('entries of the color map', () => {
  it('are the same for float32, float16 bits and int8 of equal value', () => {
    const floats = Float32Array.of(-1, -0.5, 0, 0.5, 1, Number.NaN);
    const halves = Uint16Array.of(0xbc00, 0xb800, 0x0000, 0x3800, 0x3c00, 0x7e00);
    expect([...toEntries(floats, 1)]).toEqual([1, 64, 128, 192, 255, 0]);
    expect([...toEntries(halves, 1)]).toEqual([1, 64, 128, 192, 255, 0]);
    expect([...toEntries(Int8Array.of(-127, -64, 0, 64, 127), 127)]).toEqual([1, 64, 128, 192, 255]);
  });

  it('keep zero at 128 whatever the clip, infinity at the end', () => {
    for (const clip of [1e-6, 0.3, 1e6]) expect(toEntries(Float32Array.of(0), clip)[0]).toBe(128);
    expect([...toEntries(Float32Array.of(Infinity, -Infinity), 1)]).toEqual([255, 1]);
  });
});

describe('a row narrowed', () => {
  const row = Uint8Array.of(128, 130, 128, 60, 128, 128, 255, 128);

  it('keeps of every run the cell farthest from zero, with its sign', () => {
    expect([...stretched(row, 8, 0, 4)]).toEqual([130, 60, 128, 255]);
    expect([...stretched(row, 8, 0, 1)]).toEqual([255]);
  });

  it('repeats cells where there is more room', () => {
    expect([...stretched(row, 4, 1, 8)]).toEqual([128, 128, 128, 128, 255, 255, 128, 128]);
  });
});

describe('the grid', () => {
  it('finds the cell under a point and nothing outside', () => {
    expect(cellAt(grid, 0, 0)).toEqual({ row: 0, col: 0 });
    expect(cellAt(grid, 199, 74)).toEqual({ row: 2, col: 9 });
    expect(cellAt(grid, 45, 22)).toEqual({ row: 0, col: 2 });
    for (const [x, y] of [[-1, 5], [200, 5], [5, -1], [5, 75]]) expect(cellAt(grid, x, y)).toBeNull();
    expect(gridHeight(grid)).toBe(70);
  });

  it('agrees with the boxes it draws', () => {
    for (let row = 0; row < 3; row++) {
      for (let col = 0; col < 10; col++) {
        const box = cellBox(grid, { row, col });
        expect(cellAt(grid, box.x + box.width / 2, box.y + box.height / 2)).toEqual({ row, col });
      }
    }
  });

  it('is walked with the arrow keys and not left', () => {
    expect(cellAfterKey(grid, { row: 0, col: 0 }, 'ArrowLeft')).toEqual({ row: 0, col: 0 });
    expect(cellAfterKey(grid, { row: 0, col: 0 }, 'ArrowDown')).toEqual({ row: 1, col: 0 });
    expect(cellAfterKey(grid, { row: 2, col: 3 }, 'End')).toEqual({ row: 2, col: 9 });
    expect(cellAfterKey(grid, { row: 2, col: 3 }, 'x')).toBeNull();
  });
});
