import { signal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { ApiError, isAbort, refusal } from './api';
import type { Bundle } from './bundle';
import { readBundles } from './frames';
import type { LiveFrame } from './types';

export interface Asked {
  text: string | null;
  more: string;
  seed: number;
  dim: number;
}

export interface TrainingRun {
  frames: ReadonlySignal<readonly Bundle<LiveFrame>[]>;
  error: ReadonlySignal<ApiError | null>;
  waiting: ReadonlySignal<boolean>;
  stop: () => void;
}

/** A run of training on the server; its frames are kept, so that one can go back to each. Null runs nothing. */
export function useTraining(question: () => Asked | null): TrainingRun {
  const run = useMemo(() => new OpenRun(), []);
  useSignalEffect(() => {
    const asked = question();
    if (asked) void run.start(asked);
    return run.stop;
  });
  return run;
}

class OpenRun implements TrainingRun {
  readonly frames = signal<readonly Bundle<LiveFrame>[]>([]);
  readonly error = signal<ApiError | null>(null);
  readonly waiting = signal(false);
  private aborted = new AbortController();

  readonly stop = (): void => {
    this.aborted.abort();
    this.waiting.value = false;
  };

  async start(asked: Asked): Promise<void> {
    const mine = (this.aborted = new AbortController());
    this.frames.value = [];
    this.error.value = null;
    this.waiting.value = true;
    try {
      for await (const frame of await framesOf(asked, mine.signal)) {
        if (mine.signal.aborted) return;
        this.frames.value = [...this.frames.peek(), frame];
      }
    } catch (error) {
      if (!mine.signal.aborted && !isAbort(error)) this.error.value = error instanceof ApiError ? error : new ApiError('page', String(error));
    }
    if (!mine.signal.aborted) this.waiting.value = false;
  }
}

async function framesOf(asked: Asked, stop: AbortSignal): Promise<AsyncGenerator<Bundle<LiveFrame>>> {
  const response = await fetch('/api/training', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
    signal: stop,
  });
  if (!response.ok || !response.body) throw await refusal(response);
  return readBundles<LiveFrame>(response.body);
}
