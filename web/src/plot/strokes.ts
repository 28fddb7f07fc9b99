/** What is drawn around the points with the canvas' own pen: lines, trails, discs, labels, the reticle. CSS pixels. */

import type { Placed } from './labels';

/** Colors and type of the page around the canvas. */
export interface Inks {
  ink: string;
  muted: string;
  hairline: string;
  accent: string;
  paper: string;
  font: string;
}

/** A line between two points (by index, it follows them) or places of the layout. */
export interface Line {
  from: number | readonly [number, number];
  to: number | readonly [number, number];
  /** A CSS color, or the page's own 'ink', 'muted' (as without) or 'accent'. */
  color?: string;
  width?: number;
  dash?: readonly number[];
  arrow?: boolean;
  /** 1 where left out. */
  opacity?: number;
}

export type Place = readonly [number, number];

const ARROW = 8;

export function inksOf(canvas: HTMLCanvasElement): Inks {
  const style = getComputedStyle(canvas);
  const named = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  return {
    ink: style.color,
    muted: named('--muted', '#6b6b6b'),
    hairline: named('--hairline', '#dddddd'),
    accent: named('--accent', '#7a3cc8'),
    paper: named('--paper', '#ffffff'),
    font: `${style.fontSize} ${style.fontFamily}`,
  };
}

export function drawLine(context: CanvasRenderingContext2D, from: Place, to: Place, line: Line, inks: Inks, radius: number): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length < 1) return;
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const end: Place = line.arrow ? [to[0] - ux * radius, to[1] - uy * radius] : to;
  const { color = 'muted' } = line;
  context.strokeStyle = context.fillStyle = color === 'ink' || color === 'muted' || color === 'accent' ? inks[color] : color;
  context.globalAlpha = line.opacity ?? 1;
  context.lineWidth = line.width ?? 1.25;
  context.setLineDash(line.dash ? [...line.dash] : []);
  context.beginPath();
  context.moveTo(from[0], from[1]);
  context.lineTo(end[0], end[1]);
  context.stroke();
  if (line.arrow) drawHead(context, end, ux, uy);
  context.globalAlpha = 1;
}

function drawHead(context: CanvasRenderingContext2D, [x, y]: Place, ux: number, uy: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - ARROW * ux - ARROW * 0.45 * uy, y - ARROW * uy + ARROW * 0.45 * ux);
  context.lineTo(x - ARROW * ux + ARROW * 0.45 * uy, y - ARROW * uy - ARROW * 0.45 * ux);
  context.fill();
}

/** Where a point came from: a thin line in its color, fainter than the point. */
export function drawTrail(context: CanvasRenderingContext2D, from: Place, to: Place, color: string): void {
  context.globalAlpha = 0.3;
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(from[0], from[1]);
  context.lineTo(to[0], to[1]);
  context.stroke();
  context.globalAlpha = 1;
}

/** A disc with a rim of the paper's color, so that two that touch stay two. */
export function drawDisc(context: CanvasRenderingContext2D, [x, y]: Place, radius: number, color: string, paper: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.strokeStyle = paper;
  context.lineWidth = 1;
  context.fill();
  context.stroke();
}

export function drawRing(context: CanvasRenderingContext2D, [x, y]: Place, radius: number, color: string, width: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
}

/** Hair lines through the point under the pointer, out to the edges, open around the point. */
export function drawReticle(context: CanvasRenderingContext2D, [x, y]: Place, radius: number, width: number, height: number, inks: Inks): void {
  const open = radius + 5;
  context.strokeStyle = inks.muted;
  context.globalAlpha = 0.45;
  context.lineWidth = 1;
  context.setLineDash([]);
  context.beginPath();
  for (const [x1, y1, x2, y2] of [[0, y, x - open, y], [x + open, y, width, y], [x, 0, x, y - open], [x, y + open, x, height]]) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  }
  context.stroke();
  context.globalAlpha = 1;
}

export function drawLabel(context: CanvasRenderingContext2D, label: Placed, text: string, inks: Inks, color = inks.ink): void {
  context.font = inks.font;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.setLineDash([]);
  context.lineWidth = 3;
  context.strokeStyle = inks.paper;
  context.fillStyle = color;
  context.strokeText(text, label.textX, label.textY);
  context.fillText(text, label.textX, label.textY);
}
