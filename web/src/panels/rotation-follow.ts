/** A value that moves faster than the server answers: each answer brings the newest one, none is given up on the way. */
import { type ReadonlySignal, type Signal, useSignalEffect } from '@preact/signals';
import type { Param } from '../state/address';

/**
 * Lets `asked` follow `value` whenever `busy` is false. A question that reads `asked` is then answered as often as the
 * server can, instead of being aborted by every step of a drag.
 */
export function useFollow(asked: Signal<number>, value: Param<number>, busy: ReadonlySignal<boolean>): void {
  useSignalEffect(() => {
    const now = value.value;
    if (!busy.value) asked.value = now;
  });
}
