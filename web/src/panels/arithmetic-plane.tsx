import { fixed, spelled } from '../parts/format';
import { ScatterView, type Line } from '../plot/scatter-view';
import type { Arithmetic } from '../source/types';
import { hovered } from '../state/selection';

const COLORS: Record<string, number> = { term: 1, neighbor: 2, result: 0 };

/** The terms as arrows, head to tail from the origin, among the rows that lie near their sum. */
export function ArithmeticPlane({ answer }: { answer: Arithmetic }) {
  const { points, steps } = answer;
  const lines: Line[] = steps.map((step) => ({
    from: [step.x, step.y],
    to: [step.to_x, step.to_y],
    color: colorOf(step.weight < 0 ? '--negative' : '--positive'),
    width: 2,
    arrow: true,
  }));
  const positions = Float32Array.from(points.flatMap((point) => [point.x, point.y]));
  const say = (index: number): string => `${points[index].token}, ${points[index].role}, at ${fixed(points[index].x, 2)}, ${fixed(points[index].y, 2)}`;
  return (
    <ScatterView
      positions={positions}
      groups={Uint8Array.from(points, (point) => COLORS[point.role] ?? 2)}
      labels={points.map((point) => (point.role === 'result' ? answer.query.replaceAll(' - ', ' − ') : spelled(point.token)))}
      lines={lines}
      hovered={points.findIndex((point) => point.token === hovered.value)}
      onHover={(index) => (hovered.value = index >= 0 ? points[index].token : null)}
      label={`Arrows of ${answer.query} in the plane of the rows involved: ${steps.map((step) => step.label).join(', then ')}`}
      describe={say}
      height={340}
      test="arithmetic-plane"
    />
  );
}

/** A canvas knows no CSS variables: the color is read from the page. */
function colorOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
