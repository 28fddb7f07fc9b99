import { useSignal } from '@preact/signals';
import { Chip } from '../parts/chip';
import { Figure } from '../parts/figure';
import { count, fixed, pythonText, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Toggle } from '../parts/toggle';
import { TokenInput } from '../parts/token-input';
import { Colorbar } from '../plot/colorbar';
import { type CellPlace, HeatmapView } from '../plot/heatmap-view';
import { get, getBundle, tablePath } from '../source/api';
import { floats, rowOf, type Bundle } from '../source/bundle';
import { useQuery } from '../source/query';
import { sourceOf, tableInfo } from '../source/tables';
import type { Pair, RowSelection } from '../source/types';
import { flagParam, listParam, param } from '../state/address';
import { hovered } from '../state/selection';
import { CellReading } from './cell-reading';
import { agreeing, stacked } from './compare-rows-difference';
import type { PanelProps } from './list';
import './matrix.css';
import { dimLabel, RowNumbers, rowsCsv, waitingCaption } from './row-numbers';

const PRESETS = [
  ['cat', 'dog'],
  ['cat', 'king'],
  ['king', 'queen'],
] as const;

/** Two rows one above the other, their difference, and what the cosine makes of them. */
export function CompareRowsPanel({ id, table }: PanelProps) {
  // Two rows chosen in the matrix are the ones to compare, until others are asked for here.
  const chosen = listParam('matrix.selected', []).value;
  const [first, second] = chosen.length === 2 ? chosen : ['cat', 'dog'];
  const a = param(`${id}.a`, first);
  const b = param(`${id}.b`, second);
  const signs = flagParam(`${id}.signs`);
  const cell = useSignal<CellPlace | null>(null);
  const rows = useQuery(() => getBundle<RowSelection>(tablePath(table.value, 'rows'), { token: [a.value, b.value] }));
  const pair = useQuery(() => get<Pair>(tablePath(table.value, 'pair'), { a: a.value, b: b.value }));
  const bundle = rows.value.value;
  const drawn = bundle && drawnRows(bundle);
  const clip = bundle?.meta.clip.value ?? 1;
  const value = drawn && cell.value ? drawn.values[cell.value.row * drawn.dim + cell.value.col] : undefined;
  const choose = (one: string, other: string): void => {
    a.value = one;
    b.value = other;
  };
  return (
    <Figure
      id={id}
      title="Two rows, cell by cell"
      table={table}
      asked={[rows, pair]}
      onSpelling={(wrong, right) => {
        for (const token of [a, b]) if (token.peek() === wrong) token.value = right;
      }}
      caption={bundle ? captionOf(table.value, bundle.meta) : waitingCaption(rows)}
      csv={() => (drawn ? rowsCsv(drawn, [...bundle.meta.ids, null]) : { header: [], rows: [] })}
      bench={{ token: a.value, with: b.value }}
      python={pythonLines(table.value, a.value, b.value)}
    >
      <div class="controls">
        <TokenInput label="First row" table={table} value={a.value} onChange={(token) => (a.value = token)} />
        <TokenInput label="Second row" table={table} value={b.value} onChange={(token) => (b.value = token)} />
        <div class="matrix-presets">
          {PRESETS.map(([one, other]) => (
            <button key={one + other} type="button" class="button" aria-pressed={a.value === one && b.value === other} onClick={() => choose(one, other)}>
              {one}, {other}
            </button>
          ))}
        </div>
        <Toggle label="Mark negative cells" value={signs} />
      </div>
      {drawn && (
        <>
          <div class="matrix-key">
            <Colorbar clip={clip} signs={signs.value} text={(shown) => fixed(shown, 2)} label="Blue is negative, white is zero, red is positive" />
            <CellReading token={cell.value ? drawn.tokens[cell.value.row] : undefined} dim={cell.value?.col} value={value} hint="Point at a cell for its number." />
          </div>
          <HeatmapView
            values={drawn.values}
            rows={3}
            cols={drawn.dim}
            clip={clip}
            rowHeight={40}
            rowGap={6}
            signs={signs.value}
            cell={cell.value}
            onHover={(place) => {
              cell.value = place;
              hovered.value = place && place.row < 2 ? drawn.tokens[place.row] : null;
            }}
            label={`Rows of ${spelled(a.value)} and ${spelled(b.value)} and their difference as colored cells. Arrow keys read them one by one.`}
            describe={({ row, col }) => `${spelled(drawn.tokens[row])}, dim ${col}, ${fixed(drawn.values[row * drawn.dim + col], 4)}`}
            rowLabel={(row) => (row < 2 ? <Chip token={drawn.tokens[row]} id={bundle.meta.ids[row]} /> : <span class="compare-rows-minus">difference</span>)}
            colLabel={(dim) => dimLabel(dim, drawn.dim)}
            test="compare-rows-cells"
          />
          {pair.value.value && <Facts pair={pair.value.value} same={agreeing(drawn.values, drawn.dim)} dim={drawn.dim} />}
          <RowNumbers rows={drawn} />
        </>
      )}
    </Figure>
  );
}

function Facts({ pair, same, dim }: { pair: Pair; same: number; dim: number }) {
  return (
    <dl class="matrix-facts" aria-live="polite">
      <div>
        <dt>Cosine</dt>
        <dd>
          <Num name="cosine" value={pair.cosine} />
        </dd>
      </div>
      <div>
        <dt>Same sign in</dt>
        <dd>
          <Num name="same-sign" value={same} digits={0} /> <small>of {dim} dims</small>
        </dd>
      </div>
      <div>
        <dt>Length of the difference</dt>
        <dd>
          <Num name="euclidean" value={pair.euclidean} />
        </dd>
      </div>
    </dl>
  );
}

function drawnRows(bundle: Bundle<RowSelection>) {
  const dim = bundle.arrays.rows.shape[1];
  const rows = floats(bundle, 'rows');
  const [a, b] = bundle.meta.tokens;
  return { tokens: [a, b, `${a} − ${b}`], dim, values: stacked(rowOf(rows, dim, 0), rowOf(rows, dim, 1)) };
}

function captionOf(table: string, meta: RowSelection): string {
  const info = tableInfo(table);
  const { percentile, value } = meta.clip;
  return (
    `2 of ${info ? count(info.rows) : '…'} rows of ${table} and their difference, all ${info?.dim ?? '…'} dims. Colors reach ±${fixed(value, 2)}, ` +
    `the ${percentile}th percentile of |value| in the two rows; beyond it they do not change.`
  );
}

function pythonLines(table: string, a: string, b: string): string {
  return `import rowspace as rs

table = rs.open(${pythonText(sourceOf(table))})
a, b = table[${pythonText(a)}], table[${pythonText(b)}]
print(table.similarity(${pythonText(a)}, ${pythonText(b)}))
print(((a > 0) == (b > 0)).sum(), "of", table.dim, "dims agree in sign")
print((a - b).round(4))`;
}
