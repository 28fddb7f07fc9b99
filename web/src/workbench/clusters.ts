/** Rows in clusters: how many are asked for, the answer, and how clusters are called. */
import { effect, signal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { tablePath } from '../source/api';
import type { Bundle } from '../source/bundle';
import { useWork, type Work } from '../source/events';
import type { Clusters } from '../source/types';
import { numberParam } from '../state/address';
import { table } from './state';

export const FEWEST = 2;
export const MOST = 64;

/** As many as are asked for; 0 leaves it to the server. */
export const clusterCount = numberParam('clusters', 0);

interface Known {
  table: string;
  asked: number;
  meta: Clusters;
}

const newest = signal<Known | null>(null);

/** What is known of the clusters asked for, null while they are on their way. */
export function clustersNow(): Clusters | null {
  const known = newest.value;
  return known?.table === table.value && known.asked === clusterCount.value ? known.meta : null;
}

/** The clusters of all rows, asked for while `wanted` says so. */
export function useClusters(wanted: () => boolean): Work<Bundle<Clusters>> {
  const work = useWork<Clusters>(() =>
    wanted() && table.value ? { path: tablePath(table.value, 'clusters'), query: { count: clusterCount.value || undefined } } : null,
  );
  const follow = () =>
    effect(() => {
      const bundle = work.value.value;
      if (bundle) newest.value = { table: table.peek(), asked: clusterCount.peek(), meta: bundle.meta };
    });
  useLayoutEffect(follow, [work]);
  return work;
}

/** Names that tell all clusters apart: two may have the same words. */
export function clusterNames({ clusters }: Clusters): string[] {
  return clusters.map(({ name }, number) => `${number + 1} ${name}`);
}

/** Rows to name first: the most typical of every cluster, then the second of every one. */
export function typicalRows({ clusters }: Clusters, each = 3): number[] {
  return Array.from({ length: each }, (_, at) => clusters.flatMap(({ ids }) => ids.slice(at, at + 1))).flat();
}
