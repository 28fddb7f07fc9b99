/** Which group a drawn token belongs to: the lesson's own, else those that the table proposes. */
import { NO_GROUP } from '../plot/color';

export interface Groups {
  names: readonly string[];
  /** Place of each drawn token's group among the names; NO_GROUP where it has none. */
  of: Uint8Array;
}

export function groupsOf(tokens: readonly string[], lesson: Readonly<Record<string, readonly string[]>>, own: Readonly<Record<string, readonly string[]>>): Groups {
  const all = { ...lesson, ...Object.fromEntries(Object.entries(own).filter(([name]) => !(name in lesson))) };
  const names = Object.keys(all);
  const places = new Map<string, number>();
  for (const [place, name] of names.entries()) {
    for (const token of all[name]) if (!places.has(token)) places.set(token, Math.min(place, NO_GROUP));
  }
  return { names, of: Uint8Array.from(tokens, (token) => places.get(token) ?? NO_GROUP) };
}

/** What the legend lists: each group that has a drawn token, in the lesson's order, those without a group last. */
export function legendOf({ names, of }: Groups): { group: number; name: string; count: number }[] {
  const counts = new Map<number, number>();
  for (const group of of) counts.set(group, (counts.get(group) ?? 0) + 1);
  return [...counts]
    .toSorted(([a], [b]) => a - b)
    .map(([group, count]) => ({ group, name: names[group] ?? 'no group', count }));
}

/** Mean of a number a token, group by group in the legend's order. */
export function meansByGroup(groups: Groups, numbers: ArrayLike<number>): { group: number; name: string; mean: number }[] {
  return legendOf(groups).map(({ group, name, count }) => {
    let sum = 0;
    for (const [place, one] of groups.of.entries()) if (one === group) sum += numbers[place];
    return { group, name, mean: sum / count };
  });
}
