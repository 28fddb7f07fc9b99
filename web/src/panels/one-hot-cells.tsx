import { colorAt, diverging, indexOf, inkOn } from '../plot/color';
import { theme } from '../plot/theme';
import { Chip } from '../parts/chip';
import { count, fixed } from '../parts/format';

const SLOTS = 12;

interface OneHotCellsProps {
  tokens: readonly string[];
  ids: readonly number[];
  /** Rows of the table, so slots of a one-hot vector. */
  rows: number;
}

/** Twelve slots of each one-hot vector: a 1 in the token's own slot, 0 in every other. */
export function OneHotCells({ tokens, ids, rows }: OneHotCellsProps) {
  const slots = slotsAround(ids, rows);
  return (
    <table class="one-hot-cells">
      <caption>
        One-hot <small>{count(rows)} slots, all 0 but one</small>
      </caption>
      <colgroup>
        <col class="one-hot-name" />
      </colgroup>
      <thead class="for-readers">
        <tr>
          <th scope="col">token</th>
          {slots.map((slot) => (
            <th key={slot} scope="col">
              slot {slot}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tokens.map((token, index) => (
          <tr key={token}>
            <th scope="row">
              <Chip token={token} id={ids[index]} />
            </th>
            {slots.map((slot) => (
              <td key={slot} data-on={slot === ids[index] || undefined} title={`slot ${count(slot)}`}>
                {slot === ids[index] ? 1 : 0}
              </td>
            ))}
            <td class="one-hot-more">…</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Ids of the slots drawn, ascending: the tokens' own, and others evenly between the first and the last row. */
export function slotsAround(ids: readonly number[], rows: number): number[] {
  const slots = new Set(ids);
  const even = Array.from({ length: SLOTS }, (_, index) => Math.floor(((index + 0.5) * rows) / SLOTS));
  const first = Array.from({ length: Math.min(SLOTS, rows) }, (_, index) => index);
  for (const slot of [...even, ...first]) if (slots.size < SLOTS) slots.add(slot);
  return [...slots].toSorted((a, b) => a - b);
}

interface DenseCellsProps {
  tokens: readonly string[];
  /** (tokens, dim) */
  numbers: Float32Array;
  dim: number;
  shown: number;
  clip: number;
}

/** The first dims of each row, colored by value. */
export function DenseCells({ tokens, numbers, dim, shown, clip }: DenseCellsProps) {
  const dims = Array.from({ length: shown }, (_, index) => index);
  return (
    <table class="one-hot-cells one-hot-dense">
      <caption>
        Dense <small>{dim} numbers</small>
      </caption>
      <colgroup>
        <col class="one-hot-name" />
      </colgroup>
      <thead class="for-readers">
        <tr>
          <th scope="col">token</th>
          {dims.map((index) => (
            <th key={index} scope="col">
              dim {index}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tokens.map((token, row) => (
          <tr key={token}>
            <th scope="row">
              <Chip token={token} />
            </th>
            {dims.map((index) => (
              <DenseCell key={index} value={numbers[row * dim + index]!} clip={clip} name={`${token}.${index}`} />
            ))}
            <td class="one-hot-more">…</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DenseCell({ value, clip, name }: { value: number; clip: number; name: string }) {
  const ink = inkOn(diverging(theme.value)[indexOf(value, clip)]!);
  return (
    <td data-value={name} data-number={String(value)} style={`background:${colorAt(value, clip, theme.value)};color:${ink}`}>
      {fixed(value, 2)}
    </td>
  );
}
