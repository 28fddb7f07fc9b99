import { count } from '../parts/format';
import { areaOf, ChartFrame, XAxis } from '../plot/axis';
import { log } from '../plot/scale';
import type { ModelPositions } from '../source/types';

const ROOM = 380;

/** Pairs from fast to slow, one bar each, on a logarithmic axis of tokens. */
export function TurnBars({ answer }: { answer: ModelPositions }) {
  const { wavelengths, original, context } = answer;
  const unscaled = answer.unscaled_wavelengths ?? [];
  const bar = Math.max(2, Math.min(12, Math.floor(ROOM / wavelengths.length)));
  const top = 34;
  const height = top + bar * wavelengths.length + 40;
  const longest = Math.max(...[...wavelengths, ...unscaled, context ?? 1].map((value) => value ?? 1)) * 1.3;
  const trained = original ?? context ?? longest;
  return (
    <ChartFrame title="Tokens that each pair takes to turn once" describe={`${wavelengths.length} pairs, fastest first`} height={height} test="turn-map">
      {(width) => {
        const area = { ...areaOf(width, height, 8), top, bottom: height - 36 };
        const x = log([1, longest], [area.left, area.right]);
        return (
          <>
            {wavelengths.map((wavelength, pair) => (
              <g key={pair} transform={`translate(0,${top + pair * bar})`}>
                <rect
                  class="turn-bar"
                  data-pair={pair}
                  x={area.left}
                  width={x(wavelength ?? longest) - area.left}
                  height={Math.max(1, bar - 1)}
                  fill={wavelength === null ? 'var(--wash)' : wavelength > trained ? 'var(--accent)' : 'var(--muted)'}
                />
                {unscaled[pair] && unscaled[pair] !== wavelength && <line class="chart-axis" x1={x(unscaled[pair])} x2={x(unscaled[pair])} y1={0} y2={bar} />}
              </g>
            ))}
            {marksOf(original, context).map(([tokens, name, above]) => (
              <g key={name} transform={`translate(${x(tokens)},0)`}>
                <line class="chart-axis" y1={top - 8} y2={area.bottom} stroke-dasharray="3 3" />
                <text y={above ? 12 : 24} text-anchor="middle">
                  {name} {count(tokens)}
                </text>
              </g>
            ))}
            <XAxis axis={{ label: 'tokens for one turn', domain: [1, longest], log: true, text: count }} scale={x} area={area} />
          </>
        );
      }}
    </ChartFrame>
  );
}

/** Contexts to draw: the one of training above the larger one, so that the two names cannot meet. */
function marksOf(original: number | null | undefined, context: number | null | undefined): [number, string, boolean][] {
  const marks: [number, string, boolean][] = [];
  if (original && original !== context) marks.push([original, 'trained', true]);
  if (context) marks.push([context, 'context', false]);
  return marks;
}
