/** Undo and redo over all that the address holds: view, selection, filter. */
import { effect, signal } from '@preact/signals';
import { goTo, isDragging, path, search } from '../state/address';
import { here } from '../state/places';

/** Moves of one hand, and letters of one word, come within this time of each other. */
const ONE_GESTURE_MS = 1000;

const MOST = 200;

interface Step {
  search: string;
  /** Names that the change to the next state moved. */
  moved: string;
  /** When its last move was made, where it was a gesture. */
  at: number;
}

export class Undo {
  readonly canUndo = signal(false);
  readonly canRedo = signal(false);
  private past: Step[] = [];
  private future: string[] = [];
  private now = search.peek();
  private own = false;

  /** Begins to watch the address; the answer stops. */
  watch(clock: () => number = () => performance.now()): () => void {
    this.now = search.peek();
    return effect(() => {
      const next = search.value;
      if (next !== this.now && here.peek() === 'workbench') this.changed(next, clock());
      this.now = next;
    });
  }

  undo = (): void => {
    const step = this.past.pop();
    if (!step) return;
    this.future.push(this.now);
    this.go(step.search);
  };

  redo = (): void => {
    const next = this.future.pop();
    if (next === undefined) return;
    this.past.push({ search: this.now, moved: '', at: -Infinity });
    this.go(next);
  };

  private changed(next: string, at: number): void {
    if (this.own) return;
    const moved = namesMoved(this.now, next);
    if (moved.split(',').includes('tokens')) return; // spellings that became ids: nobody's doing
    const last = this.past.at(-1);
    if (last && isDragging() && last.moved === moved && at - last.at < ONE_GESTURE_MS) last.at = at;
    else this.past = [...this.past, { search: this.now, moved, at: isDragging() ? at : -Infinity }].slice(-MOST);
    this.future = [];
    this.tell();
  }

  private go(to: string): void {
    this.own = true;
    goTo(path.peek(), to, true);
    this.own = false;
    this.tell();
  }

  private tell(): void {
    this.canUndo.value = this.past.length > 0;
    this.canRedo.value = this.future.length > 0;
  }
}

export function namesMoved(before: string, after: string): string {
  const [a, b] = [new URLSearchParams(before), new URLSearchParams(after)];
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].filter((name) => a.get(name) !== b.get(name)).join();
}

export const undo = new Undo();
