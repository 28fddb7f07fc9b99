import type { Param } from '../state/address';

export interface LegendEntry {
  group: number;
  name: string;
  count: number;
  /** By default that of the lesson's group. */
  color?: string;
}

/** Groups with their colors. A click shows one alone, a second click all again; with Shift it adds or takes away. */
export function MapLegend({ entries, shown }: { entries: readonly LegendEntry[]; shown: Param<string[]> }) {
  const names = entries.map(({ name }) => name);
  const choose = (name: string, add: boolean): void => {
    shown.value = shownAfter(names, shown.peek(), name, add);
  };
  return (
    <div class="map-legend" role="group" aria-label="Groups shown">
      {entries.map(({ group, name, count, color }) => (
        <button
          key={name}
          type="button"
          class="map-group"
          aria-pressed={isShown(shown.value, name)}
          style={`--group:${color ?? `var(--group-${group},var(--ink))`}`}
          onClick={(event) => choose(name, event.shiftKey)}
        >
          <i class="chip-dot" />
          {name} <small class="num">{count}</small>
        </button>
      ))}
    </div>
  );
}

/** An empty list shows every group. */
export function isShown(shown: readonly string[], name: string): boolean {
  return shown.length === 0 || shown.includes(name);
}

/** The groups shown after a click on one of them; [] for all. */
export function shownAfter(names: readonly string[], shown: readonly string[], name: string, add: boolean): string[] {
  const before = shown.length === 0 ? [...names] : [...shown];
  if (!add) return shown.length === 1 && shown[0] === name ? [] : [name];
  const after = before.includes(name) ? before.filter((other) => other !== name) : [...before, name];
  return after.length === names.length ? [] : after;
}
