/** The matrix' settings and questions: the order of rows and dims, and which rows stand out in it. */
import { useMemo } from 'preact/hooks';
import { getBundle, tablePath } from '../source/api';
import { type Answer, useQuery } from '../source/query';
import type { Bundle } from '../source/bundle';
import type { RowOrder } from '../source/types';
import { param } from '../state/address';
import type { Arrangement } from './cells-tiles';
import { clustersNow } from './clusters';
import { chosen, table, token } from './state';
import { useWhole } from './whole';

export const cells = {
  by: param('cells.by', 'id'),
  /** What rows are similar to; '' for the open token. */
  to: param('cells.to'),
  dims: param('cells.dims', 'id'),
  look: param('cells.look'),
};

/** How the table is laid out; null where an order has nothing to go by, or not yet. */
export function arrangementNow(): Arrangement | null {
  const by = cells.by.value;
  const clusters = by === 'cluster' ? clustersNow()?.count : undefined;
  if (by === 'cluster' && clusters === undefined) return null;
  const to = by === 'similarity' ? cells.to.value || token.value : '';
  return table.value && (by !== 'similarity' || to) ? { table: table.value, by, to, dims: cells.dims.value, clusters } : null;
}

export interface Order {
  answer: Answer<Bundle<RowOrder>>;
  /** Ids from top to bottom; null for the order by id, undefined while it is on its way. */
  ids: Int32Array | null | undefined;
}

export function useOrder(): Order {
  const { info } = useWhole();
  const answer = useQuery(() => {
    const now = arrangementNow();
    return now && now.by !== 'id' ? getBundle<RowOrder>(tablePath(now.table, 'row_order'), { by: now.by, to: now.to || undefined, clusters: now.clusters }) : null;
  });
  const now = arrangementNow();
  const bundle = answer.value.value;
  if (now?.by === 'id') return { answer, ids: null };
  const fits = bundle && bundle.meta.by === now?.by && (bundle.meta.to ?? '') === now.to && (bundle.meta.clusters ?? undefined) === now.clusters && bundle.arrays.ids.shape[0] === info.value?.rows;
  return { answer, ids: fits ? (bundle.arrays.ids.numbers as Int32Array) : undefined };
}

/** Places in an order, rising, of rows that stand out. */
export interface Marks {
  zero: Int32Array;
  odd: Int32Array;
  chosen: Int32Array;
}

export function useMarks(ids: Int32Array | null | undefined): Marks {
  const { norms } = useWhole();
  const lengths = norms.value.value?.arrays.norms.numbers;
  const [zero, odd] = useMemo(
    () => [placesWhere(lengths, ids, (norm) => norm === 0), placesWhere(lengths, ids, (norm) => !Number.isFinite(norm))],
    [lengths, ids],
  );
  const picked = useMemo(() => placesOf(chosen.value, ids), [chosen.value, ids]);
  return { zero, odd, chosen: picked };
}

function placesWhere(lengths: ArrayLike<number> | undefined, ids: Int32Array | null | undefined, wanted: (norm: number) => boolean): Int32Array {
  const found: number[] = [];
  if (lengths && ids !== undefined) {
    for (let place = 0; place < lengths.length; place++) if (wanted(lengths[ids ? ids[place] : place])) found.push(place);
  }
  return Int32Array.from(found);
}

function placesOf(rows: readonly number[], ids: Int32Array | null | undefined): Int32Array {
  if (!ids) return ids === null ? Int32Array.from(rows) : new Int32Array(0);
  const wanted = new Set(rows);
  const found: number[] = [];
  for (let place = 0; wanted.size > 0 && place < ids.length; place++) if (wanted.delete(ids[place])) found.push(place);
  return Int32Array.from(found);
}

export function placeOf(id: number, ids: Int32Array | null | undefined): number {
  return ids ? ids.indexOf(id) : ids === null ? id : -1;
}
