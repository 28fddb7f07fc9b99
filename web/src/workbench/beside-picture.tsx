import { useMemo, useRef } from 'preact/hooks';
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { count, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { NO_GROUP } from '../plot/color';
import type { Scatter } from '../plot/scatter';
import { type Bounds, type Place, ScatterView } from '../plot/scatter-view';
import { whileDragging } from '../state/address';
import type { Links } from './beside-answers';
import { OtherReading } from './beside-reading';
import { overOther } from './beside-state';
import { chooseBy } from './choose-by';
import type { RowColors } from './colors';
import { pointsInside } from './lasso';
import type { Names } from './names';
import { type Drawn, plane } from './plane-answers';
import { FEW, LassoPath, linesFrom, named, readLook, useStageHeight, writeLook } from './plane-picture';
import { hiddenEntries } from './plane-shown';
import { chosen, lassoing, open, other, over, table, token, withToken } from './state';
import { nameOf, useWhole } from './whole';

interface OtherPictureProps {
  drawn: Drawn;
  links: Links;
  names: ReadonlySignal<Names | null>;
  colors: RowColors;
  frame?: Bounds;
}

/** The second table's dots. What is lit, open or chosen in the first is so here, by its spelling, and the other way round. */
export function OtherPicture({ drawn, links, names, colors, frame }: OtherPictureProps) {
  const whole = useWhole();
  const stage = useRef<HTMLDivElement>(null);
  const height = useStageHeight(stage);
  const without = useSignal(0);
  const path = useSignal<readonly Place[]>([]);
  const { ids, placeOf, positions } = drawn;
  const { toOther, toFirst } = links;
  const placed = (id: number | undefined): number => (id === undefined || !(toOther[id] >= 0) ? -1 : placeOf[toOther[id]]);
  const groups = useMemo(() => Uint8Array.from(ids, (id) => (toFirst[id] >= 0 ? colors.entries[toFirst[id]] : NO_GROUP)), [ids, toFirst, colors.entries]);
  const front = useMemo(() => (colors.names ? named(groups) : undefined), [groups, colors.names]);
  const marks = useMemo(() => chosen.value.map(placed).filter((place) => place >= 0), [chosen.value, drawn, links]);
  const { card, neighbors } = whole;
  const opened = card.value.value?.address === token.value || card.value.value?.token === token.value ? placed(card.value.value?.id) : -1;
  const near = token.value && neighbors.value.value?.query === token.value ? neighbors.value.value.neighbors.map(({ id }) => placed(id)).filter((place) => place >= 0) : [];
  const compared = whole.names.value && withToken.value ? placed(whole.names.value.idOf(withToken.value)) : -1;
  const label = useMemo(() => (place: number) => spelled(nameOf(names.value, ids[place])), [names.value, ids]);
  const pointed = over.value !== null ? placed(over.value) : overOther.value === null ? -1 : placeOf[overOther.value];
  const point = (place: number): void => {
    const first = place < 0 ? -1 : toFirst[ids[place]];
    over.value = first < 0 ? null : first;
    overOther.value = place < 0 ? null : ids[place];
  };
  const onLasso = (drawnPath: readonly Place[], event: PointerEvent, done: boolean, plot: Scatter): void => {
    path.value = done ? [] : [...drawnPath];
    if (!done || drawnPath.length < 3) return;
    const inside = pointsInside(plot, drawnPath).map((place) => toFirst[ids[place]]);
    const rows = inside.filter((id) => id >= 0);
    without.value = inside.length - rows.length;
    chooseBy(event, rows);
  };
  return (
    <div class="bench-stage" ref={stage}>
      <ScatterView
        key={ids.length}
        positions={positions}
        groups={groups}
        labels={label}
        palette={colors.palette}
        hidden={hiddenEntries(colors.names)}
        front={front}
        frame={frame}
        marked={ids.length > FEW ? marks : undefined}
        lines={plane.lines.value && opened >= 0 ? linesFrom(opened, near) : []}
        hovered={pointed}
        selected={[opened, compared, ...(ids.length > FEW ? [] : marks)].filter((place) => place >= 0)}
        lit={ids.length > FEW ? [] : near}
        look={readLook(plane.look.value)}
        onLook={(look) => whileDragging(() => (plane.look.value = writeLook(look)))}
        onLasso={onLasso}
        draws={lassoing.value}
        onHover={point}
        onPick={(place) => {
          const first = place < 0 ? -1 : toFirst[ids[place]];
          if (first >= 0) open(whole.names.peek()?.address(first) ?? `#${first}`);
        }}
        label={`Map of ${ids.length} rows of ${other.value}. Arrow keys go to the nearest dot in that direction, Enter opens the card of the same token in ${table.value}, plus and minus zoom, zero shows all. Shift and drag draws a lasso.`}
        describe={(place) => `${label(place)}, id ${ids[place]} in ${other.value}${toFirst[ids[place]] < 0 ? `, not in ${table.value}` : ''}`}
        height={height}
        trails="never"
        test="beside-canvas"
      >
        <OtherReading id={over.value === null ? overOther.value : (toOther[over.value] ?? -1)} links={links} names={names} />
      </ScatterView>
      <LassoPath path={path.value} />
      <p class="bench-quiet" data-screen-only>
        <Num name="other-marked" value={marks.length} text={count(marks.length)} /> of the selection in this picture
        {without.value > 0 && `; ${count(without.value)} rows in the lasso are not in ${table.value}, whose rows a selection holds`}
      </p>
    </div>
  );
}
