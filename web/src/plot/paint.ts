/** One redraw of a scatter plot, back to front: points or splats, trails, lines, what is chosen, labels, the reticle. */

import { css, hex, pack } from './color';
import { faded, fadedPalette, LAYERS, layerOf, layersOf } from './deep';
import { type Label, placeLabels } from './labels';
import type { Scatter } from './scatter';
import { chosenOf, type Pixels, splat } from './splat';
import { drawDisc, drawLabel, drawLine, drawReticle, drawRing, drawTrail, type Inks, inksOf } from './strokes';
import type { View } from './view';

/** Up to this many points each is a disc; beyond, squares in an image: a disc costs about 1 µs, a square 0.02. */
const DISCS = 4000;
const TRAILS = 2000;
const LABEL_CANDIDATES = 1500;
const LABEL_HEIGHT = 15;
const FADED = 0.3;

export function paintScene(plot: Scatter): void {
  const context = plot.canvas.getContext('2d')!;
  const inks = inksOf(plot.canvas);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, plot.canvas.width, plot.canvas.height);
  const many = plot.scene.groups.length > DISCS;
  if (many) splatAll(context, plot, inks);
  context.setTransform(plot.ratio, 0, 0, plot.ratio, 0, 0);
  drawTrails(context, plot);
  const radius = radiusOf(plot);
  for (const line of plot.scene.lines) drawLine(context, plot.placeOf(line.from), plot.placeOf(line.to), line, inks, radius);
  context.setLineDash([]);
  const front = chosen(plot);
  if (many) for (const index of farFirst(plot, plot.scene.front)) if (plot.palette[plot.scene.groups[index]] !== 0) drawFront(context, plot, inks, index);
  if (!many) drawDiscs(context, plot, inks, front);
  for (const index of [...front].toReversed()) drawChosen(context, plot, inks, index);
  drawLabels(context, plot, inks, front);
  if (plot.scene.hovered >= 0) {
    drawReticle(context, plot.placeOf(plot.scene.hovered), radius, plot.size.width, plot.size.height, inks);
  }
  tellView(plot);
}

/** CSS pixels; smaller for many points, and on a small canvas. */
export function radiusOf({ scene: { groups }, size }: Scatter): number {
  const count = groups.length;
  if (count <= 150) return Math.min(size.width, size.height) < 320 ? 4.5 : 5.5;
  return count <= 1000 ? 4 : count <= DISCS ? 3 : 2;
}

function splatAll(context: CanvasRenderingContext2D, plot: Scatter, inks: Inks): void {
  const { width, height } = plot.canvas;
  const image = context.createImageData(width, height);
  const pixels = { numbers: new Uint32Array(image.data.buffer), width, height };
  const view = { k: plot.view.k * plot.ratio, left: plot.view.left * plot.ratio, top: plot.view.top * plot.ratio };
  const side = plot.ratio > 1.25 ? 3 : 2;
  if (plot.depth) splatDeep(pixels, plot, plot.depth, view, inks.paper);
  else splat(pixels, plot.cloud, plot.palette, view, side);
  if (plot.scene.marked) splat(pixels, chosenOf(plot.cloud, plot.scene.marked), markedPalette(plot, inks.accent), view, 3);
  context.putImageData(image, 0, 0);
}

/** Layer after layer from the farthest: nearer points are larger and stronger, and cover those behind. */
function splatDeep(pixels: Pixels, plot: Scatter, depth: Float32Array, view: View, paper: string): void {
  const { cloud, starts } = layersOf(plot.cloud, depth);
  for (let layer = 0; layer < LAYERS; layer++) {
    const [from, to] = [starts[layer], starts[layer + 1]];
    const part = { positions: cloud.positions.subarray(2 * from, 2 * to), groups: cloud.groups.subarray(from, to) };
    const side = (layer < LAYERS / 3 ? 1 : layer < (2 * LAYERS) / 3 ? 2 : 3) + (plot.ratio > 1.25 ? 1 : 0);
    splat(pixels, part, fadedPalette(plot.palette, hex(paper), layer), view, side);
  }
}

/** Every color but "not drawn" is the accent. */
function markedPalette({ palette }: Scatter, accent: string): Uint32Array {
  const color = pack(hex(accent));
  return palette.map((own) => (own === 0 ? 0 : color));
}

/** Hovered first, then selected, then lit: the order in which they get labels, and the reverse of drawing. */
function chosen({ scene, palette }: Scatter): Set<number> {
  const drawn = [scene.hovered, ...scene.selected, ...scene.lit].filter(
    (index) => index >= 0 && index < scene.groups.length && palette[scene.groups[index]] !== 0,
  );
  return new Set(drawn);
}

function drawTrails(context: CanvasRenderingContext2D, plot: Scatter): void {
  const { trails, groups } = plot.scene;
  if (groups.length > TRAILS || trails === 'never' || (trails === 'moving' && plot.share === 1)) return;
  for (const [index, group] of groups.entries()) {
    if (plot.palette[group] === 0) continue;
    const from = plot.onCanvas(plot.origin[2 * index], plot.origin[2 * index + 1]);
    drawTrail(context, from, plot.placeOf(index), css(plot.palette[group]));
  }
}

function drawDiscs(context: CanvasRenderingContext2D, plot: Scatter, inks: Inks, front: Set<number>): void {
  const { groups, lit } = plot.scene;
  const radius = radiusOf(plot);
  context.globalAlpha = lit.length > 0 ? FADED : 1;
  for (const index of farFirst(plot, groups.keys())) {
    if (plot.palette[groups[index]] === 0 || front.has(index)) continue;
    drawDisc(context, plot.placeOf(index), radius * nearness(plot, index), colorOf(plot, index, inks), inks.paper);
  }
  context.globalAlpha = 1;
}

/** Points in the order they are drawn in: as they come, or in space from far to near. */
function farFirst({ depth }: Scatter, indexes: Iterable<number>): Iterable<number> {
  return depth ? [...indexes].toSorted((a, b) => depth[a] - depth[b]) : indexes;
}

/** Factor of a dot's size: 1 in the plane, 0.6 to 1.3 in space. */
function nearness({ depth }: Scatter, index: number): number {
  return depth ? 0.95 + 0.35 * Math.max(-1, Math.min(1, depth[index])) : 1;
}

function colorOf({ depth, palette, scene }: Scatter, index: number, inks: Inks): string {
  const color = palette[scene.groups[index]];
  return css(depth ? faded(color, hex(inks.paper), layerOf(depth[index])) : color);
}

function drawFront(context: CanvasRenderingContext2D, plot: Scatter, inks: Inks, index: number): void {
  drawDisc(context, plot.placeOf(index), (radiusOf(plot) + 1.5) * nearness(plot, index), css(plot.palette[plot.scene.groups[index]]), inks.paper);
}

function drawChosen(context: CanvasRenderingContext2D, plot: Scatter, inks: Inks, index: number): void {
  const { scene } = plot;
  const place = plot.placeOf(index);
  const radius = Math.max(radiusOf(plot), 4);
  drawDisc(context, place, radius, css(plot.palette[scene.groups[index]]), inks.paper);
  if (scene.selected.includes(index)) drawRing(context, place, radius + 3, inks.accent, 2);
  else if (scene.lit.includes(index)) drawRing(context, place, radius + 2, inks.accent, 1.25);
  if (index === scene.hovered) drawRing(context, place, radius + 3, inks.ink, 1.5);
}

function drawLabels(context: CanvasRenderingContext2D, plot: Scatter, inks: Inks, front: Set<number>): void {
  const { scene, size } = plot;
  context.font = inks.font;
  const labels = candidates(context, plot, front);
  const points = scene.groups.length <= 400 ? drawnPlaces(plot) : new Float32Array(0);
  const ground = { ...size, radius: radiusOf(plot), points, forced: front.size };
  const placed = placeLabels(labels, ground, plot.sides);
  for (const label of placed.toReversed()) {
    const strong = front.size === 0 || scene.lit.length === 0 || front.has(label.id);
    context.globalAlpha = strong ? 1 : 0.35;
    drawLabel(context, label, plot.labelOf(label.id), inks);
  }
  context.globalAlpha = 1;
  plot.canvas.dataset.labels = String(placed.length);
}

/** Points on the canvas that may be named: the chosen ones, those that have their label already, then by index. */
function candidates(context: CanvasRenderingContext2D, plot: Scatter, front: Set<number>): Label[] {
  const { scene, size } = plot;
  const labels: Label[] = [];
  const widths = widthsIn(context.font);
  const offer = (id: number): void => {
    const x = plot.view.left + plot.view.k * plot.now[2 * id];
    const y = plot.view.top - plot.view.k * plot.now[2 * id + 1];
    if (!(x >= 0 && y >= 0 && x <= size.width && y <= size.height) || plot.palette[scene.groups[id]] === 0) return;
    const text = plot.labelOf(id);
    if (!text) return;
    labels.push({ id, x, y, width: widthOf(context, text, widths), height: LABEL_HEIGHT });
  };
  for (const id of front) offer(id);
  for (const id of scene.front) if (!front.has(id)) offer(id);
  const before = plot.sides;
  const named = new Set(scene.front);
  for (const id of before.keys()) if (id < scene.groups.length && !front.has(id) && !named.has(id)) offer(id);
  for (let id = 0; id < scene.groups.length && labels.length < LABEL_CANDIDATES; id++) {
    if (!front.has(id) && !before.has(id) && !named.has(id)) offer(id);
  }
  return labels;
}

const widthsByFont = new Map<string, Map<string, number>>();

/** Widths of texts measured before, by text. Asking a context for its font takes 1 µs: once a redraw, not once a label. */
function widthsIn(font: string): Map<string, number> {
  let widths = widthsByFont.get(font);
  if (!widths) widthsByFont.set(font, (widths = new Map()));
  return widths;
}

function widthOf(context: CanvasRenderingContext2D, text: string, widths: Map<string, number>): number {
  let width = widths.get(text);
  if (width === undefined) widths.set(text, (width = context.measureText(text).width));
  return width;
}

function drawnPlaces(plot: Scatter): Float32Array {
  const { groups } = plot.scene;
  const places: number[] = [];
  for (const [index, group] of groups.entries()) if (plot.palette[group] !== 0) places.push(...plot.placeOf(index));
  return Float32Array.from(places);
}

/** What is drawn, told on the element: how many points, and where the layout's coordinates lie on the canvas. */
function tellView({ canvas, scene, palette, worldView }: Scatter): void {
  const { groups } = scene;
  let drawn = 0;
  for (let at = 0; at < groups.length; at++) if (palette[groups[at]] !== 0) drawn++; // an iterator takes six times as long
  const { k, left, top } = worldView;
  canvas.dataset.points = String(drawn);
  canvas.dataset.view = `${k} ${left} ${top}`;
}
