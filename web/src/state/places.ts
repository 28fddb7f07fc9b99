/** The page's two places, and the way from one to the other with its state as it was left. */
import { computed } from '@preact/signals';
import { goTo, path, search } from './address';

export type PlaceName = 'lesson' | 'workbench';

export const here = computed<PlaceName>(() => (/^\/workbench\/?$/.test(path.value) ? 'workbench' : 'lesson'));

const left: Record<PlaceName, string> = { lesson: '/', workbench: '/workbench' };

/** The address of a place: the present one, or as it was left. */
export function placeAddress(place: PlaceName): string {
  return place === here.value ? path.value + search.value : left[place];
}

/** Handler of a link that goes there without loading the page anew; clicks that open a tab are the browser's. */
export function followTo(address: () => string) {
  return (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    left[here.peek()] = path.peek() + search.peek();
    const [to = '', query] = address().split('?');
    goTo(to, query ? `?${query}` : '');
  };
}

/** What the workbench can be opened with: see `workbench/state.ts`. */
export interface BenchState {
  table?: string;
  tab?: 'cells' | 'plane' | 'alike' | 'axes' | 'spectrum' | 'positions' | 'size';
  token?: string;
  with?: string;
  tokens?: readonly string[];
  find?: string;
}

export function benchAddress({ tokens, ...state }: BenchState): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value) query.set(name, value);
  if (tokens && tokens.length > 0) query.set('tokens', tokens.map((one) => one.replaceAll('%', '%25').replaceAll(',', '%2C')).join(','));
  const text = query.toString();
  return `/workbench${text ? `?${text}` : ''}`;
}
