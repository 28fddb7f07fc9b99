/**
 * The address bar is the page's memory: every parameter is bound to the query string.
 *
 *     const a = param('pair.a', 'cat');   // a.value = 'dog' writes ?pair.a=dog
 *
 * A value equal to its fallback is left out. What changes in one task makes one step in the history, so that
 * Back undoes it; changes inside `whileDragging` replace that step until another parameter moves.
 */
import { batch, computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import { AddressWriter } from './history';
import { joinList, ParsedParam, splitList, type Param } from './parsed';

export type { Param };

interface Parameter {
  signal: Signal<string>;
  fallback: string;
}

const parameters = new Map<string, Parameter>();
const writer = new AddressWriter();
let inAddress = new URLSearchParams(location.search);
let restoring = false;
let dragging = false;
let quiet = false;

/** The path of the page; change it with `goTo`. */
export const path = signal(location.pathname);

/** The query string, following every change at once (the address bar follows within a moment). */
export const search = signal(location.search);

/** How many parameters have been asked for; those who look at values by name follow it. */
export const known = signal(0);

/** A string in the address. The same name gives the same signal; the newest fallback holds. */
export function param(name: string, fallback = ''): Signal<string> {
  const existing = parameters.get(name);
  if (existing) {
    if (existing.fallback !== fallback) adoptFallback(name, existing, fallback);
    return existing.signal;
  }
  const parameter = { signal: signal(inAddress.get(name) ?? fallback), fallback };
  parameters.set(name, parameter);
  queueMicrotask(() => (known.value += 1));
  effect(() => {
    const value = parameter.signal.value;
    untracked(() => changed(name, value));
  });
  return parameter.signal;
}

/** A number in the address; text that is no number reads as the fallback. */
export function numberParam(name: string, fallback: number): Param<number> {
  const parse = (text: string) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : fallback);
  return new ParsedParam(param(name, String(fallback)), parse, String);
}

/** Tokens in the address, separated by commas; a comma or a percent sign inside a token is escaped. */
export function listParam(name: string, fallback: readonly string[]): Param<string[]> {
  return new ParsedParam(param(name, joinList(fallback)), splitList, joinList);
}

export function flagParam(name: string, fallback = false): Param<boolean> {
  return new ParsedParam(
    param(name, fallback ? '1' : '0'),
    (text) => text === '1',
    (value) => (value ? '1' : '0'),
  );
}

/** Changes made in `change` belong to a gesture that goes on: a slider under the hand, a phrase under the pointer. */
export function whileDragging(change: () => void): void {
  dragging = true;
  try {
    change();
  } finally {
    dragging = false;
  }
}

/** Whether the change that is being made belongs to a gesture. */
export function isDragging(): boolean {
  return dragging;
}

/** Changes made in `change` put the present state right: they make no step of their own in the history. */
export function quietly(change: () => void): void {
  quiet = true;
  try {
    batch(change);
  } finally {
    quiet = false;
  }
}

/** Sets parameters by name; a name that no panel has asked for yet is kept until one does. */
export function setParams(values: Iterable<readonly [string, string]>): void {
  batch(() => {
    for (const [name, value] of values) param(name, parameters.get(name)?.fallback ?? '').value = value;
  });
}

/** Puts every parameter whose name is chosen back to its fallback. */
export function clearParams(chosen: (name: string) => boolean): void {
  batch(() => {
    for (const [name, parameter] of parameters) if (chosen(name)) parameter.signal.value = parameter.fallback;
  });
}

/** The value a parameter has now, whoever owns it; undefined where no panel has asked for it and no address names it. */
export function valueNow(name: string): string | undefined {
  return parameters.get(name)?.signal.peek() ?? inAddress.get(name) ?? undefined;
}

/** Goes to another page, or another state of this one, with the query given. */
export function goTo(newPath: string, newSearch = '', inPlace = false): void {
  writer.finish();
  history.pushState(null, '', newPath + newSearch);
  restore();
  if (!inPlace) scrollTo({ top: 0 });
}

/** The whole address of this state, for a link that can be shared. */
export function currentAddress(): string {
  return location.origin + path.value + search.value;
}

/** The table in effect for a panel: its own, else the page's, else its section's default. */
export function panelTable(id: string, fallback: string): ReadonlySignal<string> {
  const own = param(`${id}.table`);
  const page = param('table');
  return computed(() => own.value || page.value || fallback);
}

function adoptFallback(name: string, parameter: Parameter, fallback: string): void {
  parameter.fallback = fallback;
  if (inAddress.has(name)) return;
  parameter.signal.value = fallback;
}

function changed(name: string, value: string): void {
  const fallback = parameters.get(name)?.fallback;
  if (restoring || (inAddress.get(name) ?? fallback) === value) return;
  if (value === fallback) inAddress.delete(name);
  else inAddress.set(name, value);
  search.value = queryText();
  const address = path.peek() + search.peek() + location.hash;
  if (quiet) writer.replace(address);
  else writer.write(address, name, dragging);
}

/** The query string: names in the order of the alphabet, so that a state has one address; commas and colons readable. */
function queryText(): string {
  inAddress.sort();
  const text = inAddress.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text ? `?${text}` : '';
}

function restore(): void {
  writer.finish();
  inAddress = new URLSearchParams(location.search);
  restoring = true;
  for (const [name, { signal: value, fallback }] of parameters) value.value = inAddress.get(name) ?? fallback;
  restoring = false;
  path.value = location.pathname;
  search.value = location.search;
}

addEventListener('popstate', restore);
