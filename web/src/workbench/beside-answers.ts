/** The questions about two tables, and what is drawn from their answers. */
import { type ReadonlySignal, useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { joined, boundsOf, type Bounds } from '../plot/view';
import { getBundle, tablePath } from '../source/api';
import type { Bundle } from '../source/bundle';
import { useWork, type Work } from '../source/events';
import { type Answer, useQuery } from '../source/query';
import type { Beside, SharedTokens, Spellings } from '../source/types';
import { Names } from './names';
import { type Drawn, drawnOf, plane } from './plane-answers';
import { other, table } from './state';

/** Rows of the one table that have a row in the other: −1 where they have none. */
export interface Links {
  count: number;
  toOther: Int32Array;
  toFirst: Int32Array;
}

export interface BesideAnswers {
  shared: Answer<Bundle<SharedTokens>>;
  spellings: Answer<Bundle<Spellings>>;
  work: Work<Bundle<Beside>>;
  links: Links | null;
  /** Spellings of the second table. */
  names: ReadonlySignal<Names | null>;
  /** Its picture in the place of the first one's. */
  drawn: (Drawn & { picture: Beside }) | null;
}

export function useBesideAnswers(): BesideAnswers {
  const shared = useQuery(() => (other.value ? getBundle<SharedTokens>(tablePath(table.value, 'shared'), { other: other.value }) : null));
  const spellings = useQuery(() => (other.value ? getBundle<Spellings>(tablePath(other.value, 'spellings')) : null));
  const work = useWork<Beside>(() =>
    other.value ? { path: tablePath(table.value, 'beside'), query: { other: other.value, method: plane.method.value, seed: plane.seed.value } } : null,
  );
  const [both, made] = [shared.value.value, work.value.value];
  const links = useMemo(() => (both ? linksOf(both) : null), [both]);
  const names = useComputed(() => (spellings.value.value ? new Names(spellings.value.value) : null));
  const drawn = useMemo(() => (made ? { ...drawnOf(made), picture: made.meta } : null), [made]);
  return { shared, spellings, work, links, names, drawn };
}

function linksOf({ meta, arrays }: Bundle<SharedTokens>): Links {
  const [ids, others] = [arrays.ids.numbers, arrays.other_ids.numbers];
  const toOther = new Int32Array(meta.table_rows).fill(-1);
  const toFirst = new Int32Array(meta.other_rows).fill(-1);
  for (let at = 0; at < ids.length; at++) {
    toOther[ids[at]] = others[at];
    toFirst[others[at]] = ids[at];
  }
  return { count: ids.length, toOther, toFirst };
}

/** The box around both pictures: one scale for two panes. */
export function useFrame(first: Drawn | null, second: Drawn | null): Bounds | undefined {
  return useMemo(
    () => (first && second ? joined([boundsOf(first.positions), boundsOf(second.positions)]) : undefined),
    [first?.positions, second?.positions],
  );
}
