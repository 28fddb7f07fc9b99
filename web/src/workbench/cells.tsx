import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { count, fixed, pythonText, spelled } from '../parts/format';
import { Notice } from '../parts/notice';
import { Num } from '../parts/num';
import { Progress } from '../parts/progress';
import { TokenInput } from '../parts/token-input';
import { Colorbar } from '../plot/colorbar';
import { getBundle, tablePath } from '../source/api';
import { send } from '../source/flights';
import { sourceOf } from '../source/tables';
import type { Cells } from '../source/types';
import { arrangementNow, cells, placeOf, useMarks, useOrder } from './cells-answers';
import { CellsStage, type StageState } from './cells-stage';
import { viewQuery } from './cells-tiles';
import { CellsTwin } from './cells-twin';
import { ClusterCount } from './cluster-count';
import { ClusterNote } from './cluster-note';
import { ClusterPlaces } from './cluster-places';
import { clustersNow, useClusters } from './clusters';
import { table, token } from './state';
import { useWhole } from './whole';

const ORDERS = [
  { value: 'id', label: 'id' },
  { value: 'norm', label: 'norm, longest first' },
  { value: 'similarity', label: 'similarity' },
  { value: 'cluster', label: 'cluster' },
];
const DIMS = [
  { value: 'id', label: 'as stored' },
  { value: 'variance', label: 'widest first' },
];
const MOST_ROWS = 400;

/** The whole table as colored cells, at every zoom. */
export function CellsView() {
  const { info, card, dims } = useWhole();
  const clusters = useClusters(() => cells.by.value === 'cluster');
  const order = useOrder();
  const marks = useMarks(order.ids);
  const state = useSignal<StageState | null>(null);
  const shown = state.value;
  const parted = clustersNow();
  const arrangement = arrangementNow();
  const now = useMemo(() => arrangement, [arrangement?.table, arrangement?.by, arrangement?.to, arrangement?.dims, arrangement?.clusters]);
  const opened = card.value.value && token.value ? placeOf(card.value.value.id, order.ids) : -1;
  return (
    <Figure
      id="cells"
      title="The whole table"
      asked={[clusters, order.answer]}
      caption={<Caption state={shown} />}
      csv={async () => csvOf(shown)}
      python={pythonLines()}
      bench={null}
    >
      <div class="controls bench-controls">
        <Choice label="Rows by" options={ORDERS} value={cells.by} />
        {cells.by.value === 'similarity' && (
          <TokenInput label="similar to" table={table} value={cells.to.value || token.value} onChange={(text) => (cells.to.value = text)} />
        )}
        {cells.by.value === 'cluster' && <ClusterCount />}
        <Choice label="Dims" options={DIMS} value={cells.dims} />
        <Progress work={clusters} />
      </div>
      <div class="bench-key-row">
        {shown && <Colorbar clip={shown.clip} text={(value) => fixed(value, 2)} label="Blue is negative, white is zero, red is positive" />}
        <p class="bench-quiet">
          <i class="cells-mark" data-kind="zero" /> zero row <i class="cells-mark" data-kind="odd" /> NaN or infinity <i class="cells-mark" data-kind="chosen" /> selected{' '}
          <i class="cells-mark" data-kind="outlier" /> outlying dim
        </p>
      </div>
      {cells.by.value === 'cluster' && parted && info.value && <ClusterPlaces meta={parted} rows={info.value.rows} state={shown} />}
      {now && info.value ? (
        <CellsStage
          key={now.table}
          arrangement={now}
          rows={info.value.rows}
          dim={info.value.dim}
          order={order.ids}
          marks={marks}
          outliers={dims.value.value?.meta.outliers ?? []}
          dimsBy={dims.value.value?.arrays.by_variance.numbers as Int32Array | undefined}
          opened={opened}
          onState={(next) => (state.value = next)}
        />
      ) : (
        <Notice>
          <p>{cells.by.value === 'cluster' ? 'Rows lie by cluster once the clusters are known.' : 'Rows are ordered by likeness to a token: choose one above, or open one.'}</p>
        </Notice>
      )}
      {shown && <CellsTwin state={state} />}
    </Figure>
  );
}

function Caption({ state }: { state: StageState | null }) {
  const { info } = useWhole();
  if (!state || !info.value) return <>The cells are on their way.</>;
  const { levels, block, rule, clip } = state;
  const [height, width] = [2 ** levels.row, 2 ** levels.dim];
  const pooled = state.rowsPerPixel > 1 || state.dimsPerPixel > 1;
  return (
    <>
      Rows <Num name="top" value={block.top} text={count(block.top)} /> to <Num name="bottom" value={block.bottom - 1} text={count(block.bottom - 1)} /> of {count(info.value.rows)} in the order{' '}
      {orderName()}, dims {count(block.left)} to {count(block.right - 1)} of {count(info.value.dim)} {cells.dims.value === 'id' ? 'as stored' : 'from the widest'}.{' '}
      {pooled && `A pixel shows the number farthest from zero, with its sign, of about ${plainCount(state.rowsPerPixel)} × ${plainCount(state.dimsPerPixel)} cells, from a pyramid of ${height} × ${width}. `}
      {pooled && 'A line with a zero row is drawn white while such lines are few. '}
      {cells.by.value === 'cluster' && <ClusterNote />} Colors reach ±<Num name="clip" value={clip} />, {rule} at this zoom.
    </>
  );
}

function plainCount(value: number): string {
  return value < 10 ? String(Number(Math.max(1, value).toPrecision(2))) : count(Math.round(value));
}

function orderName(): string {
  if (cells.by.value === 'similarity') return `of likeness to ${spelled(cells.to.value || token.value)}`;
  if (cells.by.value === 'cluster') return `of ${clustersNow()?.count ?? ''} clusters, largest first`;
  return cells.by.value === 'norm' ? 'of length, longest first' : 'of ids';
}

/** The cells in view, exact; the first 400 rows of them. */
async function csvOf(state: StageState | null) {
  const now = arrangementNow();
  if (!state || !now) return { header: ['token', 'id'], rows: [] };
  const { block } = state;
  const columns = Math.min(block.right - block.left, Math.floor(65_536 / MOST_ROWS));
  const rows = Math.min(block.bottom - block.top, MOST_ROWS);
  const query = { top: block.top, rows, left: block.left, columns, ...viewQuery(now) };
  const { meta, arrays } = await send(getBundle<Cells>(tablePath(now.table, 'cells'), query));
  const width = arrays.values.shape[1];
  return {
    header: ['token', 'id', ...meta.dims.map((dim) => `dim ${dim}`)],
    rows: meta.tokens.map((name, row) => [name, meta.ids[row], ...arrays.values.numbers.slice(row * width, (row + 1) * width)]),
  };
}

function pythonLines(): string {
  const now = arrangementNow();
  const view = [now?.by && now.by !== 'id' && `by=${pythonText(now.by)}`, now?.to && `to=${pythonText(now.to)}`, now?.dims === 'variance' && 'dims="variance"', now?.clusters && `clusters=${now.clusters}`].filter(Boolean);
  return `import rowspace as rs
from rowspace.operations.pyramid import View
from rowspace.operations.tiles import cells

table = rs.open(${pythonText(sourceOf(table.value))})
part = cells(table, rows=(0, 10), dims=(0, 8), view=View(${view.join(', ')}))
for token, row in zip(part.tokens, part.values):
    print(f"{token:20}", row.round(3))`;
}
