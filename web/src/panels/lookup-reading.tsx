import type { Signal } from '@preact/signals';
import type { PieceView, TableInfo } from '../source/types';
import { Num } from '../parts/num';
import { Twin } from '../parts/twin';
import { count, fixed } from '../parts/format';

interface LookupReadingProps {
  info: TableInfo;
  piece: PieceView | undefined;
  row: Float32Array | null;
  cell: Signal<number | null>;
}

const FIRST_NUMBERS = 5;

/** The read in words: token, id, row, and the numbers that come out. */
export function LookupReading({ info, piece, row, cell }: LookupReadingProps) {
  if (!piece) return null;
  if (piece.id === null) {
    return (
      <p class="lookup-reading" data-test="lookup-unknown">
        <b class="mono">{piece.spelled}</b> has no id in {info.name}, so there is no row to read.
      </p>
    );
  }
  return (
    <div class="lookup-reading">
      <p aria-live="polite">
        <b class="mono">{piece.spelled}</b> → id <Num name="id" value={piece.id} text={count(piece.id)} /> → row{' '}
        <Num name="row" value={piece.id} text={count(piece.id)} /> of {count(info.rows)} → {info.dim} numbers
      </p>
      {row && <p class="lookup-numbers mono">{cell.value === null ? <Beginning row={row} /> : <OneDim row={row} dim={cell.value} />}</p>}
      {row && <AllNumbers row={row} />}
    </div>
  );
}

function Beginning({ row }: { row: Float32Array }) {
  return (
    <>
      [
      {[...row.subarray(0, FIRST_NUMBERS)].map((value, dim) => (
        <>
          {dim > 0 && ', '}
          <Num name={`row.${dim}`} value={value} />
        </>
      ))}
      {row.length > FIRST_NUMBERS && ', …'}]
    </>
  );
}

function OneDim({ row, dim }: { row: Float32Array; dim: number }) {
  return (
    <>
      dim {dim}: <Num name="cell" value={row[dim] ?? Number.NaN} digits={4} />
    </>
  );
}

/** The drawn row for those who read numbers or cannot see colors. */
function AllNumbers({ row }: { row: Float32Array }) {
  return (
    <Twin summary={`All ${row.length} numbers as a table`} columns={[{ text: 'dim' }, 'value']} lazy>
      {() =>
        [...row].map((value, dim) => (
          <tr key={dim}>
            <th scope="row" class="num">
              {dim}
            </th>
            <td class="right num">{fixed(value, 4)}</td>
          </tr>
        ))
      }
    </Twin>
  );
}
