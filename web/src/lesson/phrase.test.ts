import { expect, test } from 'vitest';
import { readSettings } from './phrase';

test('a phrase names parameters and values; a plus sign is a plus sign', () => {
  expect(readSettings('pair.a=cat&pair.b=dog')).toEqual([
    ['pair.a', 'cat'],
    ['pair.b', 'dog'],
  ]);
  expect(readSettings('arithmetic.expression=king%20-%20man%20+%20woman')).toEqual([['arithmetic.expression', 'king - man + woman']]);
  expect(readSettings('arithmetic.expression=a%20%2B%20b')).toEqual([['arithmetic.expression', 'a + b']]);
  expect(readSettings('x.text=1=1')).toEqual([['x.text', '1=1']]);
});
