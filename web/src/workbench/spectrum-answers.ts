/** The questions of the spectrum view. What takes long waits for the norms, and where it is dear for a word. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { tablePath } from '../source/api';
import type { Bundle } from '../source/bundle';
import { useWork, type Work } from '../source/events';
import type { Hubs, Spectrum, TableInfo } from '../source/types';
import { flagParam, numberParam, param, type Param } from '../state/address';
import { table } from './state';
import { useWhole } from './whole';

export const spectrum = {
  ids: param('spectrum.ids', 'log'),
  k: numberParam('spectrum.k', 10),
  /** Whether to measure what takes long. */
  directions: flagParam('spectrum.directions'),
  hubs: flagParam('spectrum.hubs'),
};

export const HUBS_NAMED = 20;

/** Multiplications that a table's view asks for by itself: some seconds. */
const DEAR_DIRECTIONS = 2e11;
const DEAR_HUBS = 1e11;

export interface Part<M> {
  work: Work<Bundle<M>>;
  /** Whether it is under way or done; else it waits for `start`. */
  asked: ReadonlySignal<boolean>;
  start: () => void;
}

export interface SpectrumAnswers {
  directions: Part<Spectrum>;
  hubs: Part<Hubs>;
}

export function useSpectrumAnswers(): SpectrumAnswers {
  const { info, norms } = useWhole();
  const parts = useMemo(
    () => ({
      directions: asking(info, (rows, dim) => rows * dim ** 2 <= DEAR_DIRECTIONS, spectrum.directions),
      hubs: asking(info, (rows, dim) => rows ** 2 * dim <= DEAR_HUBS, spectrum.hubs),
    }),
    [],
  );
  const ready = (): boolean => norms.value.value !== undefined && table.value !== '';
  const directions = useWork<Spectrum>(() =>
    parts.directions.again.value >= 0 && parts.directions.asked.value && ready() ? { path: tablePath(table.value, 'spectrum'), query: {} } : null,
  );
  const hubs = useWork<Hubs>(() =>
    parts.hubs.again.value >= 0 && parts.hubs.asked.value && ready() && !directions.waiting.value
      ? { path: tablePath(table.value, 'hubs'), query: { k: spectrum.k.value, top: HUBS_NAMED } }
      : null,
  );
  return { directions: { work: directions, ...parts.directions }, hubs: { work: hubs, ...parts.hubs } };
}

/** Whether a part is asked for: by itself where that is cheap, else by the address; and a way to ask (again). */
function asking(info: ReadonlySignal<TableInfo | undefined>, cheap: (rows: number, dim: number) => boolean, wanted: Param<boolean>) {
  const again = signal(0);
  const asked = computed(() => wanted.value || (info.value !== undefined && cheap(info.value.rows, info.value.dim)));
  const start = (): void => {
    if (!asked.peek()) wanted.value = true;
    else again.value += 1;
  };
  return { again, asked, start };
}
