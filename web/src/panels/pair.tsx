import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Figure } from '../parts/figure';
import { count, fixed, pythonText, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { TokenInput } from '../parts/token-input';
import { get, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import { sourceOf, tableInfo } from '../source/tables';
import type { Pair } from '../source/types';
import { param } from '../state/address';
import { FourPairs } from './pair-four';
import type { PanelProps } from './list';
import './pair.css';

/** One cosine worked out from its parts, and four pairs of the lesson beside it. */
export function PairPanel({ id, table }: PanelProps) {
  const a = param(`${id}.a`, 'cat');
  const b = param(`${id}.b`, 'dog');
  const asked = useQuery(() => get<Pair>(tablePath(table.value, 'pair'), { a: a.value, b: b.value }));
  const pair = asked.value.value;
  const rows = useMemo(() => computed(() => tableInfo(table.value)?.rows), []);
  return (
    <Figure
      id={id}
      title="One pair, worked out"
      table={table}
      asked={[asked]}
      onSpelling={(wrong, right) => [a, b].forEach((token) => token.value === wrong && (token.value = right))}
      caption={`2 of ${rows.value ? count(rows.value) : '…'} rows, cosine. The terms with the largest products stand first; the dot product adds up all ${tableInfo(table.value)?.dim ?? ''}.`}
      csv={() => ({
        header: ['dim', a.value, b.value, 'product'],
        rows: (pair?.terms ?? []).map((term) => [term.dim, term.a, term.b, term.product]),
      })}
      bench={{ token: a.value, with: b.value }}
      python={`import rowspace as rs\n\ntable = rs.open(${pythonText(sourceOf(table.value))})\npair = table.pair(${pythonText(a.value)}, ${pythonText(b.value)})\nprint(pair.dot, pair.norm_a, pair.norm_b, pair.cosine)`}
    >
      <div class="controls">
        <TokenInput label="First token" table={table} value={a.value} onChange={(token) => (a.value = token)} />
        <TokenInput label="Second token" table={table} value={b.value} onChange={(token) => (b.value = token)} />
      </div>
      {pair && (
        <>
          <Quotient pair={pair} />
          <Terms pair={pair} />
        </>
      )}
      <FourPairs table={table} onChoose={(first, second) => ([a.value, b.value] = [first, second])} />
    </Figure>
  );
}

function Quotient({ pair }: { pair: Pair }) {
  return (
    <p class="pair-sum">
      <span class="pair-name">cos({spelled(pair.a)}, {spelled(pair.b)})</span>
      <span aria-hidden="true">=</span>
      <span class="pair-fraction">
        <span>
          <Num name="dot" value={pair.dot} digits={4} /> <small>dot product</small>
        </span>
        <span class="for-readers">divided by</span>
        <span>
          <Num name="norm-a" value={pair.norm_a} digits={4} /> × <Num name="norm-b" value={pair.norm_b} digits={4} /> <small>lengths</small>
        </span>
      </span>
      <span aria-hidden="true">=</span>
      <strong>
        <Num name="cosine" value={pair.cosine} />
      </strong>
      <small class="pair-distance">
        Euclidean distance <Num name="euclidean" value={pair.euclidean} digits={3} />
      </small>
    </p>
  );
}

function Terms({ pair }: { pair: Pair }) {
  const shown = pair.terms.reduce((sum, term) => sum + term.product, 0);
  return (
    <table class="numbers pair-terms">
      <caption class="for-readers">The dims with the largest products</caption>
      <thead>
        <tr>
          <th scope="col">dim</th>
          <th scope="col" class="right">{spelled(pair.a)}</th>
          <th scope="col" class="right">{spelled(pair.b)}</th>
          <th scope="col" class="right">product</th>
        </tr>
      </thead>
      <tbody>
        {pair.terms.map((term) => (
          <tr key={term.dim}>
            <th scope="row">{term.dim}</th>
            <td class="right">{fixed(term.a)}</td>
            <td class="right">{fixed(term.b)}</td>
            <td class="right">{fixed(term.product, 4)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row" colSpan={3}>all other dims</th>
          <td class="right">{fixed(pair.dot - shown, 4)}</td>
        </tr>
        <tr class="pair-total">
          <th scope="row" colSpan={3}>dot product</th>
          <td class="right">{fixed(pair.dot, 4)}</td>
        </tr>
      </tbody>
    </table>
  );
}
