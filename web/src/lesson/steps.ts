/** Which step is open, and the address of every other one with the state it was left in. */
import { computed } from '@preact/signals';
import { steps } from 'virtual:lesson';
import { goTo, param, path, search } from '../state/address';
import type { StepEntry } from './words';

const left = new Map<number, string>();

/** Number in the address: 1 at the root, NaN for an address that names no step. */
export const stepNumber = computed(() => {
  if (path.value === '/') return 1;
  const match = /^\/lesson\/(\d+)\/?$/.exec(path.value);
  return match ? Number(match[1]) : Number.NaN;
});

export const step = computed<StepEntry | undefined>(() => steps.find(({ number }) => number === stepNumber.value));

/** The address of a step, with the panels as they were left and the table that holds now. */
export function stepAddress(number: number): string {
  const known = number === stepNumber.value ? search.value : (left.get(number) ?? '');
  const query = new URLSearchParams(known);
  const table = param('table').value;
  if (table) query.set('table', table);
  else query.delete('table');
  const text = query.toString();
  return `/lesson/${number}${text ? `?${text}` : ''}`;
}

export function openStep(number: number): void {
  if (!steps.some((known) => known.number === number) || number === stepNumber.peek()) return;
  left.set(stepNumber.peek(), search.peek());
  const [to = '', query] = stepAddress(number).split('?');
  goTo(to, query ? `?${query}` : '');
}

/** Follows a plain click without loading the page anew; clicks that open a tab are the browser's. */
export function followHere(number: number) {
  return (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openStep(number);
  };
}

const USES_ARROWS = 'input, textarea, select, canvas, svg, pre, details, [role], [tabindex="0"], [contenteditable]';

/** Left and right arrows go through the steps, except inside things that use arrows themselves. */
export function arrowKeys(event: KeyboardEvent): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!by || modified || event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.closest(USES_ARROWS)) return;
  openStep(stepNumber.peek() + by);
}
