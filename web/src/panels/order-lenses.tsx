import { useRef } from 'preact/hooks';
import { spelled } from '../parts/format';
import { Num } from '../parts/num';
import { useSize } from '../plot/measure';
import { byToken, type Dot, fitting, placed, shifts } from './order-dots';
import { DotLayer } from './order-marks';
import { planeScale } from './order-plane';

const MARGIN = 28;
const GAP = 10;
/** A lens is between these wide, in CSS pixels. */
const LEAST = 104;
const WIDEST = 190;
const MOST = 6;

/** Each token's dots enlarged, all by the same factor: words lie much farther apart than positions move them. */
export function OrderLenses({ dots, on }: { dots: readonly Dot[]; on: boolean }) {
  const root = useRef<HTMLElement>(null);
  const width = Math.max(200, useSize(root).value.width);
  const tokens = byToken(dots);
  const shown = tokens.slice(0, MOST);
  const side = sideOf(shown.length, width);
  const box = shifts(dots);
  const scale = fitting(box, side, side, MARGIN);
  const factor = scale / planeScale(dots, width).scale;
  return (
    <section class="order-lenses" ref={root}>
      <h4>
        The same dots word by word, <Num name="enlarged" value={factor} digits={factor < 10 ? 1 : 0} /> times larger
        {tokens.length > MOST && ` (${MOST} of ${tokens.length} words)`}
      </h4>
      <ul style={`gap:${GAP}px`}>
        {shown.map(({ token, dots: own }) => (
          <li key={token} style={`width:${side}px`}>
            <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={sayLens(token, own, on)} data-test={`order-lens-${token}`}>
              <DotLayer dots={placed(own, box, side, side, scale, true)} on={on} width={side} height={side} text={(dot) => String(dot.position)} fontSize={12} />
            </svg>
            <bdi class="mono">{spelled(token)}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Rows of lenses as even as they can be, as wide as there is room. */
function sideOf(count: number, width: number): number {
  const most = Math.max(2, Math.floor((width + GAP) / (LEAST + GAP)));
  const across = Math.ceil(count / Math.ceil(count / most));
  return Math.floor(Math.min(WIDEST, (width - (across - 1) * GAP) / across));
}

function sayLens(token: string, dots: readonly Dot[], on: boolean): string {
  const places = new Set(dots.map((dot) => (on ? `${dot.x1} ${dot.y1}` : `${dot.x0} ${dot.y0}`)));
  return `${spelled(token)} at positions ${dots.map((dot) => dot.position).join(', ')}: ${places.size === 1 ? 'one place' : `${places.size} places`}`;
}
