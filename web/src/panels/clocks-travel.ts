/** A position that hands follow: a step of the hand at once, a leap in a short journey. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { animate } from '../plot/motion';

/** Keys and a slider under the hand move by steps up to this; phrases and typed numbers leap. */
const STEP = 4;

export function useTravel(value: number): ReadonlySignal<number> {
  const shown = useSignal(value);
  const stop = useRef(() => {});
  const before = useRef(value);
  useLayoutEffect(() => {
    stop.current();
    const leap = Math.abs(value - before.current) > STEP;
    before.current = value;
    const from = shown.peek();
    if (!leap) shown.value = value;
    else stop.current = animate({ milliseconds: 400, step: (share) => (shown.value = from + (value - from) * share) });
    return () => stop.current();
  }, [value]);
  return shown;
}
