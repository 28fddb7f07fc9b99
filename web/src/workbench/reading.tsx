import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { get, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import type { NeighborList } from '../source/types';
import { Nearest } from './nearest';
import { table } from './state';
import { TokenChip } from './token-chip';
import { nameOf, useWhole } from './whole';

/** A pointer that passes over rows asks for the neighbors of none; one that rests here asks. */
export const RESTS_MS = 140;
export const NEAREST = 3;

/** What is known of the row under the pointer or the keyboard; the line keeps its place when there is none. */
export function RowReading({ id, hint, children }: { id: number | null; hint: string; children?: ComponentChildren }) {
  const { names, norms } = useWhole();
  const rested = useSignal<number | null>(null);
  useEffect(() => {
    const late = setTimeout(() => (rested.value = id), RESTS_MS);
    return () => clearTimeout(late);
  }, [id]);
  const near = useQuery(() => {
    const address = rested.value === null ? undefined : names.value?.address(rested.value);
    return address && table.value ? get<NeighborList>(tablePath(table.value, 'neighbors'), { expression: address, k: NEAREST }) : null;
  });
  if (id === null) return <p class="bench-quiet bench-reading">{hint}</p>;
  const norm = norms.value.value?.arrays.norms.numbers[id];
  const nearest = rested.value === id && !near.waiting.value ? (near.value.value?.neighbors ?? []) : [];
  return (
    <div class="bench-reading" data-read={id}>
      <p>
        <TokenChip id={id} />
        {norm !== undefined && (
          <>
            {' '}
            norm <Num name="read-norm" value={norm} />
          </>
        )}
        {children}
      </p>
      <Nearest of={nearest} name="read-near" />
      <p class="for-readers" aria-live="polite" data-live>
        {nearest.length > 0 &&
          `${spelled(nameOf(names.value, id))}, id ${id}, norm ${fixed(norm ?? Number.NaN, 2)}, nearest: ${nearest.map((one) => `${spelled(one.token)} ${fixed(one.score, 2)}`).join(', ')}`}
      </p>
    </div>
  );
}
