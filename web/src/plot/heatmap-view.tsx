import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { diverging, hex, pack } from './color';
import { cellAfterKey, cellAt, cellBox, type CellPlace, type Grid, gridHeight } from './grid';
import { paint, paintOverlay, toEntries, type Values } from './heatmap';
import { fitCanvas, useSize } from './measure';
import { animate } from './motion';
import './plot.css';
import { inksOf } from './strokes';
import { theme } from './theme';

export type { CellPlace };

export interface HeatmapViewProps {
  /** Row-major numbers; a Uint16Array holds float16 bit patterns. */
  values: Values;
  rows: number;
  cols: number;
  /** Value of the map's ends: past ±clip colors do not change. */
  clip: number;
  /** CSS pixels; square cells ignore them. */
  rowHeight?: number;
  rowGap?: number;
  square?: boolean;
  /** A cell is at least this wide (the rest scrolls inside) and at most that wide. */
  minCell?: number;
  maxCell?: number;
  /** Marks negative cells beside their color. */
  signs?: boolean;
  /** Rows with an outline; with any, the others fade. */
  lit?: readonly number[];
  /** The cell under pointer or keyboard. */
  cell?: CellPlace | null;
  onHover?: (cell: CellPlace | null) => void;
  onPick?: (cell: CellPlace) => void;
  /** What a screen reader hears of the whole, and of the cell that the keyboard is on. */
  label: string;
  describe?: (cell: CellPlace) => string;
  rowLabel?: (row: number) => ComponentChildren;
  colLabel?: (col: number) => ComponentChildren;
  /** Room above the cells for column labels, CSS pixels; above 30 they stand at a slant. */
  colRoom?: number;
  test?: string;
}

const FADE = 0.62;
/** Enough for a phone's 3-fold screen and a wide matrix, few enough to fill in a frame. */
const MOST_PIXELS = 12e6;

/** A matrix as colored cells, with pointer, touch and keyboard (arrows, Home, End, Enter, Escape). */
export function HeatmapView(props: HeatmapViewProps) {
  const { values, rows, cols, clip, signs = false, lit = [], cell = null, label, colLabel, rowLabel, colRoom = 20, test } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const fade = useRef(0);
  const said = useSignal('');
  const size = useSize(scroll);
  const grid = gridOf(props, size.value.width);
  const entries = useMemo(() => toEntries(values, clip), [values, clip]);
  const table = diverging(theme.value);

  const draw = (): void => {
    const target = canvas.current;
    if (!target || grid.width <= 0) return;
    const area = { width: grid.width, height: gridHeight(grid) };
    const ratio = fitCanvas(target, area, Math.min(2, Math.sqrt(MOST_PIXELS / (area.width * area.height))));
    const context = target.getContext('2d')!;
    const { accent, ink, hairline } = inksOf(target);
    paint(context, { grid, entries, table, seam: pack(hex(hairline)), signs }, ratio);
    paintOverlay(context, grid, { lit, fade: fade.current, cell, accent, ink }, ratio);
  };
  useLayoutEffect(draw);
  const redraw = useRef(draw);
  redraw.current = draw;
  const dimmed = lit.length > 0 ? FADE : 0;
  useEffect(() => {
    const from = fade.current;
    const step = (share: number): void => {
      fade.current = from + (dimmed - from) * share;
      redraw.current();
    };
    return from === dimmed ? undefined : animate({ milliseconds: 200, step });
  }, [dimmed]);

  const pointed = (event: PointerEvent): CellPlace | null => cellAt(grid, event.offsetX, event.offsetY);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = event.key === 'Escape' ? null : cellAfterKey(grid, cell ?? { row: 0, col: -1 }, event.key);
    if (event.key === 'Enter' && cell) props.onPick?.(cell);
    else if (next || event.key === 'Escape') {
      props.onHover?.(next);
      if (next) bringIntoView(scroll.current!, grid, next);
      said.value = next ? (props.describe?.(next) ?? '') : '';
    } else return;
    event.preventDefault();
  };
  const top = colLabel ? colRoom : 0;
  return (
    <div class="heatmap" data-bare={!rowLabel || undefined}>
      {rowLabel && (
        <div class="heatmap-rows" style={`grid-auto-rows:${grid.rowHeight}px;row-gap:${grid.rowGap}px;padding-top:${top}px`}>
          {Array.from({ length: rows }, (_, row) => (
            <div key={row}>{rowLabel(row)}</div>
          ))}
        </div>
      )}
      <div class="heatmap-scroll" ref={scroll}>
        {colLabel && <ColumnLabels grid={grid} room={colRoom} label={colLabel} />}
        <canvas
          ref={canvas}
          class="heatmap-canvas"
          style={`width:${grid.width}px;height:${gridHeight(grid)}px`}
          role="img"
          aria-label={label}
          tabindex={0}
          data-test={test}
          data-cols={cols}
          onPointerMove={(event) => props.onHover?.(pointed(event))}
          onPointerDown={(event) => props.onHover?.(pointed(event))}
          onPointerLeave={(event) => event.pointerType === 'mouse' && props.onHover?.(null)}
          onClick={(event) => {
            const place = cellAt(grid, event.offsetX, event.offsetY);
            if (place) props.onPick?.(place);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <p class="for-readers" aria-live="polite" data-screen-only>
        {said.value}
      </p>
    </div>
  );
}

function ColumnLabels({ grid, room, label }: { grid: Grid; room: number; label: (col: number) => ComponentChildren }) {
  const step = grid.width / grid.cols;
  return (
    <div class="heatmap-cols" style={`width:${grid.width}px;height:${room}px`} data-steep={room > 30 || undefined}>
      {Array.from({ length: grid.cols }, (_, col) => {
        const content = label(col);
        return content === null ? null : (
          <div key={col} style={`left:max(${(col + 0.5) * step}px, 0.5ch)`}>
            {content}
          </div>
        );
      })}
    </div>
  );
}

function bringIntoView(scroll: HTMLElement, grid: Grid, cell: CellPlace): void {
  const { x, width } = cellBox(grid, cell);
  const left = Math.min(x, Math.max(scroll.scrollLeft, x + width - scroll.clientWidth));
  if (left !== scroll.scrollLeft) scroll.scrollLeft = left;
}

function gridOf(props: HeatmapViewProps, room: number): Grid {
  const { rows, cols, square, rowHeight = 22, rowGap = 0, minCell = 0, maxCell = square ? 44 : Infinity } = props;
  const width = Math.min(Math.max(Math.floor(room), cols * minCell), cols * maxCell);
  return { rows, cols, width, rowHeight: square ? width / cols : rowHeight, rowGap };
}
