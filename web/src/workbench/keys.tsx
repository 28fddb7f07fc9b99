import { batch, useSignal, type Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { tables } from '../source/tables';
import { addChosen, chosen, dropChosen, open, other, over, putBeside, tab, table, token, withToken } from './state';
import { undo } from './undo';
import { useWhole, type Whole } from './whole';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search all tokens'],
  ['1 … 7', 'matrix, map, similarity, axes, spectrum, positions, size'],
  ['arrows', 'on the map and the norms: to the nearest dot; on the matrix: to the next cell'],
  ['Shift arrows', 'turn the map in 3-D'],
  ['[ ]', 'previous and next neighbor of the open token'],
  ['Enter', 'open the row that the pointer or the keys are at'],
  ['c', 'compare it with the open one; again ends the comparison'],
  ['s', 'add it to the selection, or take it out'],
  ['t', 'the next table beside this one on the map; after the last, none'],
  ['+ − 0', 'zoom in, out, show all'],
  ['Ctrl Z, Ctrl Shift Z', 'undo, redo'],
  ['Esc', 'let go'],
  ['?', 'these keys'],
];
const TABS: Record<string, string> = { '1': 'cells', '2': 'plane', '3': 'alike', '4': 'axes', '5': 'spectrum', '6': 'positions', '7': 'size' };
const TYPED_INTO = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]';

/** Keys of the whole page. They never take a letter from a field. */
export function Keys() {
  const whole = useWhole();
  const shown = useSignal(false);
  // What can be seen can be used: an effect after the paint would lose keys.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(TYPED_INTO))) return;
      if (act(event, whole, shown)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  return shown.value ? <KeyList onClose={() => (shown.value = false)} /> : null;
}

/** True where the key meant something. */
function act(event: KeyboardEvent, whole: Whole, shown: Signal<boolean>): boolean {
  const { key } = event;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key.toLowerCase() === 'z') (event.shiftKey ? undo.redo : undo.undo)();
    else if (key.toLowerCase() === 'y' && !event.shiftKey) undo.redo();
    else return false;
    return true;
  }
  if (event.altKey || event.metaKey || event.ctrlKey) return false;
  if (key === '/') document.querySelector<HTMLElement>('[data-search]')?.focus();
  else if (key === '?') shown.value = !shown.peek();
  else if (key === '[' || key === ']') walk(whole, key === ']' ? 1 : -1);
  else if (key === 'c') compare(whole);
  else if (key === 's') mark(whole);
  else if (key === 't') nextBeside();
  else if (key in TABS) tab.value = TABS[key];
  else if (key === 'Enter' && over.peek() !== null && !onControl(event)) open(addressOf(whole, over.peek()!));
  else if (key === 'Escape') over.value = null;
  else return false;
  return true;
}

function onControl(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('button, a, summary, input, [role=option]') !== null;
}

function walk({ neighbors }: Whole, by: number): void {
  const list = neighbors.value.peek()?.neighbors ?? [];
  if (list.length === 0 || token.peek() === '') return;
  const place = list.findIndex(({ id }) => id === over.peek());
  over.value = list[place < 0 ? (by > 0 ? 0 : list.length - 1) : (place + by + list.length) % list.length].id;
}

function compare(whole: Whole): void {
  const id = over.peek();
  const address = id === null ? '' : addressOf(whole, id);
  if (token.peek() === '') open(address);
  else withToken.value = address === withToken.peek() || address === token.peek() ? '' : address;
}

function mark(whole: Whole): void {
  const id = over.peek() ?? (token.peek() ? whole.card.value.peek()?.id : undefined);
  if (id === undefined) return;
  if (chosen.peek().includes(id)) dropChosen([id]);
  else addChosen([id]);
}

/** Goes through the open tables and ends with none. */
function nextBeside(): void {
  const names = tables.peek().map(({ name }) => name).filter((name) => name !== table.peek());
  const next = names[names.indexOf(other.peek()) + 1] ?? '';
  batch(() => {
    putBeside(next);
    if (next) tab.value = 'plane';
  });
}

function addressOf({ names }: Whole, id: number): string {
  return names.peek()?.address(id) ?? `#${id}`;
}

function KeyList({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="bench-keys" aria-labelledby="bench-keys" ref={dialog} onClose={onClose}>
      <h2 id="bench-keys">Keys</h2>
      <dl>
        {KEYS.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p class="bench-quiet">With the pointer: drag moves, the wheel zooms, Shift-drag draws a lasso, with Ctrl it adds, with Alt it takes away.</p>
      <form method="dialog">
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
