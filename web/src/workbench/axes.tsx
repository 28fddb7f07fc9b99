import { useMemo, useRef } from 'preact/hooks';
import { Figure } from '../parts/figure';
import { count, fixed, pythonText, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { TextField } from '../parts/text-field';
import { Twin } from '../parts/twin';
import { NO_GROUP } from '../plot/color';
import { ScatterView } from '../plot/scatter-view';
import { theme } from '../plot/theme';
import { getBundle, tablePath } from '../source/api';
import { floats, type Bundle } from '../source/bundle';
import { useQuery } from '../source/query';
import { sourceOf } from '../source/tables';
import type { Along } from '../source/types';
import { param, whileDragging } from '../state/address';
import { chooseBy } from './choose-by';
import { groupColors, plainColors } from './colors';
import { pointsInside } from './lasso';
import { readLook, useStageHeight, writeLook } from './plane-picture';
import { RowReading } from './reading';
import { chosen, open, over, table, withToken } from './state';
import { nameOf, useWhole } from './whole';

const LISTED = 8;
const axes = { x: param('axes.x', 'woman - man'), y: param('axes.y', 'king'), look: param('axes.look') };

/** All rows on two axes made of words. */
export function AxesView() {
  const { info, names } = useWhole();
  const answer = useQuery(() =>
    table.value ? getBundle<Along>(tablePath(table.value, 'along'), { expression: [axes.x.value, axes.y.value] }) : null,
  );
  const bundle = answer.value.value?.arrays.cosines.shape[0] === info.value?.rows ? answer.value.value : undefined;
  return (
    <Figure
      id="axes"
      title="Two axes made of words"
      asked={[answer]}
      onSpelling={(wrong, right) => [axes.x, axes.y].forEach((axis) => (axis.value = axis.peek().replace(wrong, right)))}
      caption={bundle ? <Caption bundle={bundle} /> : answer.error.value ? 'There is no such direction in this table.' : 'The rows are on their way.'}
      csv={() => ({
        header: ['token', 'id', axes.x.value, axes.y.value],
        rows: bundle ? Array.from({ length: info.value?.rows ?? 0 }, (_, id) => [nameOf(names.peek(), id), id, ...floats(bundle, 'cosines').subarray(2 * id, 2 * id + 2)]) : [],
      })}
      python={`import rowspace as rs

table = rs.open(${pythonText(sourceOf(table.value))})
cosines = table.along([${pythonText(axes.x.value)}, ${pythonText(axes.y.value)}])
print(cosines.shape, cosines[:5])`}
      bench={null}
    >
      <div class="controls bench-controls">
        <TextField label="Across" value={axes.x} />
        <TextField label="Up" value={axes.y} />
      </div>
      {bundle && <Picture bundle={bundle} />}
      {bundle && <Ends bundle={bundle} />}
    </Figure>
  );
}

function Caption({ bundle }: { bundle: Bundle<Along> }) {
  const [x, y] = bundle.meta.expressions;
  const rows = bundle.arrays.cosines.shape[0];
  const drawn = useMemo(() => finite(floats(bundle, 'cosines')).length, [bundle]);
  return (
    <>
      <Num name="drawn" value={drawn} text={count(drawn)} /> of {count(rows)} rows drawn: cosine with {x} across, with {y} up. Unit rows are added before the cosine, as in the analogies.
    </>
  );
}

/** Ids whose two cosines are numbers. */
function finite(cosines: Float32Array): Int32Array {
  const ids: number[] = [];
  for (let id = 0; id < cosines.length / 2; id++) if (Number.isFinite(cosines[2 * id]) && Number.isFinite(cosines[2 * id + 1])) ids.push(id);
  return Int32Array.from(ids);
}

function Picture({ bundle }: { bundle: Bundle<Along> }) {
  const { names, groups: grouped, card } = useWhole();
  const stage = useRef<HTMLDivElement>(null);
  const height = useStageHeight(stage);
  const cosines = floats(bundle, 'cosines');
  const ids = useMemo(() => finite(cosines), [bundle]);
  const positions = useMemo(() => (ids.length * 2 === cosines.length ? cosines : Float32Array.from({ length: 2 * ids.length }, (_, at) => cosines[2 * ids[at >> 1] + (at & 1)])), [ids]);
  const places = useMemo(() => new Map(Array.from(ids, (id, place) => [id, place])), [ids]);
  const known = grouped.value.value;
  const colors = useMemo(
    () => (known ? groupColors(known.arrays.groups.numbers as Uint8Array, known.meta.names, theme.value) : plainColors(cosines.length / 2, theme.value)),
    [known, theme.value, bundle],
  );
  const groups = useMemo(() => Uint8Array.from(ids, (id) => colors.entries[id] ?? NO_GROUP), [ids, colors]);
  const front = useMemo(() => [...groups.keys()].filter((place) => groups[place] !== NO_GROUP).slice(0, 300), [groups]);
  const placed = (id: number | undefined): number => (id === undefined ? -1 : (places.get(id) ?? -1));
  const marks = chosen.value.map(placed).filter((place) => place >= 0);
  const label = useMemo(() => (place: number) => spelled(nameOf(names.value, ids[place])), [names.value, ids]);
  const [x, y] = bundle.meta.expressions;
  return (
    <div class="bench-stage" ref={stage} data-axes>
      <span class="bench-axis" data-axis="y">
        {y} →
      </span>
      <ScatterView
        key={ids.length}
        positions={positions}
        groups={groups}
        labels={label}
        palette={colors.palette}
        front={front}
        marked={marks}
        lines={AXES}
        hovered={over.value === null ? -1 : placed(over.value)}
        selected={[placed(card.value.value?.id), placed(names.value?.idOf(withToken.value))].filter((place) => place >= 0)}
        look={readLook(axes.look.value)}
        onLook={(look) => whileDragging(() => (axes.look.value = writeLook(look)))}
        onLasso={(path, event, done, plot) => {
          if (!done || path.length < 3) return;
          const rows = pointsInside(plot, path).map((place) => ids[place]);
          chooseBy(event, rows);
        }}
        onHover={(place) => (over.value = place < 0 ? null : ids[place])}
        onPick={(place) => place >= 0 && open(names.peek()?.address(ids[place]) ?? `#${ids[place]}`)}
        label={`${ids.length} rows: cosine with ${x} across, with ${y} up. Arrow keys go to the nearest dot in that direction, Enter opens its card.`}
        describe={(place) => `${label(place)}, id ${ids[place]}, ${fixed(positions[2 * place])}, ${fixed(positions[2 * place + 1])}`}
        height={height}
        trails="never"
        test="axes-canvas"
      >
        <RowReading id={over.value} hint="Point at a dot, or go from dot to dot with the arrow keys. Shift-drag draws a lasso.">
          {over.value !== null && placed(over.value) >= 0 && (
            <>
              {' '}
              at <Num name="at-x" value={positions[2 * placed(over.value)]} />, <Num name="at-y" value={positions[2 * placed(over.value) + 1]} />
            </>
          )}
        </RowReading>
      </ScatterView>
      <span class="bench-axis" data-axis="x">
        {x} →
      </span>
    </div>
  );
}

/** Where both cosines are zero. */
const AXES = [
  { from: [-1, 0], to: [1, 0], dash: [2, 4] },
  { from: [0, -1], to: [0, 1], dash: [2, 4] },
] as const;

/** The rows farthest out along each axis, as a table. */
function Ends({ bundle }: { bundle: Bundle<Along> }) {
  const { names } = useWhole();
  const cosines = floats(bundle, 'cosines');
  return (
    <Twin summary="The ends of both axes as a table" columns={[{ text: 'axis' }, { text: 'token' }, 'id', 'cosine']} lazy>
      {() =>
        bundle.meta.expressions.flatMap((expression, axis) =>
          endsOf(cosines, axis).map((id) => (
            <tr key={`${axis}-${id}`}>
              <th scope="row">{expression}</th>
              <td class="mono">{spelled(nameOf(names.value, id))}</td>
              <td class="num right">{id}</td>
              <td class="num right" data-number={cosines[2 * id + axis]}>
                {fixed(cosines[2 * id + axis])}
              </td>
            </tr>
          )),
        )
      }
    </Twin>
  );
}

function endsOf(cosines: Float32Array, axis: number): number[] {
  const ids = [...finite(cosines)].toSorted((a, b) => cosines[2 * b + axis] - cosines[2 * a + axis]);
  return [...new Set([...ids.slice(0, LISTED), ...ids.slice(-LISTED)])];
}
