/** The files that pytest reads too, in `tests/golden`. For tests. */
import { readFileSync } from 'node:fs';

export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(`../tests/golden/${name}.json`, 'utf8')) as T;
}
