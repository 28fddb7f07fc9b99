import { areaOf, type AxisSpec, ChartFrame, plain, scaleOf, XAxis, YAxis } from './axis';
import { extent, linear, type Pair, type Scale } from './scale';

export { type AxisSpec } from './axis';
export { extent, linear, log } from './scale';

export interface Series {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  /** Written at the end of the line. */
  label?: string;
  color?: string;
  dash?: string;
}

export interface Mark {
  x: number;
  y: number;
  label?: string;
  color?: string;
}

export interface LineChartProps {
  title: string;
  describe?: string;
  x: AxisSpec;
  y: AxisSpec;
  series: readonly Series[];
  marks?: readonly Mark[];
  /** Upright hair line at this x. */
  rule?: number;
  height?: number;
  /** The x of the domain under the pointer; null when it leaves. */
  onHover?: (x: number | null) => void;
  test?: string;
}

/** Lines over a shared pair of axes. */
export function LineChart({ title, describe, x, y, series, marks = [], rule, height = 220, onHover, test }: LineChartProps) {
  return (
    <ChartFrame title={title} describe={describe} height={height} test={test}>
      {(width) => {
        const area = areaOf(width, height);
        const [sx, sy] = [scaleOf(x, [area.left, area.right]), scaleOf(y, [area.bottom, area.top])];
        const under = (event: PointerEvent): number => {
          const share = (event.offsetX - area.left) / (area.right - area.left);
          return x.domain[0] + Math.min(1, Math.max(0, share)) * (x.domain[1] - x.domain[0]);
        };
        return (
          <g onPointerMove={(event) => onHover?.(under(event))} onPointerLeave={() => onHover?.(null)}>
            <rect width={width} height={height} fill="transparent" />
            <YAxis axis={y} scale={sy} area={area} />
            <XAxis axis={x} scale={sx} area={area} />
            {rule !== undefined && <line class="chart-axis" x1={sx(rule)} x2={sx(rule)} y1={area.top} y2={area.bottom} stroke-dasharray="2 3" />}
            {series.map((one, index) => (
              <SeriesLine key={index} series={one} sx={sx} sy={sy} />
            ))}
            {marks.map((mark, index) => (
              <g key={index} transform={`translate(${sx(mark.x)},${sy(mark.y)})`}>
                <circle class="chart-mark" r={5} style={mark.color && `fill:${mark.color}`} />
                {mark.label && (
                  <text class="chart-name" y={-10} text-anchor={mark.x > (x.domain[0] + x.domain[1]) / 2 ? 'end' : 'start'}>
                    {mark.label}
                  </text>
                )}
              </g>
            ))}
          </g>
        );
      }}
    </ChartFrame>
  );
}

function SeriesLine({ series, sx, sy }: { series: Series; sx: Scale; sy: Scale }) {
  const { x, y, label, color, dash } = series;
  const last = x.length - 1;
  return (
    <>
      <path class="chart-line" d={pathOf(x, y, sx, sy)} stroke-dasharray={dash} style={color && `stroke:${color}`} />
      {label && last >= 0 && (
        <text class="chart-name" x={sx(x[last]) - 2} y={sy(y[last]) - 6} text-anchor="end">
          {label}
        </text>
      )}
    </>
  );
}

/** An SVG path through the points; a value that is not finite leaves a gap. */
export function pathOf(x: ArrayLike<number>, y: ArrayLike<number>, sx: (value: number) => number, sy: (value: number) => number): string {
  let path = '';
  let pen = 'M';
  for (let i = 0; i < x.length; i++) {
    const [px, py] = [sx(x[i]), sy(y[i])];
    if (Number.isFinite(px) && Number.isFinite(py)) {
      path += `${pen}${px.toFixed(2)},${py.toFixed(2)}`;
      pen = 'L';
    } else pen = 'M';
  }
  return path;
}

export interface Bar {
  label: string;
  value: number;
  color?: string;
  /** Written after the value. */
  note?: string;
}

export interface BarChartProps {
  title: string;
  describe?: string;
  bars: readonly Bar[];
  domain?: Pair;
  text?: (value: number) => string;
  /** Pixels for the names at the left. */
  names?: number;
  test?: string;
}

const BAR = 24;

/** Horizontal bars from zero, each with its name and number. */
export function BarChart({ title, describe, bars, domain, text = plain, names = 110, test }: BarChartProps) {
  const height = bars.length * BAR + 4;
  const [low, high] = domain ?? extent([0, ...bars.map((bar) => bar.value)]);
  return (
    <ChartFrame title={title} describe={describe} height={height} test={test}>
      {(width) => {
        const sx = linear([low, high], [names + (low < 0 ? 52 : 0), width - 64]);
        return bars.map((bar, index) => <BarRow key={bar.label} bar={bar} y={index * BAR} names={names} sx={sx} text={text} />);
      }}
    </ChartFrame>
  );
}

function BarRow({ bar, y, names, sx, text }: { bar: Bar; y: number; names: number; sx: Scale; text: (value: number) => string }) {
  const [zero, end] = [sx(0), sx(bar.value)];
  const left = bar.value < 0;
  return (
    <g transform={`translate(0,${y})`}>
      <text class="chart-name" x={names - 8} y={BAR / 2} dy="0.32em" text-anchor="end">
        {bar.label}
      </text>
      <rect class="chart-bar" x={Math.min(zero, end)} y={5} width={Math.abs(end - zero)} height={BAR - 10} style={bar.color && `fill:${bar.color}`} />
      <line class="chart-axis" x1={zero} x2={zero} y1={1} y2={BAR - 1} />
      <text x={end + (left ? -5 : 5)} y={BAR / 2} dy="0.32em" text-anchor={left ? 'end' : 'start'}>
        {text(bar.value)}
        {bar.note && ` ${bar.note}`}
      </text>
    </g>
  );
}
