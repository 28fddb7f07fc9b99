import { apart } from '../maths/clocks';
import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import { useTravel } from './clocks-travel';

const RIM = 44;
const MARKS = Array.from({ length: 12 }, (_, hour) => (hour * Math.PI) / 6);

/** One hand, as the server tells it. */
export interface DialHand {
  pair: number;
  frequency: number;
  wavelength: number;
  angle: number;
  sine: number;
  cosine: number;
}

interface ClockDialsProps {
  hands: readonly DialHand[];
  position: number;
  /** Another position, whose hands are drawn beside these. */
  second: number | null;
}

/** A dial a pair, the fastest first. */
export function ClockDials({ hands, position, second }: ClockDialsProps) {
  const [first, other] = [useTravel(position), useTravel(second ?? position)];
  return (
    <ol class="clocks-dials">
      {hands.map((hand) => (
        <li key={hand.pair}>
          <svg class="clocks-dial" viewBox="-50 -50 100 100" role="img" aria-label={say(hand, position, second)} data-test={`clock-${hand.pair}`}>
            <Face />
            {second !== null && <Wedge from={first.value * hand.frequency} to={other.value * hand.frequency} />}
            {second !== null && <Hand angle={other.value * hand.frequency} second />}
            <Hand angle={first.value * hand.frequency} />
          </svg>
          <p class="clocks-name">
            1 turn in <Num name={`wavelength-${hand.pair}`} value={hand.wavelength} text={roundTurn(hand.wavelength)} />
          </p>
          <p>
            <Num name={`angle-${hand.pair}`} value={hand.angle} text={degreesText(hand.angle)} />
          </p>
          {second !== null && <Apart pair={hand.pair} turn={apart(hand.frequency, position, second)} />}
        </li>
      ))}
    </ol>
  );
}

function Apart({ pair, turn }: { pair: number; turn: number }) {
  return (
    <p class="clocks-apart">
      apart <Num name={`apart-${pair}`} value={turn} text={degrees(Math.abs(turn))} />
    </p>
  );
}

function Face() {
  return (
    <>
      <circle class="clocks-rim" r={RIM} />
      {MARKS.map((angle) => {
        const [x, y] = [Math.sin(angle), -Math.cos(angle)];
        return <line key={angle} class="clocks-mark" x1={x * (RIM - 4)} y1={y * (RIM - 4)} x2={x * RIM} y2={y * RIM} />;
      })}
    </>
  );
}

/** A hand from the middle; angle 0 points up and grows clockwise. */
function Hand({ angle, second }: { angle: number; second?: boolean }) {
  const reach = RIM - 6;
  return (
    <g class="clocks-hand" data-second={second}>
      <line x2={Math.sin(angle) * reach} y2={-Math.cos(angle) * reach} />
      <circle cx={Math.sin(angle) * reach} cy={-Math.cos(angle) * reach} r={3} />
    </g>
  );
}

/** The angle between two hands, the short way round. */
function Wedge({ from, to }: { from: number; to: number }) {
  const turn = apart(1, from, to);
  const reach = 20;
  const at = (angle: number): string => `${Math.sin(angle) * reach},${-Math.cos(angle) * reach}`;
  return <path class="clocks-wedge" d={`M0,0L${at(from)}A${reach},${reach} 0 0 ${turn > 0 ? 1 : 0} ${at(from + turn)}Z`} />;
}

function degrees(angle: number): string {
  const turned = (180 / Math.PI) * angle;
  return `${fixed(turned, turned < 10 ? 1 : 0)}°`;
}

/** Whole turns, and what is left of them: "1 turn 41°". */
function degreesText(angle: number): string {
  const turns = Math.floor(angle / (2 * Math.PI));
  const rest = degrees(angle - 2 * Math.PI * turns);
  return turns === 0 ? rest : `${turns} × 360° + ${rest}`;
}

function roundTurn(wavelength: number): string {
  return wavelength < 100 ? wavelength.toFixed(wavelength < 10 ? 2 : 1) : Math.round(wavelength).toLocaleString('en');
}

function say(hand: DialHand, position: number, second: number | null): string {
  const own = `Hand of pair ${hand.pair} at position ${position}: ${degreesText(hand.angle)}, one turn in ${roundTurn(hand.wavelength)} positions`;
  return second === null ? own : `${own}; ${degrees(Math.abs(apart(hand.frequency, position, second)))} from its place at position ${second}`;
}
