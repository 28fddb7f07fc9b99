/** The spellings of a whole table, kept as bytes and decoded when one is shown. */
import { signal } from '@preact/signals';
import type { Bundle } from '../source/bundle';
import type { Spellings } from '../source/types';

/** Those of the table in view, once they are here. */
export const namesNow = signal<Names | null>(null);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class Names {
  readonly rows: number;
  private readonly blob: Uint8Array;
  private readonly ends: Int32Array;
  private readonly repeated: ReadonlySet<number>;
  private readonly known = new Map<string, number | undefined>();

  constructor({ meta, arrays }: Bundle<Spellings>) {
    this.blob = arrays.blob.numbers as Uint8Array;
    this.ends = arrays.ends.numbers as Int32Array;
    this.repeated = new Set(arrays.repeated.numbers);
    this.rows = meta.tokens + meta.padding;
  }

  /** The spelling of a row, "#id" where it has none. */
  token(id: number): string {
    return this.spelling(id) || `#${id}`;
  }

  /** What names the row in an address: its spelling, or "#id" where that names none or another row. */
  address(id: number): string {
    const spelling = this.spelling(id);
    return spelling === '' || this.repeated.has(id) || /[\ud800-\udfff](?![\udc00-\udfff])/.test(spelling.replaceAll(/[\ud800-\udbff][\udc00-\udfff]/g, ''))
      ? `#${id}`
      : spelling;
  }

  /** Id of a spelling or "#id"; looked for once. */
  idOf(address: string): number | undefined {
    if (!this.known.has(address)) this.known.set(address, this.idsOf([address])[0]);
    return this.known.get(address);
  }

  /** Ids of spellings and of "#id", in their order; what the table lacks is left out. */
  idsOf(addresses: readonly string[]): number[] {
    const wanted = new Map<string, number>(addresses.map((address) => [address, -1]));
    const sizes = new Set(addresses.map((address) => new TextEncoder().encode(address).length));
    for (let id = 0, start = 0; id < this.ends.length; start = this.ends[id], id++) {
      if (!sizes.has(this.ends[id] - start)) continue;
      const spelling = this.spelling(id);
      if (wanted.get(spelling) === -1) wanted.set(spelling, id);
    }
    return addresses.map((address) => {
      const id = wanted.get(address)!;
      const numbered = /^#(\d{1,10})$/.exec(address);
      return id < 0 && numbered && Number(numbered[1]) < this.rows ? Number(numbered[1]) : id;
    }).filter((id) => id >= 0);
  }

  private spelling(id: number): string {
    if (id >= this.ends.length) return '';
    return decode(this.blob.subarray(id === 0 ? 0 : this.ends[id - 1], this.ends[id]));
  }
}

/** UTF-8, where bytes that are none become lone surrogates, as Python keeps them and the server sends them. */
function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return piecemeal(bytes);
  }
}

function piecemeal(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequence(bytes, at);
    text += length > 0 ? decoder.decode(bytes.subarray(at, at + length)) : String.fromCharCode(0xdc00 + bytes[at]);
    at += length || 1;
  }
  return text;
}

/** Bytes of the character that begins here; 0 where none does. */
function sequence(bytes: Uint8Array, at: number): number {
  for (const length of [1, 2, 3, 4]) {
    if (at + length > bytes.length) return 0;
    try {
      decoder.decode(bytes.subarray(at, at + length));
      return length;
    } catch {
      // a longer one may be whole
    }
  }
  return 0;
}
