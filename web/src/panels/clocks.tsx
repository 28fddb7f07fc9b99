import { lookAlikes } from '../maths/clocks';
import { frequencies, gapKernel } from '../maths/waves';
import { Choice } from '../parts/choice';
import { Figure } from '../parts/figure';
import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import { Slider } from '../parts/slider';
import { Toggle } from '../parts/toggle';
import { get } from '../source/api';
import { useQuery } from '../source/query';
import type { Clocks } from '../source/types';
import { numberParam, param, type Param } from '../state/address';
import { ClockDials, type DialHand } from './clocks-dials';
import { ClockSieve, TOLERANCE } from './clocks-sieve';
import type { PanelProps } from './list';
import { ClockTwin } from './clocks-twin';
import './clocks.css';

const DIMS = ['8', '16', '32'];
/** The slider goes this far; an address may go farther. */
const LAST = 256;
const NONE = -1;

/** A position as clock hands: one alone is ambiguous, all together are not. */
export function ClocksPanel({ id }: PanelProps) {
  const position = numberParam(`${id}.position`, 7);
  const second = numberParam(`${id}.second`, NONE);
  const dims = param(`${id}.dims`, '16');
  const dim = DIMS.includes(dims.value) ? Number(dims.value) : 16;
  const speeds = frequencies(dim);
  const compared = second.value >= 0;
  const asked = useQuery(() => get<Clocks>('/api/positions/clocks', { position: position.value, dim, pairs: dim / 2 }));
  const answer = asked.value.value;
  const hands = answer?.position === position.value && answer.hands.length === speeds.length ? answer.hands : handsAt(position.value, speeds);
  const last = Math.max(LAST, position.value, second.value);
  return (
    <Figure
      id={id}
      title="One position, many clocks"
      asked={[asked]}
      caption={`${speeds.length} pairs of ${dim} dims; a hand turns by position × 10,000^(−2i/${dim}). Its tip reaches as far right as the pair’s sine and as far up as its cosine. Hands within 10° count as alike; positions 0 to ${last} tried.`}
      csv={() => ({
        header: ['pair', 'wavelength', 'frequency', 'angle', 'sine', 'cosine'],
        rows: hands.map((hand) => [hand.pair, hand.wavelength, hand.frequency, hand.angle, hand.sine, hand.cosine]),
      })}
      python={pythonLines(dim, compared ? [position.value, second.value] : [position.value])}
    >
      <div class="clocks-controls">
        <Slider label="Position" min={0} max={last} value={position} />
        {compared && <Slider label="Other position" min={0} max={last} value={second} />}
        <div class="controls">
          <Toggle label="Compare with another position" value={comparison(second, position, speeds)} />
          <Choice label="Dims" options={DIMS.map((value) => ({ value, label: value }))} value={dims} />
        </div>
      </div>
      <ClockDials hands={hands} position={position.value} second={compared ? second.value : null} />
      {compared && (
        <p>
          Cosine of the two rows, the mean cosine of the angles between the hands:{' '}
          <Num name="cosine" value={gapKernel(second.value - position.value, speeds) / speeds.length} />
        </p>
      )}
      <ClockSieve position={position.value} second={compared ? second.value : null} speeds={speeds} last={last} onPick={(other) => (second.value = other)} />
      <ClockTwin hands={hands} />
    </Figure>
  );
}

function handsAt(position: number, speeds: readonly number[]): DialHand[] {
  return speeds.map((frequency, pair) => {
    const angle = position * frequency;
    return { pair, frequency, wavelength: (2 * Math.PI) / frequency, angle, sine: Math.sin(angle), cosine: Math.cos(angle) };
  });
}

/** The second position as something to switch on: it begins where the fastest hand looks the same. */
function comparison(second: Param<number>, position: Param<number>, speeds: readonly number[]): Param<boolean> {
  return {
    get value() {
      return second.value >= 0;
    },
    set value(on) {
      second.value = on ? alike(position.peek(), speeds) : NONE;
    },
    peek: () => second.peek() >= 0,
  };
}

function alike(position: number, speeds: readonly number[]): number {
  const others = lookAlikes(position, speeds.slice(0, 1), LAST, TOLERANCE).filter((other) => other !== position);
  return others.find((other) => other > position) ?? others.at(-1) ?? 0;
}

function pythonLines(dim: number, positions: readonly number[]): string {
  const lines = [
    'from rowspace.operations.positions import clocks',
    '',
    `for position in [${positions.map((one) => fixed(one, 0)).join(', ')}]:`,
    `    for hand in clocks(${dim}, position, pairs=${dim / 2}).hands:`,
    '        print(position, hand.pair, hand.wavelength, hand.angle, hand.sine, hand.cosine)',
  ];
  return lines.join('\n');
}
