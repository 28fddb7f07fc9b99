import { reducedMotion } from '../plot/motion';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { lights } from '../parts/chip';
import { spelled } from '../parts/format';
import { placeLabels } from '../plot/labels';
import { hovered } from '../state/selection';
import type { ScreenDot } from './order-dots';

const DISC = 5;
const RING = 9;
/** Width of a letter of the mono font, as a share of its size. */
const LETTER = 0.61;

/** The mark of a sentence: a disc for the first, a ring for the second, so that two at one place are both seen. */
export function Mark({ sentence }: { sentence: number }) {
  return <circle class="order-mark" data-sentence={sentence} r={sentence === 0 ? DISC : RING} />;
}

/** The same mark beside the sentence itself. No SVG: a figure saves the first one of its body. */
export function Glyph({ sentence }: { sentence: number }) {
  return <i class="order-glyph" data-sentence={sentence} aria-hidden="true" />;
}

interface DotLayerProps {
  dots: readonly ScreenDot[];
  on: boolean;
  width: number;
  height: number;
  /** What is written beside a dot. */
  text: (dot: ScreenDot['dot']) => string;
  fontSize: number;
}

/** Dots that travel when positions are switched on, with a faint trail from where they were. */
export function DotLayer({ dots, on, width, height, text, fontSize }: DotLayerProps) {
  const layer = useRef<SVGGElement>(null);
  const sides = useRef(new Map<number, number>());
  useLayoutEffect(() => {
    if (reducedMotion()) layer.current?.animate([{ opacity: 0 }, { opacity: 1 }], 200);
  }, [on]);
  const places = dots.map((one) => (on ? one.end : one.start));
  const labels = labelPlaces(places, dots.map(({ dot }) => text(dot)), { width, height, fontSize }, sides.current);
  return (
    <g ref={layer} class="order-layer" data-on={on || undefined} style={`font-size:${fontSize}px`}>
      {dots.map(({ dot, start, end }) => (
        <line key={dot.key} class="order-trail" data-sentence={dot.sentence} x1={start[0]} y1={start[1]} x2={end[0]} y2={end[1]} pathLength={1} />
      ))}
      {dots.map(({ dot }, index) => (
        <g
          key={dot.key}
          class="order-dot"
          data-dot={dot.key}
          data-x={on ? dot.x1 : dot.x0}
          data-y={on ? dot.y1 : dot.y0}
          data-lit={hovered.value === dot.token || undefined}
          style={`transform:translate(${places[index][0]}px,${places[index][1]}px)`}
          {...lights(dot.token)}
        >
          <circle class="order-reach" r={RING + 3} />
          <Mark sentence={dot.sentence} />
        </g>
      ))}
      {dots.map(({ dot }, index) => {
        const label = labels.get(index);
        return (
          label && (
            <text key={dot.key} class="order-label" data-lit={hovered.value === dot.token || undefined} dy="0.34em" style={`transform:translate(${label[0]}px,${label[1]}px)`}>
              {text(dot)}
            </text>
          )
        );
      })}
    </g>
  );
}

/** The texts that find room, by index. */
function labelPlaces(
  places: readonly (readonly [number, number])[],
  texts: readonly string[],
  ground: { width: number; height: number; fontSize: number },
  sides: Map<number, number>,
): Map<number, readonly [number, number]> {
  const labels = texts.map((text, id) => ({
    id,
    x: places[id][0],
    y: places[id][1],
    width: [...spelled(text)].length * ground.fontSize * LETTER,
    height: ground.fontSize * 1.15,
  }));
  const points = Float32Array.from(places.flat());
  const found = placeLabels(labels, { width: ground.width, height: ground.height, radius: RING - 1, points }, sides);
  return new Map(found.map((label) => [label.id, [label.textX, label.textY]]));
}
