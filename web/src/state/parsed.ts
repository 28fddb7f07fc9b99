/** Numbers, flags and lists over the strings that the address holds. */
import { computed, type ReadonlySignal, type Signal } from '@preact/signals';

/** What panels hold of a parameter; a plain signal of strings is one too. */
export interface Param<T> {
  value: T;
  peek: () => T;
}

/** Reads a string as something else, and writes it back. */
export class ParsedParam<T> implements Param<T> {
  private readonly parsed: ReadonlySignal<T>;

  constructor(
    private readonly text: Signal<string>,
    parse: (text: string) => T,
    private readonly format: (value: T) => string,
  ) {
    this.parsed = computed(() => parse(text.value));
  }

  get value(): T {
    return this.parsed.value;
  }

  set value(value: T) {
    this.text.value = this.format(value);
  }

  peek(): T {
    return this.parsed.peek();
  }
}

export function joinList(items: readonly string[]): string {
  return items.map((item) => item.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
}

export function splitList(text: string): string[] {
  if (text === '') return [];
  return text.split(',').map((item) => item.replaceAll('%2C', ',').replaceAll('%25', '%'));
}
