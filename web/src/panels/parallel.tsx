import { Figure } from '../parts/figure';
import { fixed, pythonText, spelled } from '../parts/format';
import { sourceOf } from '../source/tables';
import { Num } from '../parts/num';
import { TokenInput } from '../parts/token-input';
import { HeatmapView } from '../plot/heatmap-view';
import { get, getBundle, tablePath } from '../source/api';
import { floats, rowOf } from '../source/bundle';
import { useQuery } from '../source/query';
import type { Parallel, RowSelection } from '../source/types';
import { param } from '../state/address';
import type { PanelProps } from './list';

const FIRST = { a: 'king', b: 'man', c: 'queen', d: 'woman' } as const;
const LABELS = { a: 'From', b: 'minus', c: 'and from', d: 'minus' } as const;
type Place = keyof typeof FIRST;
const PLACES: readonly Place[] = ['a', 'b', 'c', 'd'];

/** Two differences, one above the other: a relation is a direction where they agree. */
export function ParallelPanel({ id, table }: PanelProps) {
  const tokens = Object.fromEntries(PLACES.map((place) => [place, param(`${id}.${place}`, FIRST[place])])) as Record<
    Place,
    ReturnType<typeof param>
  >;
  const chosen = (): string[] => PLACES.map((place) => tokens[place].value);
  const parallel = useQuery(() => {
    const [a, b, c, d] = chosen();
    return get<Parallel>(tablePath(table.value, 'parallel'), { a, b, c, d });
  });
  const rows = useQuery(() => getBundle<RowSelection>(tablePath(table.value, 'rows'), { token: chosen() }));
  const [answer, bundle] = [parallel.value.value, rows.value.value];
  const [a, b, c, d] = chosen();
  return (
    <Figure
      id={id}
      title="Two differences, side by side"
      table={table}
      asked={[parallel, rows]}
      onSpelling={(wrong, right) => PLACES.forEach((place) => tokens[place].value === wrong && (tokens[place].value = right))}
      caption={`Differences of 2 × 2 rows over all dims, and their cosine. Colors clipped at ±${bundle ? fixed(2 * bundle.meta.clip.value, 2) : '…'}, twice the 99th percentile of the four rows.`}
      csv={() => ({ header: ['dim', `${a} - ${b}`, `${c} - ${d}`], rows: differences(bundle)[0]?.map((value, dim) => [dim, value, differences(bundle)[1][dim]]) ?? [] })}
      bench={{ tab: 'axes', tokens: [a, b, c, d] }}
      python={`import rowspace as rs\n\ntable = rs.open(${pythonText(sourceOf(table.value))})\nprint(table.parallel(${[a, b, c, d].map(pythonText).join(', ')}).cosine)`}
    >
      <div class="controls">
        {PLACES.map((place) => (
          <TokenInput key={place} label={LABELS[place]} table={table} value={tokens[place].value} onChange={(token) => (tokens[place].value = token)} />
        ))}
      </div>
      {answer && (
        <p>
          <span class="mono">{spelled(answer.first)}</span> beside <span class="mono">{spelled(answer.second)}</span>: cosine{' '}
          <strong>
            <Num name="cosine" value={answer.cosine} />
          </strong>
        </p>
      )}
      {bundle && (
        <HeatmapView
          values={Float32Array.from(differences(bundle).flat())}
          rows={2}
          cols={differences(bundle)[0].length}
          clip={2 * bundle.meta.clip.value}
          rowHeight={34}
          rowGap={6}
          label={`The differences ${a} minus ${b} and ${c} minus ${d}, dim by dim`}
          rowLabel={(row) => <span class="mono">{row === 0 ? `${a} − ${b}` : `${c} − ${d}`}</span>}
          test="parallel-rows"
        />
      )}
    </Figure>
  );
}

function differences(bundle: { meta: RowSelection; arrays: Record<string, { shape: number[] }> } | undefined): number[][] {
  if (!bundle) return [];
  const width = bundle.arrays.rows.shape[1];
  const numbers = floats(bundle as Parameters<typeof floats>[0], 'rows');
  const minus = (from: number, what: number): number[] =>
    Array.from(rowOf(numbers, width, from), (value, dim) => value - numbers[what * width + dim]);
  return [minus(0, 1), minus(2, 3)];
}
