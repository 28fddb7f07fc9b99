import { useMemo } from 'preact/hooks';
import { Choice } from '../parts/choice';
import { fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { NO_GROUP } from '../plot/color';
import { type Line, ScatterView } from '../plot/scatter-view';
import { listParam, param } from '../state/address';
import { hovered, pinned } from '../state/selection';
import { toggleChosen } from './chosen';
import { type DrawnMap, readToken } from './map-drawn';
import { isShown } from './map-legend';
import { closeBy, type NeighborLine, neighborLines } from './map-neighbors';
import { MapReading } from './map-reading';

/** Neighbors that light up with a token. */
const LIT = 3;
const TORN_DASH = [5, 4];
const LINE_COUNTS = ['1', '3', '5'].map((value) => ({ value, label: value }));

interface MapPictureProps {
  id: string;
  map: DrawnMap;
  /** Names of the groups shown; empty for all. */
  shown: readonly string[];
  /** True nearest drawn as lines. */
  lines: boolean;
}

/** The dots with what belongs to them: lit neighbors, lines, and the reading below. */
export function MapPicture({ id, map, shown, lines }: MapPictureProps) {
  const selected = listParam(`${id}.selected`, []);
  const each = param(`${id}.nearest`, '1');
  const { tokens, groups, positions, neighbors } = map;
  const hidden = useMemo(() => hiddenGroups(map, shown), [groups, shown]);
  const drawn = useMemo(() => neighborLines(neighbors, positions, Number(each.value) || 1), [neighbors, positions, each.value]);
  const labels = useMemo(() => tokens.map(spelled), [tokens]);
  const placeOf = useMemo(() => new Map(tokens.map((token, place) => [token, place])), [tokens]);
  const over = hovered.value === null ? -1 : (placeOf.get(hovered.value) ?? -1);
  const chosen = [...new Set([...selected.value, ...pinned.value])].map((token) => placeOf.get(token) ?? -1).filter((place) => place >= 0);
  const focus = over >= 0 ? over : (chosen.at(-1) ?? -1);
  const near = focus < 0 ? [] : neighbors[focus].slice(0, LIT);
  const torn = drawn.filter((line) => line.torn && visible(map, line, hidden)).length;
  const all = drawn.filter((line) => visible(map, line, hidden)).length;
  const choose = (token: string): void => toggleChosen(selected, token);
  return (
    <>
      <ScatterView
        key={tokens.join('\n')}
        positions={positions}
        groups={groups.of}
        labels={labels}
        hidden={hidden}
        lines={[
          ...(lines ? drawn.filter((line) => visible(map, line, hidden)).map((line) => lineOf(line, focus >= 0)) : []),
          ...near.filter(({ target }) => !hidden.has(groups.of[target])).map(({ target }) => ({ from: focus, to: target, color: 'accent', width: 1.5 })),
        ]}
        hovered={over}
        selected={chosen}
        lit={near.map(({ target }) => target)}
        onHover={(place) => (hovered.value = place < 0 ? null : tokens[place])}
        onPick={(place) => (place < 0 ? (selected.value = []) : choose(tokens[place]))}
        label={`Map of ${tokens.length} tokens. Arrow keys go to the nearest token in that direction, Enter chooses it, plus and minus zoom, zero shows all.`}
        describe={(place) => described(map, place)}
        test="map-canvas"
      >
        <MapReading read={focus < 0 ? null : readToken(map, focus, LIT)} chosen={selected.value} onChoose={choose} />
      </ScatterView>
      {lines && (
        <div class="map-lines-key">
          <Choice label="True nearest of each" value={each} options={LINE_COUNTS} />
          <p>
            <i class="map-line" /> among its {closeBy(tokens.length)} nearest dots too <i class="map-line" data-torn /> torn apart:{' '}
            <Num name="torn" value={torn} digits={0} /> of <Num name="lines" value={all} digits={0} />
          </p>
        </div>
      )}
    </>
  );
}

function lineOf({ source, target, torn }: NeighborLine, faint: boolean): Line {
  return { from: source, to: target, color: torn ? 'ink' : 'muted', dash: torn ? TORN_DASH : undefined, opacity: faint ? 0.45 : 1 };
}

function visible({ groups }: DrawnMap, { source, target }: NeighborLine, hidden: ReadonlySet<number>): boolean {
  return !hidden.has(groups.of[source]) && !hidden.has(groups.of[target]);
}

function hiddenGroups({ groups }: DrawnMap, shown: readonly string[]): ReadonlySet<number> {
  const all = [...groups.names.keys(), NO_GROUP];
  return new Set(all.filter((group) => !isShown(shown, groups.names[group] ?? 'no group')));
}

function described(map: DrawnMap, place: number): string {
  const { token, id, x, y, nearest } = readToken(map, place, LIT);
  const near = nearest.map((one) => `${spelled(one.token)} ${fixed(one.score, 2)}`).join(', ');
  return `${spelled(token)}, id ${id}, at ${fixed(x, 2)}, ${fixed(y, 2)}${near ? `, nearest: ${near}` : ''}`;
}
