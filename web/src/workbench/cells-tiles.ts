/** Tiles of the pyramid as the page has fetched them, as entries of the color map. */
import { toEntries } from '../plot/heatmap';
import { getBundle, tablePath } from '../source/api';
import type { Bundle } from '../source/bundle';
import { send } from '../source/flights';
import type { Tile } from '../source/types';

export const TILE = 256;
/** Tiles kept: some screens of them, 64 kB each. */
const KEPT = 160;

export interface Arrangement {
  table: string;
  by: string;
  to: string;
  dims: string;
  /** How many, where rows lie by cluster. */
  clusters?: number;
}

/** An arrangement as parameters of a question. */
export function viewQuery({ by, to, dims, clusters }: Arrangement) {
  return { by, to: to || undefined, clusters, dims };
}

export interface Levels {
  row: number;
  dim: number;
}

export interface Entries {
  /** Entry of the color map for each cell of the tile. */
  entries: Uint8Array;
  lines: number;
  columns: number;
  clip: number;
  rule: string;
}

export class Tiles {
  private readonly kept = new Map<string, Entries>();
  private readonly asked = new Map<string, AbortController>();
  /** Told whenever a tile has come, or why none comes. */
  onNews: (error: Error | null) => void = () => {};

  constructor(readonly arrangement: Arrangement) {}

  get(levels: Levels, row: number, column: number): Entries | undefined {
    const key = keyOf(levels, row, column);
    const tile = this.kept.get(key);
    if (tile) {
      this.kept.delete(key);
      this.kept.set(key, tile);
    }
    return tile;
  }

  /** Any level's colors end somewhere: where this one's do, once one of its tiles has come. */
  clipOf(levels: Levels): { clip: number; rule: string } | undefined {
    for (const [key, tile] of this.kept) if (key.startsWith(`${levels.row}/${levels.dim}/`)) return tile;
    return undefined;
  }

  get waiting(): boolean {
    return this.asked.size > 0;
  }

  /** Asks for these tiles, those that are not here, and gives up those that nobody wants any more. */
  want(levels: Levels, places: readonly (readonly [number, number])[]): void {
    const wanted = new Set(places.map(([row, column]) => keyOf(levels, row, column)));
    for (const [key, stop] of this.asked) {
      if (wanted.has(key)) continue;
      this.asked.delete(key);
      stop.abort();
    }
    for (const [row, column] of places) {
      const key = keyOf(levels, row, column);
      if (!this.kept.has(key) && !this.asked.has(key)) this.ask(key, levels, row, column);
    }
  }

  drop(): void {
    this.onNews = () => {};
    for (const stop of this.asked.values()) stop.abort();
    this.asked.clear();
  }

  private ask(key: string, levels: Levels, row: number, column: number): void {
    const stop = new AbortController();
    this.asked.set(key, stop);
    const query = { row_level: levels.row, dim_level: levels.dim, row, column, ...viewQuery(this.arrangement) };
    send(getBundle<Tile>(tablePath(this.arrangement.table, 'tile'), query), stop.signal).then(
      (bundle) => {
        if (this.asked.get(key) !== stop) return;
        this.asked.delete(key);
        this.keep(key, entriesOf(bundle));
        this.onNews(null);
      },
      (error: Error) => {
        if (this.asked.get(key) !== stop) return;
        this.asked.delete(key);
        this.onNews(error);
      },
    );
  }

  private keep(key: string, tile: Entries): void {
    this.kept.set(key, tile);
    const oldest = this.kept.keys().next().value;
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}

function keyOf({ row, dim }: Levels, tileRow: number, column: number): string {
  return `${row}/${dim}/${tileRow}/${column}`;
}

function entriesOf({ meta, arrays }: Bundle<Tile>): Entries {
  const { numbers, shape } = arrays.values;
  return {
    entries: toEntries(numbers as Uint16Array, meta.clip / meta.scale),
    lines: shape[0],
    columns: shape[1],
    clip: meta.clip,
    rule: meta.rule,
  };
}
