import type { DOMAttributes } from 'preact';
import { useRef } from 'preact/hooks';
import { fixed } from '../parts/format';
import { type Param, whileDragging } from '../state/address';

/** Positions on the ruler; tokens that stand farther stretch it. */
const LAST = 32;
const LABEL_EVERY = 4;

interface RotaryRulerProps {
  m: Param<number>;
  n: Param<number>;
  scoreAt: (m: number, n: number) => number;
}

/** Where the hand was when it took hold, and where the tokens stood. */
interface Hold {
  x: number;
  m: number;
  n: number;
}

/** Two tokens on a ruler. Each is a slider, and so is the bar between them, which moves both. */
export function RotaryRuler({ m, n, scoreAt }: RotaryRulerProps) {
  const ruler = useRef<HTMLDivElement>(null);
  const hold = useRef<Hold | null>(null);
  const last = Math.max(LAST, m.value, n.value);
  const place = (position: number): string => `${(100 * position) / last}%`;

  const to = (q: number, k: number): void => {
    if (Math.min(q, k) >= 0 && Math.max(q, k) <= last) whileDragging(() => ([m.value, n.value] = [q, k]));
  };
  const step = (who: Who, from: { m: number; n: number }, by: number): void => {
    if (who === 'both') {
      const shift = held(by, -Math.min(from.m, from.n), last - Math.max(from.m, from.n));
      to(from.m + shift, from.n + shift);
    } else if (who === 'q') to(held(Math.round(from.m + by), 0, last), from.n);
    else to(from.m, held(Math.round(from.n + by), 0, last));
  };
  const hands = (who: Who): DOMAttributes<HTMLDivElement> => ({
    onPointerDown: (event) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      hold.current = { x: event.clientX, m: m.peek(), n: n.peek() };
    },
    onPointerMove: (event) => {
      if (!hold.current || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const width = ruler.current!.getBoundingClientRect().width;
      step(who, hold.current, Math.round(((event.clientX - hold.current.x) * last) / width));
    },
    onLostPointerCapture: () => void (hold.current = null),
    onKeyDown: (event) => {
      const by = stepOf(event.key, last);
      if (by === 0) return;
      event.preventDefault();
      step(who, { m: m.peek(), n: n.peek() }, by);
    },
  });
  const told = `score ${fixed(scoreAt(m.value, n.value), 4)}, gap ${fixed(m.value - n.value, 0)}`;
  const [left, right] = [Math.min(m.value, n.value), Math.max(m.value, n.value)];
  return (
    <div class="rotary-ruler" role="group" aria-label="Where the query and the key stand">
      <div class="rotary-track" ref={ruler}>
        <Token who="q" name="Query" position={m.value} last={last} at={place(m.value)} told={told} {...hands('q')} />
        <div
          class="rotary-bar"
          role="slider"
          tabindex={0}
          aria-label="Both tokens together"
          aria-valuemin={0}
          aria-valuemax={last - (right - left)}
          aria-valuenow={left}
          aria-valuetext={`query at ${m.value}, key at ${n.value}, ${told}`}
          style={`left:${place(left)};width:${place(right - left)}`}
          data-test="rotary-both"
          {...hands('both')}
        >
          <span>both</span>
        </div>
        <Token who="k" name="Key" position={n.value} last={last} at={place(n.value)} told={told} {...hands('k')} />
        <Ticks last={last} place={place} />
      </div>
    </div>
  );
}

type Who = 'q' | 'k' | 'both';

interface TokenProps extends DOMAttributes<HTMLDivElement> {
  who: 'q' | 'k';
  name: string;
  position: number;
  last: number;
  at: string;
  told: string;
}

function Token({ who, name, position, last, at, told, ...hands }: TokenProps) {
  return (
    <div
      class={`rotary-token rotary-${who}`}
      role="slider"
      tabindex={0}
      aria-label={`${name} ${who}`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={position}
      aria-valuetext={`position ${position}, ${told}`}
      style={`left:${at}`}
      data-test={`rotary-${who}`}
      {...hands}
    >
      <b>{who}</b> {position}
    </div>
  );
}

function Ticks({ last, place }: { last: number; place: (position: number) => string }) {
  const every = last > 64 ? 2 ** Math.ceil(Math.log2(last / 8)) : LABEL_EVERY;
  const small = last > 64 ? every / 4 : 1;
  const marks = Array.from({ length: Math.floor(last / small) + 1 }, (_, index) => index * small);
  return (
    <div class="rotary-ticks" aria-hidden="true">
      {marks.map((mark) => (
        <i key={mark} style={`left:${place(mark)}`} data-long={mark % every === 0 || undefined}>
          {mark % every === 0 && <span class="num">{mark}</span>}
        </i>
      ))}
    </div>
  );
}

/** How far a key moves; Home and End go past every end. */
function stepOf(key: string, last: number): number {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -LABEL_EVERY,
    PageUp: LABEL_EVERY,
    Home: -last,
    End: last,
  };
  return steps[key] ?? 0;
}

function held(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
