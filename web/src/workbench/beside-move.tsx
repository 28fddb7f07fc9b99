import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { count, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Slider } from '../parts/slider';
import { NO_GROUP } from '../plot/color';
import { animate } from '../plot/motion';
import { type Line, ScatterView } from '../plot/scatter-view';
import { boundsOf, joined } from '../plot/view';
import { whileDragging } from '../state/address';
import type { Links } from './beside-answers';
import { beside } from './beside-state';
import { type SharedPlace, sharedPlaces } from './beside-twin';
import { chooseBy } from './choose-by';
import type { RowColors } from './colors';
import { pointsInside } from './lasso';
import { type Drawn, plane } from './plane-answers';
import { FEW, named, readLook, useStageHeight, writeLook } from './plane-picture';
import { hiddenEntries } from './plane-shown';
import { RowReading } from './reading';
import { chosen, open, other, over, table, token } from './state';
import { nameOf, useWhole } from './whole';

const PLAYS_MS = 1600;
const MOST_ARROWS = 100;

interface BesideMoveProps {
  first: Drawn;
  second: Drawn;
  links: Links;
  colors: RowColors;
}

/** The tokens of both pictures on their way from the first to the second. */
export function BesideMove({ first, second, links, colors }: BesideMoveProps) {
  const { names, card } = useWhole();
  const stage = useRef<HTMLDivElement>(null);
  const height = useStageHeight(stage);
  const playing = useSignal<number | null>(null);
  const both = useMemo(() => sharedPlaces(first, second, links), [first, second, links]);
  const frame = useMemo(() => joined([0, 1].map((end) => boundsOf(onTheWay(both, end)))), [both]);
  const placeOf = useMemo(() => new Map(both.map(({ id }, place) => [id, place])), [both]);
  const way = playing.value ?? Math.min(1, Math.max(0, beside.way.value));
  const positions = useMemo(() => onTheWay(both, way), [both, way]);
  const groups = useMemo(() => Uint8Array.from(both, ({ id }) => colors.entries[id] ?? NO_GROUP), [both, colors.entries]);
  const front = useMemo(() => (colors.names ? named(groups) : undefined), [groups, colors.names]);
  const placed = (id: number | null | undefined): number => (id === null || id === undefined ? -1 : (placeOf.get(id) ?? -1));
  const opened = token.value ? placed(card.value.value?.id) : -1;
  const marks = useMemo(() => chosen.value.map(placed).filter((place) => place >= 0), [chosen.value, placeOf]);
  const label = useMemo(() => (place: number) => spelled(nameOf(names.value, both[place].id)), [names.value, both]);
  return (
    <div class="bench-stage" ref={stage}>
      <Way playing={playing} way={way} />
      <ScatterView
        key={both.length}
        positions={positions}
        groups={groups}
        labels={label}
        palette={colors.palette}
        hidden={hiddenEntries(colors.names)}
        front={front}
        frame={frame}
        follows
        marked={both.length > FEW ? marks : undefined}
        lines={arrows(both, [opened, ...marks.slice(0, MOST_ARROWS)])}
        hovered={placed(over.value)}
        selected={[opened, ...(both.length > FEW ? [] : marks)].filter((place) => place >= 0)}
        look={readLook(plane.look.value)}
        onLook={(look) => whileDragging(() => (plane.look.value = writeLook(look)))}
        onLasso={(path, event, done, plot) => {
          if (!done || path.length < 3) return;
          const rows = pointsInside(plot, path).map((place) => both[place].id);
          chooseBy(event, rows);
        }}
        onHover={(place) => (over.value = place < 0 ? null : both[place].id)}
        onPick={(place) => place >= 0 && open(names.peek()?.address(both[place].id) ?? `#${both[place].id}`)}
        label={`${both.length} tokens of both tables, ${Math.round(100 * way)} % of the way from ${table.value} to ${other.value}. Arrow keys go to the nearest dot in that direction, Enter opens its card.`}
        describe={(place) => `${label(place)}, id ${both[place].id}`}
        height={height}
        trails="never"
        test="move-canvas"
      >
        <RowReading id={over.value} hint="Arrows show the way of the open token and of the selection." />
      </ScatterView>
      <p class="bench-quiet">
        <Num name="moving" value={both.length} text={count(both.length)} /> tokens are in both pictures and drawn here.
      </p>
    </div>
  );
}

/** The slider, and the movement from this end to the other. */
function Way({ playing, way }: { playing: { value: number | null }; way: number }) {
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);
  const play = (): void => {
    stop.current();
    const [from, to] = [way >= 1 ? 1 : way, way >= 1 ? 0 : 1];
    stop.current = animate({
      milliseconds: PLAYS_MS * Math.abs(to - from),
      step: (share) => (playing.value = from + (to - from) * share),
      done: () => {
        playing.value = null;
        beside.way.value = to;
      },
    });
  };
  const shown = {
    get value() {
      return way;
    },
    set value(next: number) {
      stop.current();
      playing.value = null;
      beside.way.value = next;
    },
    peek: () => way,
  };
  return (
    <div class="beside-way" data-screen-only>
      <Slider label={`From ${table.value} to ${other.value}`} min={0} max={1} step={0.01} value={shown} text={(share) => `${Math.round(100 * share)} %`} />
      <button type="button" class="quiet-button" onClick={play}>
        {way >= 1 ? 'Move back' : 'Move'}
      </button>
    </div>
  );
}

function onTheWay(both: readonly SharedPlace[], way: number): Float32Array {
  const positions = new Float32Array(2 * both.length);
  both.forEach(({ from, to }, at) => {
    positions[2 * at] = from[0] + (to[0] - from[0]) * way;
    positions[2 * at + 1] = from[1] + (to[1] - from[1]) * way;
  });
  return positions;
}

function arrows(both: readonly SharedPlace[], places: readonly number[]): Line[] {
  return places.filter((place) => place >= 0).map((place) => ({ from: both[place].from, to: both[place].to, color: 'accent', width: 1.25, arrow: true, opacity: 0.7 }));
}
