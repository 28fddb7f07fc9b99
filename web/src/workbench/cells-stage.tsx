import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { Notice } from '../parts/notice';
import { diverging } from '../plot/color';
import { listen } from '../plot/gestures';
import { fitCanvas, useSize } from '../plot/measure';
import { inksOf } from '../plot/strokes';
import { theme } from '../plot/theme';
import { ApiError } from '../source/api';
import { whileDragging } from '../state/address';
import { cells, type Marks } from './cells-answers';
import { CellsAxes } from './cells-axes';
import { drawCells, type Drawing } from './cells-draw';
import { spansOf, tilesOf } from './cells-paint';
import { CellsReading } from './cells-reading';
import { type Arrangement, type Levels, Tiles } from './cells-tiles';
import { type Block, blockAt, type CellsLook, density, HOME, held, levelsOf, namedZoom, panned, readLook, type Shape, windowOf, writeLook, zoomed } from './cells-zoom';
import { useNumbers } from './cells-numbers';
import { over } from './state';

export interface StageState {
  block: Block;
  levels: Levels;
  rowsPerPixel: number;
  dimsPerPixel: number;
  clip: number;
  rule: string;
}

interface StageProps {
  arrangement: Arrangement;
  rows: number;
  dim: number;
  /** Ids from top to bottom; null for the order by id, undefined while it is on its way. */
  order: Int32Array | null | undefined;
  marks: Marks;
  outliers: readonly number[];
  dimsBy: Int32Array | undefined;
  /** Place of the open token, −1 for none. */
  opened: number;
  onState: (state: StageState) => void;
}

/** Fewer rows than this a pixel are read one by one. */
const STEP_PX = 12;

/** The canvas of the matrix with its hands: pointer, touch and keyboard (arrows, Enter, +, −, 0). */
export function CellsStage(props: StageProps) {
  const { arrangement, rows, dim, marks, opened, onState } = props;
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const news = useSignal(0);
  const fault = useSignal<Error | null>(null);
  const pointed = useSignal<Block | null>(null);
  const size = useSize(root);
  const tiles = useMemo(() => new Tiles(arrangement), [arrangement]);
  useEffect(() => {
    tiles.onNews = (error) => {
      fault.value = error;
      news.value += 1;
    };
    return () => tiles.drop();
  }, [tiles]);

  void news.value; // a tile has come: draw again
  const shape: Shape = { rows, dim, width: Math.floor(size.value.width), height: useHeight(size.value.width) };
  const look = held(shape, readLook(cells.look.value));
  const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
  const window = windowOf(shape, look);
  const levels = levelsOf(density(shape, look.zoom), ratio);
  const coarse = levelsOf(density(shape, 0), ratio);
  const numbers = useNumbers(arrangement, shape, window);
  const drawing: Drawing = { tiles, shape, window, levels, coarse, ratio, marks, opened, pointed: pointed.value, numbers, outliers: outlierPlaces(props) };
  const usable = shape.width > 0;
  useLayoutEffect(() => {
    if (!usable) return;
    tiles.want(levels, tilesOf(spansOf(shape, window, levels)));
    const target = canvas.current!;
    fitCanvas(target, shape, 2);
    drawCells(target, drawing, diverging(theme.value), inksOf(target));
    target.dataset.waiting = String(tiles.waiting);
  });
  const scale = tiles.clipOf(levels);
  useEffect(() => {
    if (!usable || !scale) return;
    const block: Block = {
      top: Math.floor(window.top),
      left: Math.floor(window.left),
      bottom: Math.min(rows, Math.ceil(window.top + shape.height * window.rows)),
      right: Math.min(dim, Math.ceil(window.left + shape.width * window.dims)),
    };
    onState({ block, levels, rowsPerPixel: window.rows, dimsPerPixel: window.dims, clip: scale.clip, rule: scale.rule });
  }, [usable, scale?.clip, cells.look.value, shape.width, shape.height, arrangement]);

  const latest = useRef({ shape, look });
  latest.current = { shape, look };
  useEffect(() => {
    const go = (change: (shape: Shape, look: CellsLook) => CellsLook): void => {
      const { shape: now, look: from } = latest.current;
      whileDragging(() => (cells.look.value = writeLook(change(now, from))));
    };
    const point = (place: { x: number; y: number } | null): void => {
      const block = place && blockAt(latest.current.shape, latest.current.look, place.x, place.y);
      if (sameBlock(block, pointed.peek())) return;
      over.value = null;
      pointed.value = block;
    };
    return listen(canvas.current!, {
      pan: (dx, dy) => go((now, from) => panned(now, from, dx, dy)),
      zoom: (factor, x, y) => go((now, from) => zoomed(now, from, factor, x, y)),
      reset: () => (cells.look.value = ''),
      hover: (place) => point(place),
      pick: (place) => {
        point(place);
        canvas.current?.dispatchEvent(new CustomEvent('choose'));
      },
      atHome: () => latest.current.look.zoom <= 1e-4,
    });
  }, []);

  const lookAt = (next: CellsLook): void => void (cells.look.value = writeLook(held(shape, next)));
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = afterKey(event.key, pointed.value, shape, window);
    if (next) {
      pointed.value = next;
      const into = intoView(shape, look, next);
      if (into) lookAt(into);
    } else if (event.key === '+' || event.key === '=') lookAt(zoomed(shape, look, 2, ...middleOf(pointed.value, shape, window)));
    else if (event.key === '-') lookAt(zoomed(shape, look, 0.5, ...middleOf(pointed.value, shape, window)));
    else if (event.key === '0') lookAt(HOME);
    else if (event.key === 'Enter') canvas.current?.dispatchEvent(new CustomEvent('choose'));
    else if (event.key === 'Escape') pointed.value = null;
    else return;
    event.preventDefault();
  };
  return (
    <div class="cells">
      <CellsAxes shape={shape} window={window} order={props.order} dims={arrangement.dims === 'variance' ? props.dimsBy : null} />
      <div class="cells-frame" ref={root}>
        <canvas
          ref={canvas}
          class="cells-canvas"
          style={`width:${shape.width}px;height:${shape.height}px;touch-action:${look.zoom > 1e-4 ? 'none' : 'pan-y'}`}
          role="img"
          aria-label={`${rows} rows of ${dim} numbers as colored cells. Arrow keys go from cell to cell, Enter opens the row, plus and minus zoom, zero shows all.`}
          tabindex={0}
          data-test="cells-canvas"
          onKeyDown={onKeyDown}
        />
      </div>
      <div class="cells-foot">
        <CellsReading arrangement={arrangement} block={pointed.value} order={props.order} canvas={canvas} />
        <div class="scatter-zoom" role="group" aria-label="Zoom" data-screen-only>
          {opened >= 0 && (
            <button type="button" onClick={() => lookAt({ zoom: Math.max(look.zoom, namedZoom(shape)), row: opened + 0.5, dim: look.dim })}>
              To the open row
            </button>
          )}
          <button type="button" aria-label="Zoom in" onClick={() => lookAt(zoomed(shape, look, 3, ...middleOf(pointed.value, shape, window)))}>
            +
          </button>
          <button type="button" aria-label="Zoom out" disabled={look.zoom <= 1e-4} onClick={() => lookAt(zoomed(shape, look, 1 / 3, ...middleOf(pointed.value, shape, window)))}>
            −
          </button>
          <button type="button" onClick={() => lookAt({ ...look, zoom: 1 })}>
            Numbers
          </button>
          <button type="button" disabled={look.zoom <= 1e-4} onClick={() => lookAt(HOME)}>
            All
          </button>
        </div>
      </div>
      {fault.value && <Notice error={fault.value instanceof ApiError ? fault.value : new ApiError('page', fault.value.message)} />}
    </div>
  );
}

function useHeight(width: number): number {
  const room = globalThis.innerHeight - 420;
  return Math.round(Math.min(Math.max(280, width), Math.max(320, room)));
}

function sameBlock(a: Block | null, b: Block | null): boolean {
  return a?.top === b?.top && a?.left === b?.left && a?.bottom === b?.bottom && a?.right === b?.right;
}

/** Where outlying dims lie, left to right. */
function outlierPlaces({ arrangement, outliers, dimsBy }: StageProps): number[] {
  if (arrangement.dims !== 'variance') return [...outliers].toSorted((a, b) => a - b);
  return dimsBy ? outliers.map((one) => dimsBy.indexOf(one)).toSorted((a, b) => a - b) : [];
}

function afterKey(key: string, from: Block | null, shape: Shape, window: { top: number; left: number; rows: number; dims: number }): Block | null {
  const moves: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const move = moves[key];
  if (!move) return null;
  const high = window.rows < 1 ? 1 : Math.ceil(window.rows * STEP_PX);
  const wide = window.dims < 1 ? 1 : Math.ceil(window.dims * STEP_PX);
  const top = clamp((from?.top ?? Math.floor(window.top)) + (from ? move[0] * high : 0), shape.rows - 1);
  const left = clamp((from?.left ?? Math.floor(window.left)) + (from ? move[1] * wide : 0), shape.dim - 1);
  return { top, left, bottom: Math.min(shape.rows, top + high), right: Math.min(shape.dim, left + wide) };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, value), most);
}

function middleOf(block: Block | null, shape: Shape, { top, left, rows, dims }: { top: number; left: number; rows: number; dims: number }): [number, number] {
  if (!block) return [shape.width / 2, shape.height / 2];
  return [((block.left + block.right) / 2 - left) / dims, ((block.top + block.bottom) / 2 - top) / rows];
}

/** The look moved as little as shows the block; undefined where it is in view. */
function intoView(shape: Shape, look: CellsLook, block: Block): CellsLook | undefined {
  const { top, left, rows, dims } = windowOf(shape, look);
  const dy = Math.min(0, block.top - top) || Math.max(0, block.bottom - top - shape.height * rows);
  const dx = Math.min(0, block.left - left) || Math.max(0, block.right - left - shape.width * dims);
  return dx || dy ? { ...look, row: look.row + dy, dim: look.dim + dx } : undefined;
}
