import { useSignal } from '@preact/signals';
import { Chip } from '../parts/chip';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, fixed, pythonList, pythonText, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Toggle } from '../parts/toggle';
import { TokenList } from '../parts/token-list';
import { Colorbar } from '../plot/colorbar';
import { type CellPlace, HeatmapView } from '../plot/heatmap-view';
import { getBundle, tablePath } from '../source/api';
import { floats } from '../source/bundle';
import { useQuery } from '../source/query';
import { sourceOf, tableInfo } from '../source/tables';
import type { RowSelection } from '../source/types';
import { flagParam, listParam, param } from '../state/address';
import { hovered, pinned } from '../state/selection';
import { CellReading } from './cell-reading';
import { respelled, toggleChosen } from './chosen';
import type { PanelProps } from './list';
import './matrix.css';
import { dimLabel, type DrawnRows, RowNumbers, rowsCsv, waitingCaption } from './row-numbers';

const FIRST_TOKENS = ['cat', 'dog', 'horse', 'fish', 'king', 'queen', 'man', 'woman', 'the', 'of', 'paris', 'tokyo'];
/** Width of a cell that can be told from its neighbor and carries a sign, CSS pixels. */
const WIDE = 16;

/** A slice of the table as colored cells: tokens down, dims across. */
export function MatrixPanel({ id, table }: PanelProps) {
  const tokens = listParam(`${id}.tokens`, FIRST_TOKENS);
  const selected = listParam(`${id}.selected`, []);
  const signs = flagParam(`${id}.signs`);
  const cells = param(`${id}.cells`, 'fit');
  const cell = useSignal<CellPlace | null>(null);
  const answer = useQuery(() => getBundle<RowSelection>(tablePath(table.value, 'rows'), { token: tokens.value }));
  const bundle = answer.value.value;
  const drawn = bundle && { tokens: bundle.meta.tokens, dim: bundle.arrays.rows.shape[1], values: floats(bundle, 'rows') };
  return (
    <Figure
      id={id}
      title="Rows as colored cells"
      table={table}
      asked={[answer]}
      onSpelling={(wrong, right) => respelled(tokens, wrong, right)}
      caption={bundle ? <Caption table={table.value} meta={bundle.meta} /> : waitingCaption(answer)}
      csv={() => (drawn ? rowsCsv(drawn, bundle.meta.ids) : { header: [], rows: [] })}
      bench={{ tab: 'cells', tokens: tokens.value }}
      python={pythonLines(table.value, tokens.value)}
    >
      <TokenList label="Rows shown" table={table} tokens={tokens} most={24} />
      <div class="controls">
        <Choice
          label="Dims"
          value={cells}
          options={[
            { value: 'fit', label: 'all in view' },
            { value: 'wide', label: 'wide, to scroll' },
          ]}
        />
        <Toggle label="Mark negative cells" value={signs} />
      </div>
      {bundle && drawn && (
        <>
          <div class="matrix-key">
            <Colorbar clip={bundle.meta.clip.value} signs={signs.value} text={(value) => fixed(value, 2)} label="Blue is negative, white is zero, red is positive" />
            <Reading drawn={drawn} cell={cell.value} />
          </div>
          <HeatmapView
            values={drawn.values}
            rows={drawn.tokens.length}
            cols={drawn.dim}
            clip={bundle.meta.clip.value}
            rowHeight={24}
            rowGap={4}
            minCell={cells.value === 'wide' ? WIDE : 0}
            signs={signs.value}
            lit={litRows(drawn.tokens, [...selected.value, ...pinned.value])}
            cell={cell.value}
            onHover={(place) => {
              cell.value = place;
              hovered.value = place ? drawn.tokens[place.row] : null;
            }}
            onPick={({ row }) => toggleChosen(selected, drawn.tokens[row])}
            label={`${drawn.tokens.length} rows of ${drawn.dim} numbers as colored cells. Arrow keys read them one by one, Enter lights a row.`}
            describe={({ row, col }) => `${spelled(drawn.tokens[row])}, dim ${col}, ${fixed(drawn.values[row * drawn.dim + col], 4)}`}
            rowLabel={(row) => (
              <Chip
                token={drawn.tokens[row]}
                id={bundle.meta.ids[row]}
                selected={selected.value.includes(drawn.tokens[row])}
                onClick={() => toggleChosen(selected, drawn.tokens[row])}
              />
            )}
            colLabel={(dim) => dimLabel(dim, drawn.dim, cells.value === 'wide')}
            test="matrix-cells"
          />
          <RowNumbers rows={drawn} />
        </>
      )}
    </Figure>
  );
}

function litRows(tokens: readonly string[], chosen: readonly string[]): number[] {
  return [...new Set(chosen)].map((token) => tokens.indexOf(token)).filter((row) => row >= 0);
}

function Reading({ drawn, cell }: { drawn: DrawnRows; cell: CellPlace | null }) {
  const value = cell ? drawn.values[cell.row * drawn.dim + cell.col] : undefined;
  return <CellReading token={cell ? drawn.tokens[cell.row] : undefined} dim={cell?.col} value={value} hint="Point at a cell for its number." />;
}

function Caption({ table, meta }: { table: string; meta: RowSelection }) {
  const info = tableInfo(table);
  return (
    <>
      {meta.tokens.length} of {info ? count(info.rows) : '…'} rows of {table}, all {info?.dim ?? '…'} dims in the table’s own order. Colors reach
      ±<Num name="clip" value={meta.clip.value} />, the {meta.clip.percentile}th percentile of |value| in these rows; beyond it they do not change.
    </>
  );
}

function pythonLines(table: string, tokens: readonly string[]): string {
  return `import rowspace as rs

table = rs.open(${pythonText(sourceOf(table))})
tokens = ${pythonList(tokens)}
rows = table.rows[[table.id(token) for token in tokens]]
print(rows.shape)
print(rows.round(4))`;
}
