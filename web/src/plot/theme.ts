/** Light or dark, as the page shows it now: <html data-theme> where set, else what the reader's system prefers. */

import { type ReadonlySignal, signal } from '@preact/signals';

export type Theme = 'light' | 'dark';

const preference = matchMedia('(prefers-color-scheme: dark)');
const current = signal<Theme>(read());

export const theme: ReadonlySignal<Theme> = current;

preference.addEventListener('change', update);
new MutationObserver(update).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });

function read(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return preference.matches ? 'dark' : 'light';
}

function update(): void {
  current.value = read();
}
