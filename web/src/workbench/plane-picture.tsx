import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { spelled } from '../parts/format';
import { Num } from '../parts/num';
import { NO_GROUP } from '../plot/color';
import { useSize } from '../plot/measure';
import type { Scatter } from '../plot/scatter';
import { type Bounds, type Line, type Look, type Place, ScatterView } from '../plot/scatter-view';
import { whileDragging } from '../state/address';
import { chooseBy } from './choose-by';
import type { RowColors } from './colors';
import { pointsInside } from './lasso';
import { type Drawn, plane } from './plane-answers';
import { hiddenEntries, nameOfEntry } from './plane-shown';
import { readTurn, TurnAxes, TurnButtons, writeTurn } from './plane-turn';
import { RowReading } from './reading';
import { chosen, lassoing, open, over, token, withToken } from './state';
import { nameOf, useWhole } from './whole';

/** As many dots as the drawing gives discs and rings of their own. */
export const FEW = 4000;
const MOST_FRONT = 300;
const LASSO_HINT = 'Shift-drag draws a lasso; with Ctrl it adds, with Alt it takes away.';
const HINT = `Point at a dot, or go from dot to dot with the arrow keys. ${LASSO_HINT}`;
const DEEP_HINT = `Drag turns the cloud, Shift with an arrow key too. Near dots are larger and stronger. ${LASSO_HINT}`;
const BESIDE_HINT = 'Point at a dot, or use the arrow keys. Shift-drag draws a lasso.';

/** The dots, what is chosen of them, and the hand that chooses. */
export function PlanePicture({ drawn, colors, frame }: { drawn: Drawn; colors: RowColors; frame?: Bounds }) {
  const whole = useWhole();
  const { names, card, neighbors } = whole;
  const stage = useRef<HTMLDivElement>(null);
  const height = useStageHeight(stage);
  const path = useSignal<readonly Place[]>([]);
  const { ids, placeOf, positions, space } = drawn;
  const turn = space && readTurn(plane.turn.value);
  const groups = useMemo(() => Uint8Array.from(ids, (id) => colors.entries[id]), [ids, colors.entries]);
  const hidden = hiddenEntries(colors.names);
  const placed = (id: number | undefined): number => (id === undefined || id >= placeOf.length ? -1 : placeOf[id]);
  const front = useMemo(() => colors.front?.map(placed).filter((place) => place >= 0) ?? (colors.names ? named(groups) : undefined), [groups, colors.names]);
  const marks = useMemo(() => chosen.value.map(placed).filter((place) => place >= 0), [chosen.value, drawn]);
  const opened = card.value.value?.address === token.value || card.value.value?.token === token.value ? placed(card.value.value?.id) : -1;
  const beside = names.value && withToken.value ? placed(names.value.idOf(withToken.value)) : -1;
  const near = token.value && neighbors.value.value?.query === token.value ? neighbors.value.value.neighbors : [];
  const lines = plane.lines.value && opened >= 0 ? linesFrom(opened, near.map(({ id }) => placed(id))) : [];
  const label = useMemo(() => (place: number) => spelled(nameOf(names.value, ids[place])), [names.value, ids]);
  const onLasso = (drawnPath: readonly Place[], event: PointerEvent, done: boolean, plot: Scatter): void => {
    path.value = done ? [] : [...drawnPath];
    if (!done || drawnPath.length < 3) return;
    const rows = pointsInside(plot, drawnPath).map((place) => ids[place]);
    chooseBy(event, rows);
  };
  return (
    <>
      <div class="bench-stage" ref={stage}>
        <ScatterView
          key={`${ids.length} ${space !== undefined}`}
          positions={positions}
          space={space}
          turn={turn}
          onTurn={(next) => whileDragging(() => (plane.turn.value = writeTurn(next)))}
          groups={groups}
          labels={label}
          palette={colors.palette}
          hidden={hidden}
          frame={frame}
          front={front}
          marked={ids.length > FEW ? marks : undefined}
          lines={lines}
          hovered={over.value === null ? -1 : placed(over.value)}
          selected={[opened, beside, ...(ids.length > FEW ? [] : marks)].filter((place) => place >= 0)}
          lit={ids.length > FEW || near.length === 0 ? [] : near.map(({ id }) => placed(id)).filter((place) => place >= 0)}
          look={readLook(plane.look.value)}
          onLook={(look) => whileDragging(() => (plane.look.value = writeLook(look)))}
          onLasso={onLasso}
          draws={lassoing.value}
          onHover={(place) => (over.value = place < 0 ? null : ids[place])}
          onPick={(place) => place >= 0 && open(names.peek()?.address(ids[place]) ?? `#${ids[place]}`)}
          label={`Map of ${ids.length} rows${space ? ' in space. Shift with an arrow key turns it' : ''}. Arrow keys go to the nearest dot in that direction, Enter opens its card, plus and minus zoom, zero shows all. Shift and drag draws a lasso.`}
          describe={(place) => `${label(place)}, id ${ids[place]}`}
          height={height}
          trails="never"
          test="plane-canvas"
        >
          <RowReading id={over.value} hint={frame ? BESIDE_HINT : space ? DEEP_HINT : HINT}>
            {over.value !== null && colors.names && groups[placed(over.value)] !== NO_GROUP && placed(over.value) >= 0 && <> {nameOfEntry(groups[placed(over.value)], colors.names)}</>}
            {over.value !== null && colors.read && Number.isFinite(colors.read.numbers[over.value]) && (
              <>
                {' '}
                {colors.read.title} <Num name="read-color" value={colors.read.numbers[over.value]} />
              </>
            )}
          </RowReading>
        </ScatterView>
        {turn && <TurnAxes turn={turn} />}
        <LassoPath path={path.value} />
      </div>
      <div class="bench-buttons" data-screen-only>
        <button type="button" class="quiet-button" aria-pressed={lassoing.value} onClick={() => (lassoing.value = !lassoing.value)}>
          Lasso
        </button>
        {turn && <TurnButtons turn={turn} onTurn={(next) => (plane.turn.value = writeTurn(next))} />}
        <span class="bench-quiet">
          <Num name="marked" value={marks.length} text={marks.length.toLocaleString('en')} /> of the selection in the picture
        </span>
      </div>
    </>
  );
}

/** The path that is being drawn. */
export function LassoPath({ path }: { path: readonly Place[] }) {
  if (path.length < 2) return null;
  return (
    <svg class="bench-lasso" aria-hidden="true">
      <polygon points={path.map(({ x, y }) => `${x},${y}`).join(' ')} />
    </svg>
  );
}

/** The stage fills what the pane leaves; on a narrow page it is as high as it is wide. */
export function useStageHeight(stage: { current: HTMLDivElement | null }): number {
  const size = useSize(stage);
  const { width } = size.value;
  const room = globalThis.innerHeight - 380;
  return Math.round(Math.min(Math.max(320, width * 0.95), Math.max(320, room)));
}

export function named(groups: Uint8Array): number[] {
  const places: number[] = [];
  for (let place = groups.length - 1; place >= 0 && places.length < MOST_FRONT; place--) if (groups[place] !== NO_GROUP) places.push(place);
  return places;
}

export function linesFrom(from: number, to: readonly number[]): Line[] {
  return to.filter((place) => place >= 0).map((place) => ({ from, to: place, color: 'accent', width: 1.5 }));
}

export function readLook(text: string): Look | null {
  const [x, y, zoom] = text.split(',').map(Number);
  return text !== '' && [x, y, zoom].every(Number.isFinite) && zoom > 1 ? { x, y, zoom } : null;
}

export function writeLook(look: Look | null): string {
  return look ? [look.x, look.y, look.zoom].map((number) => String(Number(number.toPrecision(5)))).join(',') : '';
}
