/** How much each shared token changed: the numbers are Python's, their order is by them. */
import { floats, type Bundle } from '../source/bundle';
import { tablePath } from '../source/api';
import { useWork, type Work } from '../source/events';
import type { Changes } from '../source/types';
import { beside } from './beside-state';
import { other, table } from './state';

export type By = 'neighbors' | 'turned' | 'direct';

export const MEASURES: readonly { value: By; label: string; says: string }[] = [
  { value: 'neighbors', label: 'neighbors', says: '1 − the share of the nearest that both agree on' },
  { value: 'turned', label: 'turned row', says: '1 − the cosine of both rows after the best turn' },
  { value: 'direct', label: 'row as it is', says: '1 − the cosine of both rows as they are' },
];

const ARRAYS: Record<By, string> = { neighbors: 'overlaps', turned: 'turned', direct: 'direct' };

export function useChanges(): Work<Bundle<Changes>> {
  return useWork<Changes>(() =>
    other.value ? { path: tablePath(table.value, 'changes'), query: { other: other.value, k: beside.k.value, most: beside.most.value } } : null,
  );
}

/** The measures that these two tables have. */
export function measuresOf(bundle: Bundle<Changes>): typeof MEASURES {
  return MEASURES.filter(({ value }) => ARRAYS[value] in bundle.arrays);
}

/** The measure asked for, or the one that all tables have. */
export function measureOf(bundle: Bundle<Changes>): By {
  return measuresOf(bundle).find(({ value }) => value === beside.by.value)?.value ?? 'neighbors';
}

export function changesBy(bundle: Bundle<Changes>, by: By): Float32Array {
  return floats(bundle, ARRAYS[by]).map((kept) => 1 - kept);
}

/** Places of the tokens, most changed first or least; equal ones as the first table has them. */
export function orderOf(change: Float32Array, least: boolean): Int32Array {
  const sign = least ? 1 : -1;
  return Int32Array.from(change.keys()).toSorted((a, b) => sign * (change[a] - change[b]) || a - b);
}

export interface ChangedNeighbors {
  kept: number[];
  gone: number[];
  come: number[];
}

/** Ids in the first table of a token's neighbors: in both tables, in the first alone, in the second alone. */
export function changedNeighbors({ meta: { k }, arrays }: Bundle<Changes>, place: number): ChangedNeighbors {
  const listed = (name: string): number[] => [...(arrays[name].numbers as Int32Array).subarray(place * k, (place + 1) * k)].filter((one) => one >= 0);
  const [ours, theirs] = [listed('near'), listed('other_near')];
  const ids = (places: number[]): number[] => places.map((one) => arrays.ids.numbers[one]);
  return {
    kept: ids(ours.filter((one) => theirs.includes(one))),
    gone: ids(ours.filter((one) => !theirs.includes(one))),
    come: ids(theirs.filter((one) => !ours.includes(one))),
  };
}
