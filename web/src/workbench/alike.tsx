import { useSignal } from '@preact/signals';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, fixed, pythonText, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Toggle } from '../parts/toggle';
import { Twin } from '../parts/twin';
import { Colorbar } from '../plot/colorbar';
import { type CellPlace, HeatmapView } from '../plot/heatmap-view';
import { getBundle, tablePath } from '../source/api';
import { floats, type Bundle } from '../source/bundle';
import { useQuery } from '../source/query';
import { sourceOf } from '../source/tables';
import type { Alike } from '../source/types';
import { flagParam, param } from '../state/address';
import { chosen, open, over, table, withToken } from './state';
import { TokenChip } from './token-chip';
import { useWhole } from './whole';

/** As many rows as one question of the server may name. */
const MOST = 512;
/** Up to so many, each row has its name beside it, and the numbers are a table too. */
const NAMED = 48;
/** A cell that a name can stand beside; and what else of the window the matrix leaves, CSS pixels. */
const LEAST_CELL = 14;
const ABOVE = 400;
const METRICS = [
  { value: 'cosine', label: 'cosine' },
  { value: 'dot', label: 'dot' },
  { value: 'euclidean', label: 'distance' },
];

/** Every row of the selection with every other. */
export function AlikeView() {
  const { info } = useWhole();
  const metric = param('alike.metric', 'cosine');
  const arrange = flagParam('alike.arrange', true);
  const answer = useQuery(() => {
    const ids = chosen.value.slice(0, MOST);
    return ids.length > 1 && table.value ? getBundle<Alike>(tablePath(table.value, 'alike'), { id: ids.map(String), metric: metric.value, arrange: arrange.value }) : null;
  });
  const few = chosen.value.length < 2;
  const bundle = few ? undefined : answer.value.value;
  return (
    <Figure
      id="alike"
      title="The selection with itself"
      asked={[answer]}
      caption={
        few ? (
          'Two rows or more are compared with each other.'
        ) : (
          <>
            <Num name="drawn" value={bundle?.meta.ids.length ?? 0} text={count(bundle?.meta.ids.length ?? 0)} /> of {count(chosen.value.length)} selected rows, of {count(info.value?.rows ?? 0)} in the table.{' '}
            {{ cosine: 'Cosine', dot: 'Dot product', euclidean: 'Euclidean distance' }[metric.value]}
            {arrange.value ? ', the alike side by side: leaves of a tree of average cosines.' : ', by id.'}
          </>
        )
      }
      csv={() => ({ header: ['a', 'b', metric.value], rows: bundle ? pairsOf(bundle) : [] })}
      python={`import rowspace as rs
from rowspace.operations.alike import alike

table = rs.open(${pythonText(sourceOf(table.value))})
found = alike(table, [${chosen.value.slice(0, MOST).join(', ')}], ${pythonText(metric.value)}, arrange=${arrange.value ? 'True' : 'False'})
print(found.tokens)
print(found.matrix.round(3))`}
      bench={null}
    >
      <div class="controls bench-controls">
        <Choice label="Metric" quiet options={METRICS} value={metric} />
        <Toggle label="The alike side by side" value={arrange} />
      </div>
      {few && <p class="bench-empty bench-stage">Select rows with the lasso on the map, in the search, or on a card. They are compared here.</p>}
      {bundle && <Matrix bundle={bundle} />}
    </Figure>
  );
}

function Matrix({ bundle }: { bundle: Bundle<Alike> }) {
  const { names } = useWhole();
  const cell = useSignal<CellPlace | null>(null);
  const { tokens, ids, metric } = bundle.meta;
  const values = floats(bundle, 'matrix');
  const clip = metric === 'cosine' ? 1 : values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const read = ({ row, col }: CellPlace): number => values[row * tokens.length + col];
  const say = (place: CellPlace): string => `${spelled(tokens[place.row])} and ${spelled(tokens[place.col])}: ${fixed(read(place))}`;
  const named = tokens.length <= NAMED;
  const lit = over.value === null ? -1 : ids.indexOf(over.value);
  const at = cell.value && cell.value.row < tokens.length && cell.value.col < tokens.length ? cell.value : null;
  return (
    <>
      <HeatmapView
        values={values}
        rows={tokens.length}
        cols={tokens.length}
        clip={clip}
        square
        maxCell={Math.max(LEAST_CELL, Math.min(36, Math.floor((globalThis.innerHeight - ABOVE) / tokens.length)))}
        lit={named && lit >= 0 ? [lit] : []}
        cell={at}
        onHover={(place) => {
          cell.value = place;
          over.value = place ? ids[place.row] : null;
        }}
        onPick={({ row, col }) => {
          open(names.peek()?.address(ids[row]) ?? `#${ids[row]}`);
          withToken.value = row === col ? '' : (names.peek()?.address(ids[col]) ?? `#${ids[col]}`);
        }}
        label={`${tokens.length} rows with each other. Arrow keys go from pair to pair, Enter compares the two.`}
        describe={say}
        rowLabel={named ? (row) => <span class="mono bench-name">{spelled(tokens[row])}</span> : undefined}
        colLabel={named ? (col) => <span class="mono bench-name">{spelled(tokens[col])}</span> : undefined}
        colRoom={72}
        test="alike-matrix"
      />
      <div class="bench-key-row">
        <div class="bench-reading">
          {at ? (
            <p>
              <TokenChip id={ids[at.row]} text={tokens[at.row]} /> and <TokenChip id={ids[at.col]} text={tokens[at.col]} /> <Num name="pair" value={read(at)} digits={4} />
            </p>
          ) : (
            <p class="bench-quiet">Point at a cell to read its pair; a click compares the two on the card.</p>
          )}
        </div>
        <Colorbar clip={clip} text={(value) => fixed(value, clip >= 10 ? 0 : 2)} label="Blue is negative, white is zero, red is positive" />
      </div>
      {named && (
        <Twin columns={[{ text: 'token' }, ...tokens.map((token, place) => spelled(token) + ' '.repeat(place))]} lazy>
          {() =>
            tokens.map((token, row) => (
              <tr key={ids[row]}>
                <th scope="row" class="mono">
                  {spelled(token)}
                </th>
                {tokens.map((_, col) => (
                  <td key={col} class="num right" data-number={read({ row, col })}>
                    {fixed(read({ row, col }))}
                  </td>
                ))}
              </tr>
            ))
          }
        </Twin>
      )}
    </>
  );
}

function pairsOf(bundle: Bundle<Alike>): [string, string, number][] {
  const { tokens } = bundle.meta;
  const values = floats(bundle, 'matrix');
  return tokens.flatMap((a, row) => tokens.map((b, col): [string, string, number] => [a, b, values[row * tokens.length + col]]));
}
