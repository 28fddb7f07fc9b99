import { expect, test } from 'vitest';
import { NO_GROUP, unpack } from '../plot/color';
import { clusterPalette, countsOf, FILTERED, groupColors, numberColors, plainColors } from './colors';

test('numbers are spread over the palette, and what is none steps back', () => {
  const { entries, palette, ends } = numberColors([0, 5, 10, -3, 99, Number.NaN], [0, 10], 'light');
  expect([...entries]).toEqual([0, 126, 253, 0, 253, NO_GROUP]);
  expect(ends).toEqual([0, 10]);
  expect(palette[0]).not.toBe(palette[253]);
  expect([...numberColors([3, 3], [3, 3], 'dark').entries]).toEqual([0, 0]);
});

test('entries are counted, filtered ones are not', () => {
  const counts = countsOf(Uint8Array.of(0, 0, 2, FILTERED, NO_GROUP));
  expect([counts[0], counts[2], counts[FILTERED], counts[NO_GROUP]]).toEqual([2, 1, 0, 1]);
});

test('groups keep their colors, rows without one have another', () => {
  const { palette } = groupColors(Uint8Array.of(0, NO_GROUP), ['animals'], 'light');
  expect(palette[0]).not.toBe(palette[NO_GROUP]);
  expect(new Set(plainColors(3, 'light').palette).size).toBe(1);
});

test('as many clusters as there may be have colors that differ, in both themes', () => {
  for (const theme of ['light', 'dark'] as const) {
    const palette = clusterPalette(64, theme);
    const colors = [...palette.subarray(0, 64), palette[NO_GROUP]].map(unpack);
    const gaps = colors.flatMap((a, i) => colors.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])));
    expect(Math.min(...gaps)).toBeGreaterThan(4);
    const few = [...clusterPalette(12, theme).subarray(0, 12)].map(unpack);
    const apart = few.flatMap((a, i) => few.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])));
    expect(Math.min(...apart)).toBeGreaterThan(35);
    expect(clusterPalette(12, theme)[12]).toBe(palette[NO_GROUP]);
  }
});
