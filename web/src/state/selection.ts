/** The tokens a reader points at: hovering lights a token in every view, a click pins it, a second pin compares. */
import { signal } from '@preact/signals';
import { listParam } from './address';

/** The token under the pointer or the focus, or null. Not part of the address. */
export const hovered = signal<string | null>(null);

/** At most two pinned tokens, oldest first, in the address as `pin`. */
export const pinned = listParam('pin', []);

/** Pins a token, or lets it go if it is pinned; a third pin takes the place of the oldest. */
export function togglePin(token: string): void {
  const pins = pinned.peek();
  pinned.value = pins.includes(token) ? pins.filter((pin) => pin !== token) : [...pins, token].slice(-2);
}
