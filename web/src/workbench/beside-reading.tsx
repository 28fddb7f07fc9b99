import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { spelled } from '../parts/format';
import { get, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import type { NeighborList } from '../source/types';
import type { Links } from './beside-answers';
import type { Names } from './names';
import { Nearest } from './nearest';
import { NEAREST, RESTS_MS } from './reading';
import { other, table } from './state';
import { nameOf } from './whole';

interface OtherReadingProps {
  /** A row of the second table; null for none, −1 where it lacks the token. */
  id: number | null;
  links: Links;
  names: ReadonlySignal<Names | null>;
}

/** What is known of a row of the second table. */
export function OtherReading({ id, links, names }: OtherReadingProps) {
  const rested = useSignal<number | null>(null);
  useEffect(() => {
    const late = setTimeout(() => (rested.value = id), RESTS_MS);
    return () => clearTimeout(late);
  }, [id]);
  const near = useQuery(() => {
    const row = rested.value;
    const address = row === null || row < 0 ? undefined : names.value?.address(row);
    return address && other.value ? get<NeighborList>(tablePath(other.value, 'neighbors'), { expression: address, k: NEAREST }) : null;
  });
  if (id === null) return <p class="bench-quiet bench-reading">The same token is lit in both.</p>;
  if (id < 0) return <p class="bench-quiet bench-reading">{other.value} has no token spelled exactly so.</p>;
  const nearest = rested.value === id && !near.waiting.value ? (near.value.value?.neighbors ?? []) : [];
  return (
    <div class="bench-reading" data-read-other={id}>
      <p>
        <bdi class="mono">{spelled(nameOf(names.value, id))}</bdi> <span class="bench-quiet">{id} in {other.value}{links.toFirst[id] < 0 && `, not in ${table.value}`}</span>
      </p>
      <Nearest of={nearest} name="read-other" />
    </div>
  );
}
