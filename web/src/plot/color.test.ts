import { describe, expect, it } from 'vitest';
import { colorAt, diverging, groupColor, groupPalette, halfEntries, halfToNumber, indexOf, inkOn, pack, unpack, ZERO, hex } from './color';

describe('a color of a style sheet', () => {
  it('is read in its long and its short form', () => {
    expect(hex('#e69f00')).toEqual([230, 159, 0]);
    expect(hex('#fa0')).toEqual(hex('#ffaa00'));
  });
});

describe('the diverging map', () => {
  it('shows zero as exact white in light and as the page’s near-black in dark', () => {
    expect(unpack(diverging('light')[ZERO])).toEqual([255, 255, 255]);
    expect(unpack(diverging('dark')[ZERO])).toEqual([16, 17, 19]);
    expect(colorAt(0, 3, 'light')).toBe('rgb(255 255 255)');
  });

  it('is red above zero, blue below, at every entry and in both themes', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (let step = 8; step <= 127; step++) {
        const [r, , b] = unpack(diverging(theme)[ZERO + step]);
        expect(r).toBeGreaterThan(b);
        const [r2, , b2] = unpack(diverging(theme)[ZERO - step]);
        expect(b2).toBeGreaterThan(r2);
      }
    }
  });

  it('puts values on entries symmetrically and clips', () => {
    expect([-9, -1, -0.5, 0, 0.5, 1, 9].map((value) => indexOf(value, 1))).toEqual([1, 1, 64, 128, 192, 255, 255]);
    expect([-0.5, 0.25].map((value) => indexOf(value, 0.5))).toEqual([1, 192]);
    expect(indexOf(Number.NaN, 1)).toBe(0);
    expect(indexOf(5, 0)).toBe(ZERO);
  });

  it('has a color of its own for what is no number', () => {
    const table = diverging('light');
    expect([...table.subarray(1)]).not.toContain(table[0]);
  });

  it('writes in an ink that is seen on the cell', () => {
    expect(inkOn(diverging('light')[ZERO])).toBe('#111111');
    expect(inkOn(diverging('light')[255])).toBe('#ffffff');
    expect(inkOn(diverging('dark')[ZERO])).toBe('#ffffff');
  });
});

describe('groups', () => {
  it('keep Okabe and Ito’s colors in the lesson’s order and never use one twice', () => {
    expect([0, 1, 3, 4, 5].map((group) => groupColor(group, 'light'))).toEqual(['#e69f00', '#56b4e9', '#009e73', '#d55e00', '#0072b2']);
    expect(groupColor(8, 'light')).toBe(groupColor(200, 'light'));
    expect(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8].map((group) => groupColor(group, 'dark'))).size).toBe(9);
  });

  it('become packed colors, hidden ones nothing', () => {
    const palette = groupPalette('light', (group) => group === 1);
    expect(palette[0]).toBe(pack([0xe6, 0x9f, 0x00]));
    expect(palette[1]).toBe(0);
  });
});

describe('float16', () => {
  it('is read as IEEE 754 says', () => {
    const cases: [number, number][] = [[0x3c00, 1], [0xc000, -2], [0x3555, 0.333251953125], [0x0001, 2 ** -24], [0x7bff, 65504], [0x8000, -0]];
    for (const [bits, value] of cases) expect(halfToNumber(bits)).toBe(value);
    expect(halfToNumber(0x7c00)).toBe(Infinity);
    expect(halfToNumber(0x7e00)).toBeNaN();
  });

  it('has its entries in a table by bit pattern', () => {
    const table = halfEntries(2);
    expect([0x0000, 0x8000, 0x3c00, 0xc000, 0x7e00].map((bits) => table[bits])).toEqual([128, 128, 192, 1, 0]);
  });
});
