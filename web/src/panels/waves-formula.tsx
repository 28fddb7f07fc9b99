import { type Wave, waveAt } from '../maths/waves';
import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import type { CellPlace } from '../plot/heatmap-view';
import { floats, type Bundle } from '../source/bundle';
import type { SinusoidalTable } from '../source/types';

/** One cell's formula with its numbers filled in, and its value. */
export function WaveFormula({ bundle, cell }: { bundle: Bundle<SinusoidalTable>; cell: CellPlace }) {
  const { dim, layout } = bundle.meta;
  const wave = waveAt(cell.row, cell.col, dim, layout);
  const value = floats(bundle, 'values')[cell.row * dim + cell.col];
  return (
    <p class="waves-formula">
      <span>
        position <Num name="position" value={cell.row} digits={0} />, dim <Num name="dim" value={cell.col} digits={0} />
      </span>
      {wave.kind === 'zero' ? <span>an odd last dim holds zeros</span> : <Filled wave={wave} position={cell.row} />}
      <strong>
        = <Num name="cell" value={value} digits={4} />
      </strong>
    </p>
  );
}

function Filled({ wave, position }: { wave: Wave; position: number }) {
  const { kind, exponent, frequency, angle } = wave;
  return (
    <>
      <span class="mono">
        {kind}({position} / 10000
        <sup>
          {exponent[0]}/{exponent[1]}
        </sup>
        )
      </span>
      <span class="mono">
        = {kind}({position} × {shortNumber(frequency)})
      </span>
      <span class="mono">
        = {kind}(<Num name="angle" value={angle} text={fixed(angle, 3)} />)
      </span>
    </>
  );
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}
