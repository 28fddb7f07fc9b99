import { type ReadonlySignal, useSignal } from '@preact/signals';
import { type Pairing, score, type Turned } from '../maths/rotary';
import { frequencies } from '../maths/waves';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { fixed, pythonText } from '../parts/format';
import { Num } from '../parts/num';
import { get } from '../source/api';
import { useQuery } from '../source/query';
import type { Rotary } from '../source/types';
import { numberParam, param } from '../state/address';
import type { PanelProps } from './list';
import { RotaryDials } from './rotary-dials';
import { RotaryRuler } from './rotary-ruler';
import { ScoreCharts } from './rotary-scores';
import { RotaryTwin } from './rotary-twin';
import './rotary.css';

/** A query and a key of 8 dims whose scores published code agrees on: `tests/golden/positions/rope_apply.json`. */
export const Q = [0.5, -1.25, 2, 0.75, -0.5, 1.5, -2.25, 1];
export const K = [1, 0.25, -0.75, 1.5, 2, -1, 0.5, -0.25];
const SPEEDS = frequencies(Q.length);
const PAIRINGS = [
  { value: 'half', label: 'halves (i, i + d/2)' },
  { value: 'interleaved', label: 'neighbors (2i, 2i + 1)' },
];

/** Two tokens on a ruler: moving both changes no score, moving one does. */
export function RotaryPanel({ id }: PanelProps) {
  const m = numberParam(`${id}.m`, 3);
  const n = numberParam(`${id}.n`, 7);
  const pairing = param(`${id}.pairing`, 'half');
  const asked = useQuery(() =>
    get<Rotary>('/api/positions/rotary', { q: Q.join(), k: K.join(), m: m.value, n: n.value, pairing: pairing.value }),
  );
  const turned: Turned = { q: Q, k: K, speeds: SPEEDS, pairing: pairingOf(pairing) };
  const answer = matching(asked.value.value, m.value, n.value, turned.pairing);
  const now = answer?.score ?? score(turned, m.value, n.value);
  const last = useSignal<readonly [number, number] | null>(null);
  const swapped = last.value?.[0] === n.value && last.value[1] === m.value;
  const swap = (): void => {
    last.value = [m.peek(), n.peek()];
    [m.value, n.value] = [n.peek(), m.peek()];
  };
  return (
    <Figure
      id={id}
      title="Move both, move one"
      asked={[asked]}
      caption={`One query and one key of ${Q.length} dims, so ${SPEEDS.length} pairs; θ = 10,000^(−2i/${Q.length}), pairing ${turned.pairing}. Score: their dot product after the turn, before scaling and softmax. Positions are whole tokens.`}
      csv={() => csvOf(asked.value.value)}
      python={pythonLines(m.value, n.value, turned.pairing)}
    >
      <p class="rotary-hint">Drag q or k alone, or the bar between them for both. Arrow keys move what is focused.</p>
      <RotaryRuler m={m} n={n} scoreAt={(q, k) => score(turned, q, k)} />
      <div class="rotary-reading">
        <p class="rotary-score">
          score <Num name="score" value={now} digits={4} />
        </p>
        <p>
          gap {fixed(m.value, 0)} − {fixed(n.value, 0)} = <Num name="gap" value={m.value - n.value} digits={0} />
        </p>
        <button type="button" class="button" data-screen-only onClick={swap}>
          Swap their places
        </button>
        {swapped && (
          <p>
            before the swap <Num name="before" value={score(turned, n.value, m.value)} digits={4} />
          </p>
        )}
      </div>
      <ScoreCharts turned={turned} m={m.value} n={n.value} now={now} />
      <Choice label="A pair is made of" options={PAIRINGS} value={pairing} />
      <RotaryDials turned={turned} m={m.value} n={n.value} />
      <p class="rotary-note">
        RoPE turns queries and keys inside each attention layer. The embedding is not turned, and nothing is added to it; values stay
        as they are.
      </p>
      <RotaryTwin turned={turned} m={m.value} n={n.value} />
    </Figure>
  );
}

function pairingOf(text: ReadonlySignal<string>): Pairing {
  return text.value === 'interleaved' ? 'interleaved' : 'half';
}

/** The server's answer, where it is the one to the present question. */
function matching(answer: Rotary | undefined, m: number, n: number, pairing: Pairing): Rotary | undefined {
  const same = answer && answer.position_q === m && answer.position_k === n && answer.pairing === pairing;
  return same ? answer : undefined;
}

function csvOf(answer: Rotary | undefined) {
  return { header: ['gap', 'score'], rows: answer ? answer.curve_gaps.map((gap, at) => [gap, answer.curve_scores[at]]) : [] };
}

function pythonLines(m: number, n: number, pairing: Pairing): string {
  return `from rowspace.operations.positions import rotary

q = [${Q.join(', ')}]
k = [${K.join(', ')}]
turned = rotary(q, k, (${m}, ${n}), pairing=${pythonText(pairing)})
print(turned.gap, turned.score)
for pair in turned.pairs:
    print(pair.pair, pair.angle_q, pair.angle_k, pair.contribution)`;
}
