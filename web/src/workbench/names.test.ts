import { expect, test } from 'vitest';
import type { Bundle } from '../source/bundle';
import type { Spellings } from '../source/types';
import { joinIds, MOST_CHOSEN, splitIds } from './ids';
import { Names } from './names';

function names(spellings: readonly (string | Uint8Array)[], repeated: readonly number[] = [], padding = 0): Names {
  const raw = spellings.map((one) => (typeof one === 'string' ? new TextEncoder().encode(one) : one));
  let end = 0;
  const ends = Int32Array.from(raw, (bytes) => (end += bytes.length));
  const blob = Uint8Array.from(raw.flatMap((bytes) => [...bytes]));
  return new Names({
    meta: { tokens: raw.length, padding },
    arrays: {
      blob: { shape: [blob.length], numbers: blob },
      ends: { shape: [ends.length], numbers: ends },
      repeated: { shape: [repeated.length], numbers: Int32Array.from(repeated) },
    },
  } as Bundle<Spellings>);
}

test('rows are named by their spelling, and by number where that names none or another', () => {
  const known = names([' king', 'naïve', '', 'naïve', Uint8Array.of(0x62, 0xff, 0xc3, 0xa9), '😀'], [3], 1);
  expect([0, 1, 2, 5, 6].map((id) => known.token(id))).toEqual([' king', 'naïve', '#2', '😀', '#6']);
  expect(known.token(4)).toBe('b\udcffé');
  expect([0, 1, 2, 3, 4, 5, 6].map((id) => known.address(id))).toEqual([' king', 'naïve', '#2', '#3', '#4', '😀', '#6']);
});

test('spellings are found again, the first of those that repeat', () => {
  const known = names(['a', 'bb', 'a', 'cc'], [2], 2);
  expect(known.idsOf(['cc', 'a', 'missing', '#5', '#6', 'bb'])).toEqual([3, 0, 5, 1]);
  expect(known.idOf('bb')).toBe(1);
  expect(known.idOf('zz')).toBeUndefined();
});

test('ids are written in runs and read back', () => {
  expect(joinIds([7, 3, 4, 5, 3])).toBe('3-5,7');
  expect(splitIds('3-5,7')).toEqual([3, 4, 5, 7]);
  expect(splitIds('x,-1,2-,9')).toEqual([9]);
  expect(splitIds('0-999999999')).toHaveLength(MOST_CHOSEN);
  expect(splitIds('')).toEqual([]);
});
