import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { Figure } from '../parts/figure';
import { count, fixed, pythonList, pythonText } from '../parts/format';
import { Num } from '../parts/num';
import { Slider } from '../parts/slider';
import { Toggle } from '../parts/toggle';
import { TokenList } from '../parts/token-list';
import { animate } from '../plot/motion';
import { getBundle, tablePath } from '../source/api';
import { floats } from '../source/bundle';
import { useQuery } from '../source/query';
import { sourceOf, tableInfo } from '../source/tables';
import type { Rotation, RowSelection } from '../source/types';
import { flagParam, listParam, numberParam, whileDragging } from '../state/address';
import { respelled } from './chosen';
import type { PanelProps } from './list';
import './matrix.css';
import './rotation.css';
import { RotationCosines } from './rotation-cosines';
import { useFollow } from './rotation-follow';
import { RotatedRows } from './rotation-rows';
import { RowNumbers, rowsCsv, waitingCaption } from './row-numbers';

const FIRST_TOKENS = ['cat', 'dog', 'king', 'queen', 'the', 'paris'];

/** The whole space turned: every cell changes, no cosine does. */
export function RotationPanel({ id, table }: PanelProps) {
  const amount = numberParam(`${id}.amount`, 0);
  const seed = numberParam(`${id}.seed`, 0);
  const tokens = listParam(`${id}.tokens`, FIRST_TOKENS);
  const signs = flagParam(`${id}.signs`);
  const asked = useSignal(amount.peek());
  const turned = useQuery(() =>
    getBundle<Rotation>(tablePath(table.value, 'rotate'), { token: tokens.value, seed: seed.value, amount: asked.value }),
  );
  useFollow(asked, amount, turned.waiting);
  const before = useQuery(() => getBundle<RowSelection>(tablePath(table.value, 'rows'), { token: tokens.value }));
  const old = before.value.value;
  const now = turned.value.value;
  const drawn = now && { tokens: now.meta.tokens, dim: now.meta.dim, values: floats(now, 'rows') };
  const turn = useTurn(amount);
  return (
    <Figure
      id={id}
      title="The same rows in a turned space"
      table={table}
      asked={[turned, before]}
      onSpelling={(wrong, right) => respelled(tokens, wrong, right)}
      caption={now && old ? <Caption table={table.value} turned={now.meta} clip={old.meta.clip} /> : waitingCaption(turned)}
      csv={() => (drawn ? rowsCsv(drawn, old?.meta.ids ?? []) : { header: [], rows: [] })}
      bench={{ tab: 'cells', tokens: tokens.value }}
      python={pythonLines(table.value, tokens.value, seed.value, amount.value)}
    >
      <div class="rotation-controls">
        <Slider label="Turned by" min={0} max={1} step={0.01} value={amount} text={(share) => `${Math.round(100 * share)} %`} />
        <div class="controls">
          <button type="button" class="button" onClick={turn}>
            {amount.value < 1 ? 'Turn all the way' : 'Turn back'}
          </button>
          <button type="button" class="button" onClick={() => (seed.value = (seed.peek() + 1) % 1000)}>
            Another turn <small>(seed {seed.value})</small>
          </button>
          <Toggle label="Mark negative cells" value={signs} />
        </div>
      </div>
      {now && drawn && old?.arrays.rows.shape.join() === now.arrays.rows.shape.join() && (
        <>
          <RotatedRows drawn={drawn} before={floats(old, 'rows')} clip={old.meta.clip.value} signs={signs.value} />
          <div class="rotation-after">
            <RotationCosines tokens={drawn.tokens} cosines={floats(now, 'cosines')} signs={signs.value} />
            <Changes turned={now.meta} />
          </div>
          <RowNumbers rows={drawn} />
        </>
      )}
      <details class="fold" data-screen-only>
        <summary>Choose the rows ({tokens.value.length} drawn)</summary>
        <TokenList label="Rows shown" table={table} tokens={tokens} most={16} least={2} />
      </details>
    </Figure>
  );
}

/** Moves the slider from where it is to the farther end, in a second; with reduced motion at once. */
function useTurn(amount: { value: number; peek: () => number }): () => void {
  const stop = useRef(() => {});
  return useMemo(
    () => () => {
      stop.current();
      const from = amount.peek();
      const to = from < 1 ? 1 : 0;
      const step = (share: number): void => whileDragging(() => (amount.value = Math.round(100 * (from + (to - from) * share)) / 100));
      stop.current = animate({ milliseconds: 1200, step });
    },
    [amount],
  );
}

function Changes({ turned }: { turned: Rotation }) {
  return (
    <dl class="matrix-facts">
      <div>
        <dt>A cell changed on average by</dt>
        <dd>
          <Num name="mean-cell-change" value={turned.mean_cell_change} digits={3} />
        </dd>
      </div>
      <div>
        <dt>No cosine changed by more than</dt>
        <dd>
          <Num name="max-cosine-change" value={turned.max_cosine_change} text={tiny(turned.max_cosine_change)} />
        </dd>
      </div>
    </dl>
  );
}

/** A number near zero as digits and a power of ten: 2.4 × 10⁻⁷. */
export function tiny(value: number): string {
  if (value === 0 || Math.abs(value) >= 0.001) return fixed(value, 4);
  const [digits, power] = value.toExponential(1).split('e');
  const raised = [...power.replace('+', '')].map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)])).join('');
  return `${digits.replace('-', '\u2212')} × 10${raised}`;
}

function Caption({ table, turned, clip }: { table: string; turned: Rotation; clip: RowSelection['clip'] }) {
  const rows = tableInfo(table)?.rows;
  return (
    <>
      {turned.tokens.length} of {rows ? count(rows) : '…'} rows of {table}, all {turned.dim} dims, turned by {Math.round(100 * turned.amount)} % of the random
      rotation of seed {turned.seed}. Colors of numbers reach ±{fixed(clip.value, 2)}, the {clip.percentile}th percentile of |value| before the turn; those of
      cosines reach ±1.
    </>
  );
}

function pythonLines(table: string, tokens: readonly string[], seed: number, amount: number): string {
  return `import rowspace as rs

table = rs.open(${pythonText(sourceOf(table))})
turned = table.rotated(${pythonList(tokens)}, seed=${seed}, amount=${amount})
print(turned.mean_cell_change, turned.max_cosine_change)
print(turned.rows.round(4))
print(turned.cosines.round(3))`;
}
