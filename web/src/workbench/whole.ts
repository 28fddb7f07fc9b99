/** What is asked once about the whole table and used by every pane: spellings first, then norms and groups. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { get, getBundle, tablePath } from '../source/api';
import type { Bundle } from '../source/bundle';
import { useWork, type Work } from '../source/events';
import { type Answer, useQuery } from '../source/query';
import { infoOf } from '../source/tables';
import type { Card, Dims, NeighborList, Norms, RowGroups, Spellings, TableInfo } from '../source/types';
import { Names } from './names';
import { card as switches, table, token } from './state';

export interface Whole {
  info: ReadonlySignal<TableInfo | undefined>;
  spellings: Answer<Bundle<Spellings>>;
  names: ReadonlySignal<Names | null>;
  norms: Work<Bundle<Norms>>;
  groups: Answer<Bundle<RowGroups>>;
  dims: Answer<Bundle<Dims>>;
  /** The card of the open token, and its neighbors under the card's switches. */
  card: Answer<Card>;
  neighbors: Answer<NeighborList>;
}

const WholeContext = createContext<Whole | null>(null);

export const WholeProvider = WholeContext.Provider;

export function useWhole(): Whole {
  return useContext(WholeContext)!;
}

export function useWholeTable(): Whole {
  const asked = <T>(resource: string) => (table.value ? getBundle<T>(tablePath(table.value, resource)) : null);
  const norms = useWork<Norms>(() => (table.value ? { path: tablePath(table.value, 'norms'), query: {} } : null));
  const spellings = useQuery(() => asked<Spellings>('spellings'));
  const groups = useQuery(() => asked<RowGroups>('groups'));
  const card = useQuery(() => (table.value && token.value ? get<Card>(tablePath(table.value, 'card'), { token: token.value }) : null));
  const neighbors = useQuery(() =>
    table.value && token.value
      ? get<NeighborList>(tablePath(table.value, 'neighbors'), {
          expression: token.value,
          k: switches.count.value,
          metric: switches.metric.value,
          center: switches.center.value,
          all_but_the_top: switches.flat.value,
          include_special: switches.flagged.value,
        })
      : null,
  );
  const dims = useQuery(() => (norms.value.value ? asked<Dims>('dims') : null));
  return useMemo(() => {
    const info = infoOf(table);
    const names = computed(() => (spellings.value.value ? new Names(spellings.value.value) : null));
    return { info, spellings, names, norms, groups, dims, card, neighbors };
  }, []);
}

/** The names where they have come, else "#id" for all. */
export function nameOf(names: Names | null, id: number): string {
  return names?.token(id) ?? `#${id}`;
}
