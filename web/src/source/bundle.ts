/** The server's container for arrays: safetensors bytes, whose metadata carries the rest of the answer. */
import { ApiError } from './api';

/** A Uint16Array holds float16 bit patterns. */
export type Numbers = Float32Array | Int8Array | Uint8Array | Uint16Array | Int32Array;

export interface Tensor {
  shape: number[];
  numbers: Numbers;
}

export interface Bundle<M> {
  meta: M;
  arrays: Record<string, Tensor>;
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

interface Header {
  __metadata__?: { meta?: string };
  [tensor: string]: unknown;
}

const KINDS: Record<string, { bytes: number; view: (buffer: ArrayBuffer) => Numbers }> = {
  F32: { bytes: 4, view: (buffer) => new Float32Array(buffer) },
  F16: { bytes: 2, view: (buffer) => new Uint16Array(buffer) },
  I32: { bytes: 4, view: (buffer) => new Int32Array(buffer) },
  I8: { bytes: 1, view: (buffer) => new Int8Array(buffer) },
  U8: { bytes: 1, view: (buffer) => new Uint8Array(buffer) },
};

/** Header length (8 bytes, little-endian), header (JSON), then the numbers, little-endian and row-major. */
export function readBundle<M>(buffer: ArrayBuffer): Bundle<M> {
  if (buffer.byteLength < 8) throw damaged(`has ${buffer.byteLength} bytes, fewer than a header`);
  const headerEnd = 8 + Number(new DataView(buffer).getBigUint64(0, true));
  if (headerEnd > buffer.byteLength) throw damaged(`ends before its header does (${headerEnd} bytes)`);
  const { __metadata__: metadata, ...entries } = JSON.parse(
    new TextDecoder().decode(new Uint8Array(buffer, 8, headerEnd - 8)),
  ) as Header;
  const arrays: Record<string, Tensor> = {};
  for (const [name, entry] of Object.entries(entries)) arrays[name] = readTensor(buffer, headerEnd, name, entry as Entry);
  return { meta: JSON.parse(metadata?.meta ?? '{}') as M, arrays };
}

function readTensor(buffer: ArrayBuffer, origin: number, name: string, entry: Entry): Tensor {
  const kind = KINDS[entry.dtype];
  if (!kind) throw damaged(`holds "${name}" as ${entry.dtype}, which the page does not read`);
  const [start, stop] = entry.data_offsets;
  const cells = entry.shape.reduce((product, side) => product * side, 1);
  if (stop - start !== cells * kind.bytes || origin + stop > buffer.byteLength) {
    throw damaged(`holds ${stop - start} bytes for "${name}" where its shape needs ${cells * kind.bytes}`);
  }
  // A slice is a copy that starts at 0, so the view is aligned whatever the header's length.
  return { shape: entry.shape, numbers: kind.view(buffer.slice(origin + start, origin + stop)) };
}

/** The tensor as float32 numbers; for callers that draw. */
export function floats(bundle: Bundle<unknown>, name: string): Float32Array {
  const tensor = bundle.arrays[name];
  if (!tensor) throw damaged(`lacks the array "${name}"`);
  return tensor.numbers instanceof Float32Array ? tensor.numbers : Float32Array.from(tensor.numbers);
}

/** Row `index` of a (n, width) tensor, as a view. */
export function rowOf(numbers: Float32Array, width: number, index: number): Float32Array {
  return numbers.subarray(index * width, (index + 1) * width);
}

function damaged(what: string): ApiError {
  return new ApiError('bad_bundle', `The server’s answer ${what}. Reload the page; if it stays, page and server are of different versions.`);
}
