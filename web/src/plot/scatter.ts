/**
 * The scatter plot: points of a layout on a 2-D canvas, up to a million of them.
 * Many are splatted into an image (splat.ts), few are drawn as discs (paint.ts); every change redraws all of it.
 */

import { groupPalette } from './color';
import { dragged, frontmostAt, type Space, spaceOf, type Turn, turnInto } from './deep';
import { fitCanvas, type Size } from './measure';
import { animate, reducedMotion } from './motion';
import { paintScene } from './paint';
import { DIRECTIONS, nearestTo, nextTowards } from './pick';
import type { Scene } from './scene';
import { type Cloud, mix } from './splat';
import type { Place } from './strokes';
import { between, boundsOf, fitted, held, normalized, panned, type Look, type Unit, unitOf, type View, zoomed } from './view';

/** Above this many points a high-resolution screen gets fewer device pixels, so that a redraw stays under a frame. */
const FEW_PIXELS_FROM = 150_000;
const PICK_REACH = 14;
/** In space a point in front hides those behind it, CSS pixels. */
const FRONT_REACH = 4;
const BALL = { x: 0, y: 0, half: 1, bounds: { left: -1, right: 1, bottom: -1, top: 1 } };
const STRAIGHT: Turn = { yaw: 0, pitch: 0 };

export class Scatter {
  size: Size = { width: 0, height: 0 };
  /** Device pixels per CSS pixel. */
  ratio = 1;
  /** Over normalized coordinates; `worldView` is over the layout's own. */
  view: View = { k: 1, left: 0, top: 0 };
  palette: Uint32Array;
  /** Normalized places of the points: now, before the last change, and where they go. */
  now: Float32Array;
  origin: Float32Array;
  /** Share of the present journey, 1 at rest. */
  share = 1;
  /** Where each label stood last, by point. */
  readonly sides = new Map<number, number>();
  /** Of a cloud in space, how near each point is to the viewer, about −1 to 1. */
  depth: Float32Array | null = null;
  private space: Space | null = null;
  private target: Float32Array;
  private unit: Unit;
  private stop = (): void => {};
  private frame = 0;

  constructor(
    readonly canvas: HTMLCanvasElement,
    public scene: Scene,
  ) {
    this.unit = BALL;
    this.target = this.origin = this.now = new Float32Array(0);
    this.settle();
    this.palette = paletteOf(scene);
  }

  /** Show another scene. Points that are as many as before travel to their new places; else they are there at once. */
  show(scene: Scene): void {
    const before = this.scene;
    this.scene = scene;
    this.palette = paletteOf(scene);
    if (scene.space) {
      if (scene.space !== before.space) this.settle();
      else if (scene.turn?.yaw !== before.turn?.yaw || scene.turn?.pitch !== before.turn?.pitch) this.turn();
      this.redraw();
    } else if (scene.positions === before.positions && scene.frame === before.frame) this.redraw();
    else if (scene.follows && scene.frame === before.frame) this.follow();
    else this.travel();
  }

  /** Turn a cloud in space by a drag, at once: the next move comes before the page has heard of this one. */
  turnBy(dx: number, dy: number): Turn {
    const turn = dragged(this.scene.turn ?? STRAIGHT, dx, dy, Math.min(this.size.width, this.size.height));
    this.scene = { ...this.scene, turn };
    this.turn();
    this.redraw();
    return turn;
  }

  resize(size: Size): void {
    const atHome = this.atHome;
    this.size = size;
    if (atHome) this.view = this.home;
    this.redraw();
  }

  /** The view of the whole layout. */
  get home(): View {
    return fitted(this.unit.bounds, this.size);
  }

  get atHome(): boolean {
    return this.size.width === 0 || this.view.k <= this.home.k * 1.0001;
  }

  /** The view over the layout's own coordinates: screen x = left + k·x, screen y = top − k·y. */
  get worldView(): View {
    const { x, y, half } = this.unit;
    const k = this.view.k / half;
    return { k, left: this.view.left - k * x, top: this.view.top + k * y };
  }

  /** Where a point, or a place given in the layout's own coordinates, is on the canvas now. */
  placeOf(point: number | Place): Place {
    if (typeof point === 'number') return this.onCanvas(this.now[2 * point], this.now[2 * point + 1]);
    const { x, y, half } = this.unit;
    return this.onCanvas((point[0] - x) / half, (point[1] - y) / half);
  }

  onCanvas(x: number, y: number): Place {
    return [this.view.left + this.view.k * x, this.view.top - this.view.k * y];
  }

  /** The point under a place of the canvas, -1 for none near. */
  pickAt(x: number, y: number): number {
    const { k, left, top } = this.view;
    const [lx, ly] = [(x - left) / k, (top - y) / k];
    const front = this.depth ? frontmostAt(this.cloud, this.palette, this.depth, lx, ly, FRONT_REACH / k) : -1;
    return front < 0 ? nearestTo(this.cloud, this.palette, lx, ly, PICK_REACH / k) : front;
  }

  /** The point that an arrow key leads to from `point`, or from the first drawn one where none is chosen. */
  pointAfterKey(point: number, key: string): number {
    const direction = DIRECTIONS[key];
    if (!direction) return -1;
    if (point < 0) return this.scene.groups.findIndex((group) => !this.scene.hidden.has(group));
    const next = nextTowards(this.cloud, this.palette, point, direction);
    return next < 0 ? point : next;
  }

  pan(dx: number, dy: number): void {
    this.moveTo(panned(this.view, dx, dy));
  }

  zoom(factor: number, x = this.size.width / 2, y = this.size.height / 2): void {
    this.moveTo(zoomed(this.view, factor, x, y, this.home));
  }

  /** What the canvas shows, whatever its size: the layout's place in its middle, and how far it is zoomed in. */
  get look(): Look {
    const { k, left, top } = this.worldView;
    const { width, height } = this.size;
    return { x: (width / 2 - left) / k, y: (top - height / 2) / k, zoom: this.view.k / this.home.k };
  }

  lookAt({ x, y, zoom }: Look): void {
    const k = this.home.k * zoom;
    const [nx, ny] = [(x - this.unit.x) / this.unit.half, (y - this.unit.y) / this.unit.half];
    this.moveTo({ k, left: this.size.width / 2 - k * nx, top: this.size.height / 2 + k * ny });
  }

  labelOf(point: number): string {
    const { labels } = this.scene;
    return typeof labels === 'function' ? labels(point) : labels[point];
  }

  /** Bring a point that lies outside the canvas to its middle. */
  reveal(point: number): void {
    const [x, y] = this.placeOf(point);
    const { width, height } = this.size;
    if (x < 0 || y < 0 || x > width || y > height) this.pan(width / 2 - x, height / 2 - y);
  }

  /** Back to the whole layout, in one movement. */
  reset(): void {
    const from = this.view;
    this.arrive();
    this.stop = animate({
      step: (share) => {
        this.view = between(from, this.home, share);
        this.draw();
      },
    });
  }

  /** Draw at the next frame, however often asked. */
  redraw(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  destroy(): void {
    this.stop();
    cancelAnimationFrame(this.frame);
  }

  get cloud(): Cloud {
    return { positions: this.now, groups: this.scene.groups };
  }

  /** Put the points of a scene where they are seen, at once. */
  private settle(): void {
    const { space, positions, frame } = this.scene;
    this.space = space ? spaceOf(space) : null;
    this.unit = this.space ? { ...BALL, half: this.space.radius } : unitOf(frame ?? boundsOf(positions));
    if (this.space) this.turn();
    else {
      this.target = this.origin = normalized(positions, this.unit);
      this.now = Float32Array.from(this.target);
    }
  }

  private turn(): void {
    const space = this.space!;
    const count = space.places.length / 3;
    if (this.depth?.length !== count) [this.depth, this.now] = [new Float32Array(count), new Float32Array(2 * count)];
    turnInto(space, this.scene.turn ?? STRAIGHT, this.now, this.depth);
    this.target = this.origin = this.now;
  }

  private moveTo(view: View): void {
    this.arrive();
    this.view = held(view, this.unit.bounds, this.size, this.home);
    this.redraw();
  }

  /** End a movement under way where it leads to. */
  private arrive(): void {
    this.stop();
    this.share = 1;
    if (this.now !== this.target) this.now.set(this.target);
  }

  /** A layout's own scale is taken away first, so that one in other units does not fly off the canvas on its way. */
  private travel(): void {
    this.stop();
    const { positions, frame } = this.scene;
    this.unit = unitOf(frame ?? boundsOf(positions));
    const before = this.target;
    this.target = normalized(positions, this.unit);
    const same = before.length === this.target.length;
    this.origin = same ? before : this.target;
    const start = same ? this.now : this.target;
    this.now = Float32Array.from(start);
    this.run(Float32Array.from(start), this.view);
    if (reducedMotion()) this.canvas.animate([{ opacity: 0 }, { opacity: 1 }], 200);
  }

  /** Points of the same frame where they are now, in the view there is. */
  private follow(): void {
    this.stop();
    this.share = 1;
    this.target = this.origin = normalized(this.scene.positions, this.unit);
    this.now = Float32Array.from(this.target);
    this.redraw();
  }

  private run(start: Float32Array, view: View): void {
    this.stop = animate({
      step: (share) => {
        this.share = share;
        mix(start, this.target, share, this.now);
        if (this.size.width > 0) this.view = between(view, this.home, share);
        this.draw();
      },
    });
  }

  private draw(): void {
    if (this.size.width === 0) return;
    this.ratio = fitCanvas(this.canvas, this.size, this.scene.groups.length > FEW_PIXELS_FROM ? 1.5 : 2);
    paintScene(this);
  }
}

function paletteOf({ theme, palette, hidden }: Scene): Uint32Array {
  const isHidden = (group: number): boolean => hidden.has(group);
  return palette ? palette.map((color, group) => (isHidden(group) ? 0 : color)) : groupPalette(theme, isHidden);
}
