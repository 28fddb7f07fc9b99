import { useRef } from 'preact/hooks';
import { spelled } from '../parts/format';
import { useSize } from '../plot/measure';
import { bothEnds, type Dot, fitting, placed } from './order-dots';
import { DotLayer } from './order-marks';

const MARGIN = 36;

/** Pixels per unit and height of the plane at a width. */
export function planeScale(dots: readonly Dot[], width: number): { scale: number; height: number } {
  const box = bothEnds(dots);
  const height = Math.round(Math.min(250, Math.max(220, (box.height / (box.width || 1)) * (width - 2 * MARGIN) + 2 * MARGIN)));
  return { scale: fitting(box, width, height, MARGIN), height };
}

/** Every token of both sentences as a dot in one PCA plane, and the way it goes when its position is added. */
export function OrderPlane({ dots, on }: { dots: readonly Dot[]; on: boolean }) {
  const root = useRef<HTMLDivElement>(null);
  const { width } = useSize(root).value;
  const { scale, height } = planeScale(dots, Math.max(200, width));
  return (
    <div class="order-plane" ref={root}>
      <svg viewBox={`0 0 ${Math.max(200, width)} ${height}`} height={height} role="img" aria-label={sayPlane(dots, on)} data-test="order-plane" data-scale={scale}>
        {width > 0 && (
          <DotLayer
            dots={placed(dots, bothEnds(dots), width, height, scale)}
            on={on}
            width={width}
            height={height}
            text={(dot) => `${spelled(dot.token)} ${dot.position}`}
            fontSize={12.5}
          />
        )}
      </svg>
    </div>
  );
}

function sayPlane(dots: readonly Dot[], on: boolean): string {
  const places = new Set(dots.map((dot) => (on ? `${dot.x1} ${dot.y1}` : `${dot.x0} ${dot.y0}`)));
  return `${dots.length} tokens at ${places.size} places of the plane, positions ${on ? 'added' : 'not added'}. The table below has every place.`;
}
