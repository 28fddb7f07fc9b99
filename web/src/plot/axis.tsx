import { useRef } from 'preact/hooks';
import { useSize } from './measure';
import './plot.css';
import { linear, log, type Pair, type Scale } from './scale';
import type { ComponentChildren, RefObject } from 'preact';

export interface AxisSpec {
  label: string;
  domain: Pair;
  /** How many ticks are wanted, or which. */
  ticks?: number | readonly number[];
  log?: boolean;
  text?: (value: number) => string;
}

/** The plotting area inside a chart's margins, in pixels of the SVG. */
export interface Area {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function areaOf(width: number, height: number, left = 44): Area {
  return { width, height, left, right: Math.max(left + 40, width - 12), top: 12, bottom: height - 36 };
}

export function scaleOf({ domain, log: logarithmic }: AxisSpec, range: Pair): Scale {
  return logarithmic ? log(domain, range) : linear(domain, range);
}

function ticksOf(axis: AxisSpec, scale: Scale, room: number): readonly number[] {
  if (Array.isArray(axis.ticks)) return axis.ticks;
  return scale.ticks(typeof axis.ticks === 'number' ? axis.ticks : Math.max(2, Math.round(room / 70)));
}

/** A true minus, and no more decimals than the tick needs. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '\u2212');
}

export function XAxis({ axis, scale, area }: { axis: AxisSpec; scale: Scale; area: Area }) {
  const { text = plain } = axis;
  return (
    <g class="chart-x">
      <line class="chart-axis" x1={area.left} x2={area.right} y1={area.bottom} y2={area.bottom} />
      {ticksOf(axis, scale, area.right - area.left).map((tick) => (
        <g key={tick} transform={`translate(${scale(tick)},${area.bottom})`}>
          <line class="chart-axis" y2={4} />
          <text y={16} text-anchor="middle">
            {text(tick)}
          </text>
        </g>
      ))}
      <text class="chart-name" x={area.right} y={area.height - 4} text-anchor="end">
        {axis.label}
      </text>
    </g>
  );
}

export function YAxis({ axis, scale, area }: { axis: AxisSpec; scale: Scale; area: Area }) {
  const { text = plain } = axis;
  return (
    <g class="chart-y">
      {ticksOf(axis, scale, (area.bottom - area.top) * 1.4).map((tick) => (
        <g key={tick} transform={`translate(0,${scale(tick)})`}>
          <line class={tick === 0 ? 'chart-axis' : 'chart-grid'} x1={area.left} x2={area.right} />
          <text x={area.left - 6} dy="0.32em" text-anchor="end">
            {text(tick)}
          </text>
        </g>
      ))}
      <text class="chart-name" x={0} y={area.top - 2}>
        {axis.label}
      </text>
    </g>
  );
}

/** The SVG of a chart: as wide as its place, named and described for screen readers. */
export function ChartFrame(props: { title: string; describe?: string; height: number; test?: string; children: (width: number) => ComponentChildren }) {
  const { title, describe, height, test, children } = props;
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root as RefObject<Element>);
  const width = Math.max(200, size.value.width);
  return (
    <div ref={root}>
      <svg class="chart" role="img" aria-label={describe ? `${title}. ${describe}` : title} viewBox={`0 0 ${width} ${height}`} height={height} data-test={test}>
        {size.value.width > 0 && children(width)}
      </svg>
    </div>
  );
}
