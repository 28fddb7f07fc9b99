import { expect, test } from 'vitest';
import { readBundles } from './frames';

function bundle(frame: number): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify({ __metadata__: { meta: JSON.stringify({ frame }) } }));
  const bytes = new Uint8Array(12 + header.length);
  new DataView(bytes.buffer).setUint32(0, 8 + header.length, true);
  new DataView(bytes.buffer).setBigUint64(4, BigInt(header.length), true);
  bytes.set(header, 12);
  return bytes;
}

function streamed(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}

const TWO = new Uint8Array([...bundle(0), ...bundle(1)]);

test.each([1, 3, 1000])('frames come whole however the bytes are cut (%i at a time)', async (size) => {
  const frames: number[] = [];
  for await (const { meta } of readBundles<{ frame: number }>(streamed(TWO, size))) frames.push(meta.frame);
  expect(frames).toEqual([0, 1]);
});

test('a frame that is cut short is an error, not a silence', async () => {
  const read = async (): Promise<void> => {
    for await (const one of readBundles(streamed(TWO.slice(0, -3), 10))) expect(one.meta).toEqual({ frame: 0 });
  };
  await expect(read()).rejects.toThrow('in the middle of a frame');
});
