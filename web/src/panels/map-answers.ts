/** The map's questions to the server, and what they depend on. */
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { get, getBundle, tablePath } from '../source/api';
import { useWork } from '../source/events';
import { useQuery } from '../source/query';
import type { Edges, LessonTokens, Projection, RowSelection } from '../source/types';
import type { Param } from '../state/address';

/** As many tokens as the server takes in one question. */
export const MOST_TOKENS = 512;
/** Neighbors fetched a token: the lines use the first 1 to 5 of them. */
const NEIGHBORS = 5;

interface Asked {
  table: ReadonlySignal<string>;
  /** The reader's own selection; empty for the lesson's tokens. */
  own: Param<string[]>;
  method: Param<string>;
  seed: Param<number>;
}

/** The layout comes first; the true neighbors and lengths of its tokens are asked for once it is there. */
export function useMapAnswers({ table, own, method, seed }: Asked) {
  const again = useSignal(0);
  const lesson = useQuery(() => get<LessonTokens>(tablePath(table.value, 'lesson')));
  const work = useWork<Projection>(() => {
    void again.value;
    const token = own.value.length > 0 ? own.value : undefined;
    return { path: tablePath(table.value, 'projection'), query: { token, method: method.value, seed: seed.value } };
  });
  /** Which table and tokens the picture is of; after a canceled change that is not what the controls say. */
  const pictured = useSignal<{ table: string; token: string[] } | null>(null);
  useSignalEffect(() => {
    const bundle = work.value.value;
    if (bundle) pictured.value = { table: table.peek(), token: bundle.meta.tokens };
  });
  const few = (): { table: string; token: string[] } | null => {
    const now = pictured.value;
    return now && now.token.length <= MOST_TOKENS ? now : null;
  };
  const edges = useQuery(() => {
    const now = few();
    return now && get<Edges>(tablePath(now.table, 'edges'), { token: now.token, k: NEIGHBORS });
  });
  const rows = useQuery(() => {
    const now = few();
    return now && getBundle<RowSelection>(tablePath(now.table, 'rows'), { token: now.token });
  });
  return { lesson, work, edges, rows, pictured, startAgain: () => void (again.value += 1) };
}
