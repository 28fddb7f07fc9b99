/** Which entries of the map's palette are not drawn. */
import { NO_GROUP } from '../plot/color';
import { isShown } from '../panels/map-legend';
import { FILTERED, type RowColors } from './colors';
import { plane } from './plane-answers';

export const NO_GROUP_NAME = 'no group';

export function isHidden(entry: number, names: readonly string[] | undefined): boolean {
  return entry === FILTERED || (names !== undefined && !isShown(plane.shown.value, nameOfEntry(entry, names)));
}

export function hiddenEntries(names: readonly string[] | undefined): ReadonlySet<number> {
  const entries = names ? [...names.keys(), NO_GROUP, FILTERED] : [FILTERED];
  return new Set(entries.filter((entry) => isHidden(entry, names)));
}

export function nameOfEntry(entry: number, names: readonly string[]): string {
  return names[entry] || NO_GROUP_NAME;
}

/** How many of these rows are drawn. */
export function shownOf(ids: Int32Array, { entries, names }: RowColors): number {
  let shown = 0;
  for (const id of ids) if (!isHidden(entries[id], names)) shown++;
  return shown;
}
