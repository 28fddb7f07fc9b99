import { expect, test } from 'vitest';
import { count, fixed, pythonList, spelled } from './format';

test('numbers have a true minus sign, and zero has none', () => {
  expect(fixed(-0.9218, 3)).toBe('−0.922');
  expect(fixed(-0.0001, 3)).toBe('0.000');
  expect(fixed(2, 0)).toBe('2');
  expect(count(40000)).toBe('40,000');
});

test('nothing in a token is invisible', () => {
  expect(spelled(' king')).toBe('␣king');
  expect(spelled('a\n\tb')).toBe('a⏎⇥b');
  expect(spelled('\u200b')).toBe('\\u{200b}');
  expect(spelled('')).toBe('∅');
});

test('tokens are quoted for Python', () => {
  expect(pythonList(['say "hi"', 'back\\slash'])).toBe('["say \\"hi\\"", "back\\\\slash"]');
});
