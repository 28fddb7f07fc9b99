/** Ids in the address: rising, with runs written as "12-15". */

export function joinIds(ids: readonly number[]): string {
  const sorted = [...new Set(ids)].toSorted((a, b) => a - b);
  const runs: string[] = [];
  for (let at = 0; at < sorted.length; at++) {
    const first = sorted[at];
    while (sorted[at + 1] === sorted[at] + 1) at++;
    runs.push(sorted[at] === first ? String(first) : `${first}-${sorted[at]}`);
  }
  return runs.join(',');
}

/** What is no id is left out. */
export function splitIds(text: string): number[] {
  const ids: number[] = [];
  for (const run of text.split(',')) {
    const match = /^(\d{1,10})(?:-(\d{1,10}))?$/.exec(run);
    if (!match) continue;
    const first = Number(match[1]);
    const last = Math.min(Number(match[2] ?? first), first + MOST_CHOSEN - ids.length - 1);
    for (let id = first; id <= last; id++) ids.push(id);
  }
  return ids;
}

/** Rows that a selection holds at most: their ids fit into an address that the server takes. */
export const MOST_CHOSEN = 20_000;
