/** A question that follows the state of the page: asked again when what it reads changes, never answered late. */
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { ApiError, isAbort, type Request } from './api';
import { send } from './flights';

export interface Answer<T> {
  /** The newest answer. While the next one is under way the last stays, so that nothing flickers. */
  value: ReadonlySignal<T | undefined>;
  /** Why the newest question has no answer; `value` is then undefined. */
  error: ReadonlySignal<ApiError | null>;
  /** True from the question to its answer. */
  waiting: ReadonlySignal<boolean>;
}

/**
 * Asks what `question` returns and asks again when a signal it read changes; null asks nothing.
 * The earlier request is aborted, and its answer can no longer arrive.
 */
export function useQuery<T>(question: () => Request<T> | null): Answer<T> {
  const answer = useMemo(() => emptyAnswer<T>(), []);
  // A plain effect runs in the same moment as the change: nothing reads "not waiting" beside an old answer.
  useLayoutEffect(() => effect(() => ask(question(), answer)), []);
  return answer;
}

type OpenAnswer<T> = ReturnType<typeof emptyAnswer<T>>;

function emptyAnswer<T>() {
  return { value: signal<T | undefined>(undefined), error: signal<ApiError | null>(null), waiting: signal(true) };
}

function ask<T>(request: Request<T> | null, answer: OpenAnswer<T>): () => void {
  const change = new AbortController();
  if (request === null) settle(answer, undefined, null);
  else {
    untracked(() => (answer.waiting.value = true));
    send(request, change.signal).then(
      (value) => change.signal.aborted || settle(answer, value, null),
      (error: unknown) => isAbort(error) || change.signal.aborted || settle(answer, undefined, asApiError(error)),
    );
  }
  return () => change.abort();
}

function settle<T>(answer: OpenAnswer<T>, value: T | undefined, error: ApiError | null): void {
  answer.value.value = value;
  answer.error.value = error;
  answer.waiting.value = false;
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('page', error instanceof Error ? error.message : String(error));
}
