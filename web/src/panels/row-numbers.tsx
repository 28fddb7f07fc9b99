import type { ReadonlySignal } from '@preact/signals';
import { fixed, spelled } from '../parts/format';
import { Twin } from '../parts/twin';

/** Rows of numbers as drawn in cells: k rows of d numbers, one token a row. */
export interface DrawnRows {
  tokens: readonly string[];
  dim: number;
  values: Float32Array;
}

/** The cells as a table that can be read and copied: dims down, tokens across. Made when opened. */
export function RowNumbers({ rows, digits = 4 }: { rows: DrawnRows; digits?: number }) {
  return (
    <Twin columns={[{ text: 'dim' }, ...rows.tokens.map(spelled)]} lazy>
      {() =>
        Array.from({ length: rows.dim }, (_, dim) => (
          <tr key={dim}>
            <th scope="row" class="num">
              {dim}
            </th>
            {rows.tokens.map((token, row) => {
              const value = rows.values[row * rows.dim + dim];
              return (
                <td key={token} class="num right" data-number={value}>
                  {fixed(value, digits)}
                </td>
              );
            })}
          </tr>
        ))
      }
    </Twin>
  );
}

/** The rows as CSV: one line a token. */
export function rowsCsv({ tokens, dim, values }: DrawnRows, ids: readonly (number | null)[]) {
  return {
    header: ['token', 'id', ...Array.from({ length: dim }, (_, index) => `dim ${index}`)],
    rows: tokens.map((token, row) => [token, ids[row] ?? null, ...values.subarray(row * dim, (row + 1) * dim)]),
  };
}

/** Which columns get their number above the cells: as many as there is room for, at round ones. */
export function dimLabel(dim: number, cols: number, wide = false): string | null {
  const step = wide || cols <= 100 ? (cols <= 24 ? 4 : 10) : cols <= 500 ? 50 : 100;
  return dim % step === 0 && (dim === 0 || cols - dim > step / 5) ? String(dim) : null;
}

/** A caption for a figure without its rows. */
export function waitingCaption(asked: { error: ReadonlySignal<unknown> }): string {
  return asked.error.value ? 'There are no rows to draw.' : 'The rows are on their way.';
}
