import { useSignal } from '@preact/signals';
import { Figure } from '../parts/figure';
import { count, fixed, pythonList, pythonText, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { Toggle } from '../parts/toggle';
import { TokenList } from '../parts/token-list';
import { Twin } from '../parts/twin';
import { Colorbar } from '../plot/colorbar';
import { HeatmapView, type CellPlace } from '../plot/heatmap-view';
import { get, getBundle, tablePath } from '../source/api';
import { floats, type Bundle } from '../source/bundle';
import { useQuery } from '../source/query';
import { sourceOf, tableInfo } from '../source/tables';
import type { Baseline, Similarity } from '../source/types';
import { flagParam, listParam } from '../state/address';
import { hovered } from '../state/selection';
import type { PanelProps } from './list';
import { RandomPairs } from './similarity-baseline';
import './similarity.css';

const WORDS = ['cat', 'dog', 'horse', 'king', 'queen', 'the', 'of', 'red', 'blue', 'paris', 'tokyo'];
const MOST = 40;

/** Every chosen token with every other, beside the cosines of random pairs. */
export function SimilarityPanel({ id, table }: PanelProps) {
  const tokens = listParam(`${id}.tokens`, WORDS);
  const signs = flagParam(`${id}.signs`);
  const cell = useSignal<CellPlace | null>(null);
  const matrix = useQuery(() =>
    tokens.value.length > 1 ? getBundle<Similarity>(tablePath(table.value, 'similarity'), { token: tokens.value, metric: 'cosine' }) : null,
  );
  const baseline = useQuery(() => get<Baseline>(tablePath(table.value, 'baseline'), { pairs: 2000, seed: 0 }));
  const bundle = matrix.value.value;
  const rows = tableInfo(table.value)?.rows;
  return (
    <Figure
      id={id}
      title="Every pair of a selection"
      table={table}
      asked={[matrix, baseline]}
      onSpelling={(wrong, right) => (tokens.value = tokens.peek().map((token) => (token === wrong ? right : token)))}
      caption={`${tokens.value.length} of ${rows ? count(rows) : '…'} rows, cosine on −1 … 1. Random pairs: ${baseline.value.value ? count(baseline.value.value.pairs) : '…'} of all rows, seed ${baseline.value.value?.seed ?? 0}.`}
      csv={() => ({ header: ['a', 'b', 'cosine'], rows: bundle ? pairsOf(bundle) : [] })}
      bench={{ tab: 'alike', tokens: tokens.value }}
      python={`import rowspace as rs\n\ntable = rs.open(${pythonText(sourceOf(table.value))})\nprint(table.similarities(${pythonList(tokens.value)}))\nprint(table.baseline())`}
    >
      <TokenList label="tokens to compare" table={table} tokens={tokens} least={2} most={MOST} />
      <div class="controls">
        <Toggle label="Mark negative cells" value={signs} />
      </div>
      {bundle && <Matrix bundle={bundle} cell={cell} signs={signs.value} />}
      {baseline.value.value && <RandomPairs baseline={baseline.value.value} marked={markedValue(bundle, cell.value)} />}
    </Figure>
  );
}

function Matrix({ bundle, cell, signs }: { bundle: Bundle<Similarity>; cell: { value: CellPlace | null }; signs: boolean }) {
  const { tokens } = bundle.meta;
  const values = floats(bundle, 'matrix');
  const say = ({ row, col }: CellPlace): string => `${tokens[row]} and ${tokens[col]}: ${fixed(values[row * tokens.length + col])}`;
  const lit = tokens.indexOf(hovered.value ?? '');
  const at = cell.value;
  return (
    <>
      <HeatmapView
        values={values}
        rows={tokens.length}
        cols={tokens.length}
        clip={1}
        square
        signs={signs}
        lit={lit >= 0 ? [lit] : []}
        cell={at}
        onHover={(place) => (cell.value = place)}
        label={`Cosine of ${tokens.length} tokens with each other`}
        describe={say}
        rowLabel={(row) => <span class="mono">{spelled(tokens[row])}</span>}
        colLabel={(col) => <span class="mono">{spelled(tokens[col])}</span>}
        colRoom={64}
        test="similarity-matrix"
      />
      <div class="similarity-read">
        <p>{at ? <CellText tokens={tokens} values={values} place={at} /> : 'Point at a cell to read its cosine.'}</p>
        <Colorbar clip={1} text={(value) => fixed(value, 0)} signs={signs} label="Blue is −1, white 0, red 1" />
      </div>
      <MatrixNumbers tokens={tokens} values={values} />
    </>
  );
}

function CellText({ tokens, values, place }: { tokens: readonly string[]; values: Float32Array; place: CellPlace }) {
  return (
    <>
      <span class="mono">{spelled(tokens[place.row])}</span> and <span class="mono">{spelled(tokens[place.col])}</span>:{' '}
      <Num name="cell" value={values[place.row * tokens.length + place.col]} />
    </>
  );
}

function MatrixNumbers({ tokens, values }: { tokens: readonly string[]; values: Float32Array }) {
  return (
    <Twin columns={[{ text: 'token' }, ...tokens.map(spelled)]}>
      {() =>
        tokens.map((token, row) => (
          <tr key={token}>
            <th scope="row">{spelled(token)}</th>
            {tokens.map((other, col) => (
              <td key={other} class="right">
                <Num name={`${token}-${other}`} value={values[row * tokens.length + col]} />
              </td>
            ))}
          </tr>
        ))
      }
    </Twin>
  );
}

function markedValue(bundle: Bundle<Similarity> | undefined, place: CellPlace | null): number | null {
  if (!bundle || !place || place.row === place.col) return null;
  return floats(bundle, 'matrix')[place.row * bundle.meta.tokens.length + place.col] ?? null;
}

function pairsOf(bundle: Bundle<Similarity>): [string, string, number][] {
  const { tokens } = bundle.meta;
  const values = floats(bundle, 'matrix');
  return tokens.flatMap((a, row) => tokens.map((b, col): [string, string, number] => [a, b, values[row * tokens.length + col]]));
}
