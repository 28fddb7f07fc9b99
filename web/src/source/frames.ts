/** A reply of many bundles, one after the other: before each its length, four bytes little-endian. */
import { ApiError } from './api';
import { readBundle, type Bundle } from './bundle';

const LENGTH_BYTES = 4;

/** Bundles in the order in which they come. Ending the loop early, or aborting the request, ends the work on the server. */
export async function* readBundles<M>(body: ReadableStream<Uint8Array>): AsyncGenerator<Bundle<M>> {
  const reader = body.getReader();
  let pending = new Uint8Array(0);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a stream is read piece after piece
    const { done, value } = await reader.read();
    if (done) break;
    pending = joined(pending, value);
    for (let bundle = first(pending); bundle; bundle = first(pending)) {
      pending = pending.slice(LENGTH_BYTES + bundle.byteLength);
      yield readBundle<M>(bundle);
    }
  }
  if (pending.length > 0) throw new ApiError('unreachable', 'The server closed the connection in the middle of a frame. Try again.');
}

/** The bytes of the first bundle, once all of them are there. */
function first(bytes: Uint8Array): ArrayBuffer | null {
  if (bytes.length < LENGTH_BYTES) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return bytes.length < LENGTH_BYTES + length ? null : (bytes.slice(LENGTH_BYTES, LENGTH_BYTES + length).buffer as ArrayBuffer);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
