import { expect, test } from 'vitest';
import type { Scatter } from '../plot/scatter';
import { chosenCsv, chosenJsonl, chosenText } from './exports';
import { inside, pointsInside, simplified } from './lasso';

const SQUARE = [
  { x: 10, y: 10 },
  { x: 50, y: 10 },
  { x: 50, y: 50 },
  { x: 10, y: 50 },
];

test('a point is inside a path by the even-odd rule', () => {
  expect(inside(SQUARE, 30, 30)).toBe(true);
  expect(inside(SQUARE, 60, 30)).toBe(false);
  const bow = [{ x: 0, y: 0 }, { x: 40, y: 40 }, { x: 40, y: 0 }, { x: 0, y: 40 }];
  expect(inside(bow, 35, 20)).toBe(true);
  expect(inside(bow, 20, 5)).toBe(false);
});

test('a path keeps the corners that can be seen', () => {
  expect(simplified([{ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 9, y: 0 }])).toEqual([{ x: 0, y: 0 }, { x: 9, y: 0 }]);
});

test('points inside are those drawn, by the view', () => {
  const plot = {
    cloud: { positions: Float32Array.of(0, 0, 1, 1, 5, 5, 0.5, 0.5), groups: Uint8Array.of(0, 0, 0, 1) },
    view: { k: 20, left: 20, top: 40 },
    palette: Uint32Array.of(1, 0),
  } as unknown as Scatter;
  expect(pointsInside(plot, SQUARE)).toEqual([0, 1]);
  expect(pointsInside(plot, SQUARE.slice(0, 2))).toEqual([]);
});

test('a selection is written as CSV, JSONL and text', () => {
  const rows = [
    { id: 3, token: 'a,"b"', norm: 1.5, flagged: false },
    { id: 9, token: ' king', norm: null, flagged: null },
  ];
  expect(chosenCsv(rows)).toBe('id,token,norm,flagged\r\n3,"a,""b""",1.5,false\r\n9," king",,\r\n');
  expect(chosenJsonl(rows).trimEnd().split('\n').map((line) => JSON.parse(line))).toEqual(rows);
  expect(chosenText(rows)).toBe('a,"b"\n king');
});
