/** A position that hands follow: at once while a hand drags it or a key steps it, else in a short journey. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { animate } from '../plot/motion';

/** Arrow keys move by steps up to this; phrases and buttons leap. */
const STEP = 4;

let pressed = false;
const press = (event: PointerEvent): void => void (pressed = event.type === 'pointerdown');
for (const type of ['pointerdown', 'pointerup', 'pointercancel'] as const) addEventListener(type, press, { capture: true, passive: true });

export function useTravel(value: number): ReadonlySignal<number> {
  const shown = useSignal(value);
  const stop = useRef(() => {});
  useLayoutEffect(() => {
    const from = shown.peek();
    if (pressed || Math.abs(value - from) <= STEP) shown.value = value;
    else stop.current = animate({ milliseconds: 400, step: (share) => (shown.value = from + (value - from) * share) });
    return () => stop.current();
  }, [value]);
  return shown;
}
