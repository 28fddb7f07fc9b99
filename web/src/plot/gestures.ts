/** Hands on a canvas: drag to pan, wheel or pinch to zoom at the pointer, a click to choose, a double click to go back. */

export interface Place {
  x: number;
  y: number;
}

export interface Hands {
  pan: (dx: number, dy: number) => void;
  /** Left out, the wheel and two fingers are the page's. */
  zoom?: (factor: number, x: number, y: number) => void;
  reset: () => void;
  /** The pointer rests on (x, y); null when it leaves. */
  hover: (place: Place | null) => void;
  pick: (place: Place) => void;
  /** A path drawn with Shift held down, or without where `draws` says so; CSS pixels of the canvas. */
  lasso?: (path: readonly Place[], event: PointerEvent, done: boolean) => void;
  draws?: () => boolean;
  /** True while all is shown: then a drag by finger scrolls the page, and so does the wheel outwards. */
  atHome: () => boolean;
}

/** A pointer that moved less than this since it went down was a click. */
const CLICK = 5;
/** A wheel that was scrolling the page goes on doing so, though the canvas came under it. */
const SCROLL_REST_MS = 300;

/** Listen on the canvas; the answer stops listening. */
export function listen(canvas: HTMLCanvasElement, hands: Hands): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const down = new Map<number, PointerEvent>();
  let moved = 0;
  let path: Place[] | null = null;
  let scrolledAt = -Infinity;

  const place = (event: { clientX: number; clientY: number }): Place => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const press = (event: PointerEvent): void => {
    down.set(event.pointerId, event);
    if (down.size === 1) moved = 0;
    path = hands.lasso && down.size === 1 && (event.shiftKey || hands.draws?.()) ? [place(event)] : null;
    if (path || event.pointerType !== 'touch' || down.size > 1 || !hands.atHome()) canvas.setPointerCapture(event.pointerId);
  };

  const move = (event: PointerEvent): void => {
    const before = down.get(event.pointerId);
    if (!before) {
      hands.hover(place(event));
      return;
    }
    const others = [...down.values()].filter((other) => other.pointerId !== event.pointerId);
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    moved += Math.hypot(dx, dy);
    if (path) {
      path.push(place(event));
      hands.lasso?.(path, event, false);
    } else if (others.length > 0) pinch(before, event, others[0]);
    else if (moved >= CLICK) hands.pan(dx, dy);
    down.set(event.pointerId, event);
  };

  const pinch = (before: PointerEvent, now: PointerEvent, other: PointerEvent): void => {
    const spread = (event: PointerEvent): number => Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY);
    const middle = place({ clientX: (now.clientX + other.clientX) / 2, clientY: (now.clientY + other.clientY) / 2 });
    hands.zoom?.(spread(now) / Math.max(1, spread(before)), middle.x, middle.y);
    hands.pan((now.clientX - before.clientX) / 2, (now.clientY - before.clientY) / 2);
  };

  const release = (event: PointerEvent): void => {
    const pressed = down.delete(event.pointerId);
    const drawn = path;
    path = null;
    if (drawn && moved >= CLICK) hands.lasso?.(event.type === 'pointerup' ? drawn : [], event, true);
    else if (pressed && event.type === 'pointerup' && moved < CLICK && down.size === 0) hands.pick(place(event));
  };

  const wheel = (event: WheelEvent): void => {
    const scrolling = event.timeStamp - scrolledAt < SCROLL_REST_MS && !event.ctrlKey;
    if (!hands.zoom || scrolling || (event.deltaY > 0 && hands.atHome())) return;
    event.preventDefault();
    const { x, y } = place(event);
    hands.zoom(Math.exp(-event.deltaY * wheelUnit(event)), x, y);
  };

  canvas.addEventListener('pointerdown', press, { signal });
  canvas.addEventListener('pointermove', move, { signal });
  canvas.addEventListener('pointerup', release, { signal });
  canvas.addEventListener('pointercancel', release, { signal });
  canvas.addEventListener('pointerleave', () => hands.hover(null), { signal });
  canvas.addEventListener('dblclick', () => hands.reset(), { signal });
  canvas.addEventListener('wheel', wheel, { signal, passive: false });
  addEventListener('scroll', (event) => (scrolledAt = event.timeStamp), { signal, passive: true, capture: true });
  return () => stop.abort();
}

/** Share of zoom per unit of a wheel: a notch of a mouse is 100 pixels or 3 lines, a pinch on a trackpad a few pixels. */
function wheelUnit(event: WheelEvent): number {
  return event.ctrlKey ? 0.01 : event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 0.06 : 0.002;
}
