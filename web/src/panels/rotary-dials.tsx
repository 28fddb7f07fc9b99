import { members, parts, type Turned } from '../maths/rotary';
import { shortest } from '../maths/clocks';
import { fixed } from '../parts/format';
import { Num } from '../parts/num';
import { useTravel } from './clocks-travel';

const REACH = 40;

interface RotaryDialsProps {
  turned: Turned;
  m: number;
  n: number;
}

/** Each pair as a compass: the query's arrow and the key's, turned from where they lie at position 0. */
export function RotaryDials({ turned, m, n }: RotaryDialsProps) {
  const [q, k] = [useTravel(m), useTravel(n)];
  const shares = parts(turned, m, n);
  return (
    <div class="rotary-dials">
      {members(turned.q.length, turned.pairing).map((dims, pair) => (
        <figure key={pair}>
          <Dial turned={turned} dims={dims} pair={pair} m={q.value} n={k.value} said={sayDial(turned, pair, m, n)} />
          <figcaption>
            <span>
              dims {dims[0]} and {dims[1]}
            </span>
            <span>θ = {String(Number(turned.speeds[pair].toPrecision(4)))}</span>
            <span>
              adds <Num name={`part-${pair}`} value={shares[pair]} digits={4} />
            </span>
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

interface DialProps extends RotaryDialsProps {
  dims: readonly [number, number];
  pair: number;
  said: string;
}

function Dial({ turned, dims, pair, m, n, said }: DialProps) {
  const speed = turned.speeds[pair];
  const [q, k] = [arrowOf(turned.q, dims), arrowOf(turned.k, dims)];
  const scale = REACH / Math.max(q.length, k.length, 1e-9);
  return (
    <svg class="rotary-dial" viewBox="-58 -58 116 116" role="img" aria-label={said} data-test={`rotary-dial-${pair}`}>
      <circle class="rotary-rim" r={REACH + 4} />
      <path class="rotary-cross" d={`M${-REACH - 4},0H${REACH + 4}M0,${-REACH - 4}V${REACH + 4}`} />
      <Arrow who="k" length={k.length * scale} angle={k.angle} ghost />
      <Arrow who="q" length={q.length * scale} angle={q.angle} ghost />
      <Arrow who="k" length={k.length * scale} angle={k.angle + n * speed} />
      <Arrow who="q" length={q.length * scale} angle={q.angle + m * speed} />
    </svg>
  );
}

/** An arrow from the middle; `ghost` is where it lies at position 0. The screen's y runs down, angles run up. */
function Arrow({ who, length, angle, ghost }: { who: 'q' | 'k'; length: number; angle: number; ghost?: boolean }) {
  const [x, y] = [Math.cos(angle), -Math.sin(angle)];
  const tip = length + 9;
  return (
    <g class={`rotary-arrow rotary-arrow-${who}`} data-ghost={ghost}>
      <line x2={x * Math.max(0, length - 4)} y2={y * Math.max(0, length - 4)} />
      <path d={`M0,0L-8,-3.4L-8,3.4Z`} transform={`translate(${x * length},${y * length}) rotate(${(-180 / Math.PI) * angle})`} />
      {!ghost && (
        <text x={x * tip} y={y * tip} dy="0.32em" text-anchor="middle">
          {who}
        </text>
      )}
    </g>
  );
}

function arrowOf(vector: readonly number[], [first, second]: readonly [number, number]): { length: number; angle: number } {
  return { length: Math.hypot(vector[first], vector[second]), angle: Math.atan2(vector[second], vector[first]) };
}

function sayDial({ speeds }: Turned, pair: number, m: number, n: number): string {
  const degrees = (angle: number): string => `${fixed((180 / Math.PI) * angle, 1)} degrees`;
  const between = shortest((m - n) * speeds[pair]);
  return `Pair ${pair}: q turned by ${degrees(m * speeds[pair])}, k by ${degrees(n * speeds[pair])}; the turn between them is ${degrees(between)}`;
}
