/** From coordinates of a layout to places on the screen, and how panning and zooming change that. */

import type { Size } from './measure';

export interface Bounds {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** Screen x = left + k·x, screen y = top − k·y: one scale for both axes, since distances are compared by eye. */
export interface View {
  k: number;
  left: number;
  top: number;
}

/** What a canvas of any size shows: the layout's place in its middle, and the zoom, 1 where all is shown. */
export interface Look {
  x: number;
  y: number;
  zoom: number;
}

/** A zoom never goes out past the whole layout, and in until a five-hundredth of it fills the canvas. */
const DEEPEST = 500;

/** Smallest box around all points of an interleaved (x, y) array; a unit box around the origin where there are none. */
export function boundsOf(positions: Float32Array): Bounds {
  const bounds = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (let i = 0; i < positions.length; i += 2) {
    const x = positions[i];
    const y = positions[i + 1];
    if (x < bounds.left) bounds.left = x;
    if (x > bounds.right) bounds.right = x;
    if (y < bounds.bottom) bounds.bottom = y;
    if (y > bounds.top) bounds.top = y;
  }
  return bounds.left <= bounds.right ? bounds : { left: -1, right: 1, bottom: -1, top: 1 };
}

/** Box around several boxes: two layouts that share one frame can be compared. */
export function joined(boxes: readonly Bounds[]): Bounds {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.min(...boxes.map((box) => box.bottom)),
    top: Math.max(...boxes.map((box) => box.top)),
  };
}

/** A layout's center and half its longer side, and its frame once these are taken away: it fits into −1…1. */
export interface Unit {
  x: number;
  y: number;
  half: number;
  bounds: Bounds;
}

export function unitOf(frame: Bounds): Unit {
  const x = (frame.left + frame.right) / 2;
  const y = (frame.bottom + frame.top) / 2;
  const half = Math.max(frame.right - frame.left, frame.top - frame.bottom) / 2 || 1;
  const [wide, high] = [(frame.right - frame.left) / 2 / half, (frame.top - frame.bottom) / 2 / half];
  return { x, y, half, bounds: { left: -wide, right: wide, bottom: -high, top: high } };
}

export function normalized(positions: Float32Array, { x, y, half }: Unit): Float32Array {
  const result = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 2) {
    result[i] = (positions[i] - x) / half;
    result[i + 1] = (positions[i + 1] - y) / half;
  }
  return result;
}

/** The view that shows all of `bounds`, centered, with `margin` CSS pixels around it. */
export function fitted(bounds: Bounds, { width, height }: Size, margin = 32): View {
  const [wide, high] = [bounds.right - bounds.left || 1, bounds.top - bounds.bottom || 1];
  const k = Math.max(1e-9, Math.min((width - 2 * margin) / wide, (height - 2 * margin) / high));
  return {
    k,
    left: width / 2 - (k * (bounds.left + bounds.right)) / 2,
    top: height / 2 + (k * (bounds.bottom + bounds.top)) / 2,
  };
}

export function panned(view: View, dx: number, dy: number): View {
  return { k: view.k, left: view.left + dx, top: view.top + dy };
}

/** Zoom so that the point under (x, y) stays there, within what `home` allows. */
export function zoomed(view: View, factor: number, x: number, y: number, home: View): View {
  const k = Math.min(Math.max(view.k * factor, home.k), home.k * DEEPEST);
  const share = k / view.k;
  return { k, left: x - (x - view.left) * share, top: y - (y - view.top) * share };
}

/** Move a view as little as needed for the middle of the canvas to lie inside the layout; at home scale it is home. */
export function held(view: View, bounds: Bounds, size: Size, home: View): View {
  if (view.k <= home.k * 1.0001) return home;
  const x = (size.width / 2 - view.left) / view.k;
  const y = (view.top - size.height / 2) / view.k;
  const dx = x - Math.min(Math.max(x, bounds.left), bounds.right);
  const dy = y - Math.min(Math.max(y, bounds.bottom), bounds.top);
  return panned(view, dx * view.k, -dy * view.k);
}

export function between(from: View, to: View, share: number): View {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return { k: mix(from.k, to.k), left: mix(from.left, to.left), top: mix(from.top, to.top) };
}
