import { waveAt } from '../maths/waves';
import { fixed } from '../parts/format';
import { LineChart } from '../plot/chart';
import type { CellPlace } from '../plot/heatmap-view';
import { Num } from '../parts/num';
import { Twin } from '../parts/twin';
import type { SinusoidalTable } from '../source/types';

interface FingerprintProps {
  meta: SinusoidalTable;
  row: Float32Array;
  cell: CellPlace;
}

/** One position's row: the numbers that no other position has. */
export function Fingerprint({ meta, row, cell }: FingerprintProps) {
  return (
    <section class="waves-row">
      <h4>Fingerprint of position {cell.row}</h4>
      <LineChart
        title={`Row of position ${cell.row}`}
        describe={`${meta.dim} numbers from −1 to 1`}
        x={{ label: 'dim', domain: [0, meta.dim - 1], ticks: 6 }}
        y={{ label: 'value', domain: [-1.1, 1.5], ticks: [-1, 0, 1] }}
        series={[{ x: [...row.keys()], y: row }]}
        marks={[{ x: cell.col, y: row[cell.col], label: fixed(row[cell.col], 3) }]}
        rule={cell.col}
        height={130}
        test="waves-fingerprint"
      />
      <Twin summary="This row as a table" columns={[{ text: 'dim' }, { text: 'wave' }, 'angle (rad)', 'value']} lazy>
        {() => [...row].map((value, col) => <Wave key={col} meta={meta} position={cell.row} col={col} value={value} />)}
      </Twin>
    </section>
  );
}

function Wave({ meta, position, col, value }: { meta: SinusoidalTable; position: number; col: number; value: number }) {
  const { kind, angle } = waveAt(position, col, meta.dim, meta.layout);
  return (
    <tr>
      <th scope="row">{col}</th>
      <td>{kind}</td>
      <td class="right">{fixed(angle, 4)}</td>
      <td class="right">
        <Num name={`value-${col}`} value={value} digits={4} />
      </td>
    </tr>
  );
}
