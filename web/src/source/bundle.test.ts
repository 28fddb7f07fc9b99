import { describe, expect, test } from 'vitest';
import { floats, readBundle, rowOf } from './bundle';

/** A container written byte by byte: header length, header, numbers. */
function container(header: object, body: ArrayBuffer, padding = 0): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(header) + ' '.repeat(padding));
  const bytes = new Uint8Array(8 + text.length + body.byteLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(new Uint8Array(body), 8 + text.length);
  return bytes.buffer;
}

const two = { rows: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] } };
const numbers = new Float32Array([1, -2, 0.5, 4]).buffer;

describe('a bundle', () => {
  test.each([0, 1, 2, 3])('gives back meta and numbers, with %i bytes of padding', (padding) => {
    const bundle = readBundle<{ tokens: string[] }>(
      container({ __metadata__: { meta: '{"tokens":["cat","dog"]}' }, ...two }, numbers, padding),
    );
    expect(bundle.meta.tokens).toEqual(['cat', 'dog']);
    expect([...floats(bundle, 'rows')]).toEqual([1, -2, 0.5, 4]);
    expect([...rowOf(floats(bundle, 'rows'), 2, 1)]).toEqual([0.5, 4]);
  });

  test('reads int8 as numbers', () => {
    const bundle = readBundle(container({ q: { dtype: 'I8', shape: [2], data_offsets: [0, 2] } }, new Int8Array([-128, 7]).buffer));
    expect([...floats(bundle, 'q')]).toEqual([-128, 7]);
  });

  test.each([
    ['cut short', container(two, numbers).slice(0, -4), /holds 16 bytes for "rows"/],
    ['shorter than a header', new ArrayBuffer(3), /has 3 bytes/],
    ['whose header runs past the end', container(two, numbers).slice(0, 20), /before its header/],
    ['of a dtype the page does not read', container({ a: { dtype: 'BF16', shape: [1], data_offsets: [0, 2] } }, numbers), /BF16/],
  ])('%s is refused in words', (_, buffer, message) => {
    expect(() => readBundle(buffer)).toThrow(message);
  });

  test('without the array asked for names it', () => {
    expect(() => floats(readBundle(container({}, new ArrayBuffer(0))), 'matrix')).toThrow(/lacks the array "matrix"/);
  });
});
