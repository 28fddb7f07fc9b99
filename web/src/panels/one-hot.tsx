import { floats, type Bundle } from '../source/bundle';
import { getBundle, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import { sourceOf, tableInfo } from '../source/tables';
import type { RowSelection, Similarity } from '../source/types';
import { listParam } from '../state/address';
import { Figure } from '../parts/figure';
import { count, pythonList, pythonText } from '../parts/format';
import { TokenList } from '../parts/token-list';
import { DenseCells, OneHotCells } from './one-hot-cells';
import { PairTable, pairsOf, type TokenPair } from './one-hot-pairs';
import type { PanelProps } from './list';
import './one-hot.css';

/** Dims of the dense rows that are drawn. */
export const SHOWN_DIMS = 8;
const MOST_TOKENS = 5;

/** The same tokens as one-hot vectors and as rows of the table, and how far apart either puts them. */
export function OneHotPanel({ id, table }: PanelProps) {
  const tokens = listParam(`${id}.tokens`, ['cat', 'dog', 'king']);
  const ask = <M,>(resource: string, metric?: string) =>
    useQuery(() => (tokens.value.length ? getBundle<M>(tablePath(table.value, resource), { token: tokens.value, metric }) : null));
  const rows = ask<RowSelection>('rows');
  const cosines = ask<Similarity>('similarity', 'cosine');
  const distances = ask<Similarity>('similarity', 'euclidean');
  const selection = rows.value.value;
  const pairs = pairsFrom(cosines.value.value, distances.value.value);
  const info = tableInfo(table.value);
  return (
    <Figure
      id={id}
      title="One-hot beside dense"
      table={table}
      asked={[rows, cosines, distances]}
      onSpelling={(wrong, right) => (tokens.value = tokens.peek().map((token) => (token === wrong ? right : token)))}
      caption={info && selection ? captionOf(info, selection) : 'The rows are on their way.'}
      csv={() => ({ header: PAIR_COLUMNS, rows: pairs.map(csvRow) })}
      bench={{ tab: 'alike', tokens: tokens.value }}
      python={pythonLines(table.value, tokens.value)}
    >
      <TokenList label="tokens to compare" table={table} tokens={tokens} least={2} most={MOST_TOKENS} />
      {selection && info && (
        <>
          <OneHotCells tokens={selection.meta.tokens} ids={selection.meta.ids} rows={info.rows} />
          <DenseCells
            tokens={selection.meta.tokens}
            numbers={floats(selection, 'rows')}
            dim={info.dim}
            shown={Math.min(SHOWN_DIMS, info.dim)}
            clip={selection.meta.clip.value}
          />
        </>
      )}
      {pairs.length > 0 && <PairTable pairs={pairs} />}
    </Figure>
  );
}

const PAIR_COLUMNS = ['a', 'b', 'one-hot distance', 'one-hot cosine', 'dense distance', 'dense cosine'];

function csvRow(pair: TokenPair) {
  return [pair.a, pair.b, Math.SQRT2, 0, pair.distance, pair.cosine];
}

/** Both answers speak of the same tokens, or the pairs are not shown yet. */
function pairsFrom(cosines: Bundle<Similarity> | undefined, distances: Bundle<Similarity> | undefined): TokenPair[] {
  if (!cosines || !distances || cosines.meta.ids.join() !== distances.meta.ids.join()) return [];
  return pairsOf(cosines.meta.tokens, floats(cosines, 'matrix'), floats(distances, 'matrix'));
}

function captionOf(info: { name: string; rows: number; dim: number }, { meta }: Bundle<RowSelection>): string {
  const shown = Math.min(SHOWN_DIMS, info.dim);
  return (
    `${meta.tokens.length} of ${count(info.rows)} rows of ${info.name}. One-hot: 12 of ${count(info.rows)} slots. ` +
    `Dense: the first ${shown} of ${info.dim} dims; colors clipped at the ${meta.clip.percentile}th percentile of |x|, ` +
    `${meta.clip.value.toFixed(3)}. Distance (Euclidean) and cosine use all ${info.dim} dims.`
  );
}

function pythonLines(table: string, tokens: readonly string[]): string {
  return `import rowspace as rs

table = rs.open(${pythonText(sourceOf(table))})
tokens = ${pythonList(tokens)}
print(table.rows[[table.id(token) for token in tokens]][:, :${SHOWN_DIMS}])
print(table.similarities(tokens, metric="euclidean"))
print(table.similarities(tokens))`;
}
