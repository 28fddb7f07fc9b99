import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Turn } from './deep';
import { type Hands, listen, type Place } from './gestures';
import { useSize } from './measure';
import './plot.css';
import { DIRECTIONS } from './pick';
import { Scatter } from './scatter';
import type { Scene } from './scene';
import type { Line } from './strokes';
import { theme } from './theme';
import type { Bounds, Look } from './view';

export type { Bounds, Line, Look, Place, Turn };

export interface ScatterViewProps extends Partial<Omit<Scene, 'theme'>> {
  positions: Float32Array;
  groups: Uint8Array;
  labels: Scene['labels'];
  /** What is in view, where that is kept outside; null for all. `onLook` hears of every change by hand. */
  look?: Look | null;
  onLook?: (look: Look | null) => void;
  /** A cloud in space was turned by hand. */
  onTurn?: (turn: Turn) => void;
  /** A path drawn with Shift held down, or by every drag where `draws` is on; `done` with its last place. */
  onLasso?: (path: readonly Place[], event: PointerEvent, done: boolean, plot: Scatter) => void;
  draws?: boolean;
  onHover?: (index: number) => void;
  /** A click or Enter on a point, -1 for a click beside all points. */
  onPick?: (index: number) => void;
  /** What a screen reader hears of the picture, and of the point that the keyboard is on. */
  label: string;
  describe?: (index: number) => string;
  /** Height in CSS pixels; by default seven tenths of the width, between 300 and 520. */
  height?: number;
  /** Stands under the picture, beside the zoom buttons. */
  children?: ComponentChildren;
  test?: string;
}

/** A scatter plot with its hands: pointer, touch and keyboard (arrows, Enter, +, −, 0, Escape; in space Shift with arrows). */
export function ScatterView(props: ScatterViewProps) {
  const { label, describe, height, test } = props;
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const plot = useRef<Scatter | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const size = useSize(root);
  const away = useSignal(false);
  const said = useSignal('');
  const high = useComputed(() => Math.round(Math.min(520, Math.max(300, size.value.width * 0.7))));
  const scene = sceneOf(props);

  useLayoutEffect(() => {
    plot.current = new Scatter(canvas.current!, scene);
    const stop = listen(canvas.current!, handsOf(plot.current, latest, (now) => (away.value = now)));
    return () => {
      stop();
      plot.current?.destroy();
    };
  }, []);
  useLayoutEffect(() => plot.current?.show(scene));
  const wide = size.value.width;
  const tall = height ?? high.value;
  useLayoutEffect(() => plot.current?.resize({ width: wide, height: tall }), [wide, tall]);
  const { look: kept } = props;
  useLayoutEffect(() => {
    if (kept === undefined || wide === 0) return;
    if (kept) plot.current?.lookAt(kept);
    else if (!plot.current?.atHome) plot.current?.reset();
    away.value = kept !== null;
  }, [kept?.x, kept?.y, kept?.zoom, kept === null, wide, tall]);
  useEffect(() => {
    const { hovered = -1 } = props;
    said.value = hovered >= 0 && document.activeElement === canvas.current ? (describe?.(hovered) ?? '') : '';
  }, [props.hovered]);

  const look = (change: (plot: Scatter) => void): void => {
    change(plot.current!);
    tell(plot.current!, props, (now) => (away.value = now));
  };
  const home = (): void => {
    plot.current!.reset();
    away.value = false;
    props.onLook?.(null);
  };
  return (
    <div class="scatter">
      <div class="scatter-frame" ref={root}>
        <canvas
          ref={canvas}
          class="scatter-canvas"
          style={`height:${tall}px;touch-action:${away.value || props.draws ? 'none' : 'pan-y'}`}
          role="img"
          aria-label={label}
          tabindex={0}
          data-test={test}
          onKeyDown={(event) => {
            if (onKey(event, plot.current!, props, look, home)) event.preventDefault();
          }}
        />
      </div>
      <div class="scatter-foot">
        <div>{props.children}</div>
        <div class="scatter-zoom" role="group" aria-label="Zoom" data-screen-only>
          <button type="button" aria-label="Zoom in" onClick={() => look((shown) => shown.zoom(1.5))}>
            +
          </button>
          <button type="button" aria-label="Zoom out" disabled={!away.value} onClick={() => look((shown) => shown.zoom(1 / 1.5))}>
            −
          </button>
          <button type="button" disabled={!away.value} onClick={home}>
            All
          </button>
        </div>
      </div>
      <p class="for-readers" aria-live="polite" data-screen-only>
        {said.value}
      </p>
    </div>
  );
}

/** What a key turns a cloud by, as a drag of so many pixels. */
const KEY_TURN = 24;
const NOTHING: readonly never[] = [];
const NONE_HIDDEN: ReadonlySet<number> = new Set();

function sceneOf(props: ScatterViewProps): Scene {
  const { positions, groups, labels, hidden = NONE_HIDDEN, lines = NOTHING, hovered = -1 } = props;
  const { space, turn, selected = NOTHING, lit = NOTHING, frame, trails = 'moving', palette, front = NOTHING, marked, follows } = props;
  return { positions, space, turn, groups, labels, hidden, lines, hovered, selected, lit, frame, trails, palette, front, marked, follows, theme: theme.value };
}

function tell(plot: Scatter, { onLook }: ScatterViewProps, setAway: (away: boolean) => void): void {
  setAway(!plot.atHome);
  onLook?.(plot.atHome ? null : plot.look);
}

function handsOf(plot: Scatter, latest: { current: ScatterViewProps }, setAway: (away: boolean) => void): Hands {
  return {
    pan: (dx, dy) => {
      if (latest.current.space) {
        latest.current.onTurn?.(plot.turnBy(dx, dy));
        return;
      }
      plot.pan(dx, dy);
      tell(plot, latest.current, setAway);
    },
    zoom: (factor, x, y) => {
      plot.zoom(factor, x, y);
      tell(plot, latest.current, setAway);
    },
    reset: () => {
      plot.reset();
      setAway(false);
      latest.current.onLook?.(null);
    },
    lasso: latest.current.onLasso && ((path, event, done) => latest.current.onLasso?.(path, event, done, plot)),
    draws: () => latest.current.draws ?? false,
    hover: (place) => latest.current.onHover?.(place ? plot.pickAt(place.x, place.y) : -1),
    pick: ({ x, y }) => latest.current.onPick?.(plot.pickAt(x, y)),
    atHome: () => plot.atHome,
  };
}

/** True where the key meant something here. */
function onKey({ key, shiftKey }: KeyboardEvent, plot: Scatter, props: ScatterViewProps, look: (change: (plot: Scatter) => void) => void, home: () => void): boolean {
  const { hovered = -1, onHover, onPick } = props;
  if (key in DIRECTIONS && shiftKey && props.space) {
    const [right, up] = DIRECTIONS[key];
    props.onTurn?.(plot.turnBy(right * KEY_TURN, -up * KEY_TURN));
  } else if (key in DIRECTIONS) {
    const next = plot.pointAfterKey(hovered, key);
    if (next >= 0) plot.reveal(next);
    onHover?.(next);
  } else if (key === 'Enter' || key === ' ') onPick?.(hovered);
  else if (key === '+' || key === '=') look((shown) => shown.zoom(1.5));
  else if (key === '-') look((shown) => shown.zoom(1 / 1.5));
  else if (key === '0' || key === 'r') home();
  else if (key === 'Escape') onHover?.(-1);
  else return false;
  return true;
}
