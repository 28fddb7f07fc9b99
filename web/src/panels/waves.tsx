import { useSignal } from '@preact/signals';
import type { Layout } from '../maths/waves';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { pythonText } from '../parts/format';
import { Slider } from '../parts/slider';
import { Toggle } from '../parts/toggle';
import type { CellPlace } from '../plot/heatmap-view';
import { getBundle } from '../source/api';
import { floats, rowOf, type Bundle } from '../source/bundle';
import { useQuery } from '../source/query';
import type { SinusoidalTable } from '../source/types';
import { flagParam, numberParam, param } from '../state/address';
import type { PanelProps } from './list';
import { Fingerprint } from './waves-fingerprint';
import { WaveFormula } from './waves-formula';
import { WaveMaps } from './waves-maps';
import './waves.css';

const LAYOUTS: readonly { value: Layout; label: string }[] = [
  { value: 'interleaved', label: 'interleaved' },
  { value: 'concatenated', label: 'concatenated' },
  { value: 'tensor2tensor', label: 'tensor2tensor' },
];
const FIRST_CELL = '20,6';

/** The waves of 2017: positions × dims, one cell's formula, one row's fingerprint, every two rows' cosine. */
export function WavesPanel({ id }: PanelProps) {
  const layout = param(`${id}.layout`, 'interleaved');
  const dim = numberParam(`${id}.dim`, 64);
  const length = numberParam(`${id}.length`, 64);
  const at = param(`${id}.at`, FIRST_CELL);
  const signs = flagParam(`${id}.signs`);
  const pointed = useSignal<CellPlace | null>(null);
  const asked = useQuery(() => getBundle<SinusoidalTable>('/api/positions/sinusoidal', { dim: dim.value, length: length.value, layout: layout.value }));
  const bundle = asked.value.value;
  const cell = bundle && (inside(pointed.value, bundle.meta) ?? chosenCell(at.value, bundle.meta));
  return (
    <Figure
      id={id}
      title="Positions as waves"
      asked={[asked]}
      caption={bundle ? captionOf(bundle.meta) : 'Sines and cosines of many speeds.'}
      csv={() => (bundle ? csvOf(bundle) : { header: [], rows: [] })}
      python={pythonLines(dim.value, length.value, layout.value, cell ?? { row: 0, col: 0 })}
    >
      <div class="waves-controls">
        <Choice label="Layout" options={LAYOUTS} value={layout} />
        <Slider label="Dims" min={4} max={128} step={4} value={dim} />
        <Slider label="Positions" min={16} max={128} step={8} value={length} />
        <Toggle label="Mark negative cells" value={signs} />
      </div>
      {bundle && cell && (
        <>
          <WaveFormula bundle={bundle} cell={cell} />
          <WaveMaps
            bundle={bundle}
            cell={cell}
            signs={signs.value}
            onHover={(place) => (pointed.value = place)}
            onPick={({ row, col }) => (at.value = `${row},${col}`)}
          />
          <Fingerprint meta={bundle.meta} row={rowOf(floats(bundle, 'values'), bundle.meta.dim, cell.row)} cell={cell} />
        </>
      )}
    </Figure>
  );
}

/** "20,6" as a cell, moved inside a table that is smaller. */
function chosenCell(text: string, { dim, length }: SinusoidalTable): CellPlace {
  const [row, col] = text.split(',').map(Number);
  const within = (index: number | undefined, count: number): number => Math.min(Math.max(Math.trunc(index || 0), 0), count - 1);
  return { row: within(row, length), col: within(col, dim) };
}

function inside(cell: CellPlace | null, { dim, length }: SinusoidalTable): CellPlace | null {
  return cell && cell.row < length && cell.col < dim ? cell : null;
}

function captionOf({ layout, dim, length, wavelengths }: SinusoidalTable): string {
  const longest = Math.round(wavelengths.at(-1) ?? 0).toLocaleString('en');
  return `Positions 0 to ${length - 1}, all ${dim} dims, ${layout}; wavelengths from 6.28 to ${longest} positions. Colors reach ±1. At the right: cosine of every two positions.`;
}

function csvOf(bundle: Bundle<SinusoidalTable>) {
  const { dim, length } = bundle.meta;
  const values = floats(bundle, 'values');
  return {
    header: ['position', ...Array.from({ length: dim }, (_, col) => `dim ${col}`)],
    rows: Array.from({ length }, (_, row) => [row, ...rowOf(values, dim, row)]),
  };
}

function pythonLines(dim: number, length: number, layout: string, { row, col }: CellPlace): string {
  return `from rowspace.operations.positions import sinusoidal

waves = sinusoidal(${dim}, ${length}, layout=${pythonText(layout)})
print(waves.values[${row}, ${col}])
print(waves.values[${row}].round(4))
print(waves.similarity[${row}].round(4))`;
}
