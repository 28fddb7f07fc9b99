import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import { get } from '../source/api';
import { useQuery } from '../source/query';
import type { Pairings, PairingView } from '../source/types';
import { param } from '../state/address';
import type { PanelProps } from './list';
import './pairings.css';

const Q = '0.5,-1.25,2,0.75,-0.5,1.5,-2.25,1';
const K = '1,0.25,-0.75,1.5,2,-1,0.5,-0.25';
const STEP = 46;

/** The same query in both orders: which numbers are partners, and what reading one as the other costs. */
export function PairingsPanel({ id }: PanelProps) {
  const chosen = param(`${id}.pairing`, 'half');
  const asked = useQuery(() => get<Pairings>('/api/positions/pairings', { q: Q, k: K, m: 3, n: 7 }));
  const answer = asked.value.value;
  const view = answer?.views.find((one) => one.pairing === chosen.value);
  return (
    <Figure
      id={id}
      title="Two pairings of one vector"
      asked={[asked]}
      svg
      caption="Query at position 3, key at 7, 8 dims, θ = 10,000. Half: Llama in transformers, NeoX, Qwen, Gemma. Interleaved: RoFormer, GPT-J, Meta’s own Llama code. Weights are permuted on the way from one to the other."
      csv={() => ({ header: ['pairing', 'place', 'q', 'q turned'], rows: answer?.views.flatMap((one) => one.q.map((value, at) => [one.pairing, at, value, one.q_rotated[at]])) ?? [] })}
      python={`from rowspace.operations.positions import pairings\n\nfound = pairings([${Q}], [${K}], (3, 7))\nfor view in found.views:\n    print(view.pairing, view.score, view.misread)`}
    >
      <Choice label="Order" options={[{ value: 'half', label: 'half (i, i + d/2)' }, { value: 'interleaved', label: 'interleaved (2i, 2i + 1)' }]} value={chosen} />
      {view && (
        <>
          <Partners view={view} />
          <p>
            Read rightly, the score is <Num name="score" value={view.score} digits={4} />, in either order. Read with the other pairing it is{' '}
            <Num name="misread" value={view.misread} digits={4} />: no error message, only a wrong model.
          </p>
        </>
      )}
    </Figure>
  );
}

function Partners({ view }: { view: PairingView }) {
  const width = view.q.length * STEP;
  const at = (place: number): number => place * STEP + STEP / 2;
  const depth = (a: number, b: number): number => 12 + 7 * Math.abs(b - a);
  return (
    <svg class="pairings" viewBox={`0 0 ${width} 120`} role="img" aria-label={`Partners: ${view.partners.map(([a, b]) => `${a} and ${b}`).join(', ')}`}>
      {view.q.map((value, place) => (
        <g key={place} transform={`translate(${place * STEP},0)`}>
          <rect x={2} y={4} width={STEP - 4} height={26} />
          <text x={STEP / 2} y={22} text-anchor="middle">
            {fixed(value, 2)}
          </text>
          <text class="pairings-place" x={STEP / 2} y={44} text-anchor="middle">
            {place}
          </text>
        </g>
      ))}
      {view.partners.map(([a, b], pair) => (
        <path key={pair} d={`M${at(a)},52 C${at(a)},${52 + depth(a, b)} ${at(b)},${52 + depth(a, b)} ${at(b)},52`} style={`stroke: var(--group-${pair % 6})`} />
      ))}
    </svg>
  );
}
