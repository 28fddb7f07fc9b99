/** What the workbench shows, all of it in the address. */
import { computed, effect, signal } from '@preact/signals';
import { flagParam, listParam, numberParam, param } from '../state/address';
import { ParsedParam } from '../state/parsed';
import { tables } from '../source/tables';
import { joinIds, MOST_CHOSEN, splitIds } from './ids';

export type Tab = 'cells' | 'plane' | 'alike' | 'axes' | 'spectrum' | 'positions' | 'size';

/** The table in view: the one in the address, else the first the server has open. */
export const table = computed(() => param('table').value || tables.value[0]?.name || '');

const second = param('beside');

/** A second table beside it on the map; '' for none. */
export const other = computed(() => (second.value === table.value ? '' : second.value));

/** Puts a table beside the first; '' puts it away. */
export function putBeside(name: string): void {
  second.value = name;
}

export const tab = param('tab');

/** Numbers of a table from which on the matrix is there long before the map. */
const LARGE = 2 ** 26;

/** The view: the one in the address, else the map, or of a large table the matrix. */
export const view = computed<Tab>(() => {
  const info = tables.value.find(({ name }) => name === table.value);
  return (tab.value || (info && info.rows * info.dim > LARGE ? 'cells' : 'plane')) as Tab;
});
/** The open token: a spelling or "#id"; '' for none. */
export const token = param('token');
/** What it is compared with. */
export const withToken = param('with');
/** What is looked for. */
export const sought = param('find');
/** Ids of the selection, rising. */
export const chosen = new ParsedParam(param('chosen'), splitIds, joinIds);
/** Panes that are closed: "card", "list". */
export const closed = listParam('closed', []);

export const card = {
  metric: param('card.metric', 'cosine'),
  center: flagParam('card.center'),
  flat: flagParam('card.flat'),
  flagged: flagParam('card.flagged'),
  count: numberParam('card.k', 12),
};

/** The row under the pointer or the keyboard in any view, or null. Not part of the address. */
export const over = signal<number | null>(null);

/** Whether every drag on a map draws a lasso. */
export const lassoing = signal(false);

/** What the last change of the selection left out, where it did. */
export const leftOut = signal(0);

/** Makes the selection `ids`, as many of them as it holds. */
export function choose(ids: readonly number[]): void {
  const different = [...new Set(ids)];
  leftOut.value = Math.max(0, different.length - MOST_CHOSEN);
  chosen.value = leftOut.value > 0 ? different.toSorted((a, b) => a - b).slice(0, MOST_CHOSEN) : different;
}

export function addChosen(ids: readonly number[]): void {
  choose([...chosen.peek(), ...ids]);
}

export function dropChosen(ids: readonly number[]): void {
  const dropped = new Set(ids);
  choose(chosen.peek().filter((id) => !dropped.has(id)));
}

/** Tokens opened one after the other, the open one last; what Back on a card leads through. */
export const trail = signal<readonly string[]>([]);

effect(() => {
  const now = token.value;
  const before = trail.peek();
  if (now === '' || now === before.at(-1)) return;
  trail.value = now === before.at(-2) ? before.slice(0, -1) : [...before, now].slice(-50);
});

/** Opens a token; '' closes it. */
export function open(address: string): void {
  token.value = address;
}

export function toggleClosed(pane: string): void {
  const now = closed.peek();
  closed.value = now.includes(pane) ? now.filter((one) => one !== pane) : [...now, pane];
}
