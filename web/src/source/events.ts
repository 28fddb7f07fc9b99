/** Long work on the server: a stream of events with progress, ended by a result or a reason. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { ApiError, getBundle, isAbort, withQuery, type ErrorDetails, type Query } from './api';
import type { Bundle } from './bundle';
import { send } from './flights';

export interface Progress {
  /** From 0 to 1. */
  fraction: number;
  message: string;
}

export interface ServerEvent {
  name: string;
  text: string;
}

/** Events of a text/event-stream body. Aborting the request's signal closes the stream, which cancels the work. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let pending = '';
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a stream is read piece after piece
    const { done, value } = await reader.read();
    if (done) return;
    pending += decoder.decode(value, { stream: true }).replaceAll('\r\n', '\n');
    const blocks = pending.split('\n\n');
    pending = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseEvent(block);
      if (event) yield event;
    }
  }
}

function parseEvent(block: string): ServerEvent | null {
  let name = 'message';
  const lines: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) name = line.slice(6).trim();
    else if (line.startsWith('data:')) lines.push(line.slice(5).trimStart());
  }
  return lines.length > 0 ? { name, text: lines.join('\n') } : null;
}

/** Runs one piece of long work and returns its bundle. */
export async function runWork<M>(address: string, stop: AbortSignal, onProgress: (progress: Progress) => void): Promise<Bundle<M>> {
  const response = await fetch(address, { signal: stop, headers: { accept: 'text/event-stream' } });
  if (!response.ok || !response.body) throw await streamRefusal(response);
  for await (const event of readEvents(response.body)) {
    if (event.name === 'progress') onProgress(JSON.parse(event.text) as Progress);
    if (event.name === 'failed') throw asError(event.text);
    if (event.name === 'done') {
      const { result } = JSON.parse(event.text) as { result: string };
      return send(getBundle<M>(result), stop);
    }
  }
  throw new ApiError('unreachable', 'The server closed the connection before the work was done. Try again.');
}

async function streamRefusal(response: Response): Promise<ApiError> {
  return asError(await response.text());
}

function asError(text: string): ApiError {
  try {
    const parsed = JSON.parse(text) as { error?: Refusal } & Partial<Refusal>;
    const { kind, message, details } = parsed.error ?? (parsed as Refusal);
    return new ApiError(kind, message, details ?? {});
  } catch {
    return new ApiError('server', 'The server refused the work without saying why.');
  }
}

interface Refusal {
  kind: string;
  message: string;
  details?: ErrorDetails;
}

export interface Work<T> {
  value: ReadonlySignal<T | undefined>;
  error: ReadonlySignal<ApiError | null>;
  waiting: ReadonlySignal<boolean>;
  progress: ReadonlySignal<Progress | null>;
  /** Stops the work; the last result stays. */
  cancel: () => void;
}

/** Like `useQuery`, for work that streams its progress. Finished work is remembered by its address. */
export function useWork<M>(question: () => { path: string; query: Query } | null): Work<Bundle<M>> {
  const work = useMemo(() => new OpenWork<M>(), []);
  const follow = () =>
    effect(() => {
      const asked = question();
      if (asked) work.start(withQuery(asked.path, asked.query));
      else work.cancel();
      return work.cancel;
    });
  useLayoutEffect(follow, []);
  return work;
}

class OpenWork<M> implements Work<Bundle<M>> {
  readonly value = signal<Bundle<M> | undefined>(undefined);
  readonly error = signal<ApiError | null>(null);
  readonly waiting = signal(true);
  readonly progress = signal<Progress | null>(null);
  private stop = new AbortController();
  readonly cancel = (): void => {
    this.stop.abort();
    this.waiting.value = false;
    this.progress.value = null;
  };

  start(address: string): void {
    const stop = new AbortController();
    this.stop = stop;
    this.waiting.value = true;
    this.error.value = null;
    const known = finished.get(address) as Bundle<M> | undefined;
    const result = known
      ? Promise.resolve(known)
      : runWork<M>(address, stop.signal, (progress) => {
          if (!stop.signal.aborted) this.progress.value = progress;
        });
    result.then(
      (value) => {
        finished.set(address, value);
        if (!stop.signal.aborted) this.settle(value, null);
      },
      (error: unknown) => {
        if (!stop.signal.aborted && !isAbort(error)) this.settle(undefined, toApiError(error));
      },
    );
  }

  private settle(value: Bundle<M> | undefined, error: ApiError | null): void {
    this.value.value = value ?? this.value.value;
    this.error.value = error;
    this.waiting.value = false;
    this.progress.value = null;
  }
}

const finished = new Map<string, unknown>();

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('unreachable', 'The rowspace server does not answer. Start it again with “rowspace”, then reload.');
}
