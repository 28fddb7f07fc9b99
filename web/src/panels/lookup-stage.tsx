import type { ReadonlySignal, Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { HeatmapView } from '../plot/heatmap-view';
import { reducedMotion } from '../plot/motion';
import { getBundle, tablePath } from '../source/api';
import { floats } from '../source/bundle';
import { useQuery } from '../source/query';
import type { PieceView, RowSelection, TableInfo } from '../source/types';
import { count, fixed } from '../parts/format';
import { Texture } from './lookup-texture';

export interface LookupStageProps {
  table: ReadonlySignal<string>;
  info: TableInfo;
  pieces: readonly PieceView[];
  piece: PieceView | undefined;
  row: Float32Array | null;
  /** Dim under the pointer or the keyboard. */
  cell: Signal<number | null>;
}

/** Rows sampled for the look of the whole table. */
export const SAMPLED = 120;
const SLIDE_MS = 320;

/** The whole table as one tall block; the row of the chosen token lights up in it and slides out. */
export function LookupStage({ table, info, pieces, piece, row, cell }: LookupStageProps) {
  const sample = useQuery(() => getBundle<RowSelection>(tablePath(table.value, 'rows'), { token: sampledIds(info.rows) }));
  const texture = sample.value.value;
  const clip = texture?.meta.clip.value ?? 1;
  const marks = [...new Set(pieces.flatMap((one) => (one.id === null ? [] : [one.id])))];
  const height = (id: number): string => `${((100 * (id + 0.5)) / info.rows).toFixed(3)}%`;
  return (
    <div class="lookup-stage">
      <div class="lookup-table" role="img" aria-label={`The table: ${count(info.rows)} rows, row ${piece?.id ?? 'none'} lit`}>
        {texture && <Texture numbers={floats(texture, 'rows')} rows={texture.meta.ids.length} dim={info.dim} clip={clip} />}
        {marks.map((id) => (
          <i key={id} data-lit={id === piece?.id || undefined} style={`top:${height(id)}`} />
        ))}
        <span class="lookup-first">row 0</span>
        <span class="lookup-last">row {count(info.rows - 1)}</span>
      </div>
      <div class="lookup-lane">
        {row && piece?.id !== undefined && piece.id !== null && (
          <div class="lookup-place" style={`--row:${height(piece.id)}`}>
            <Sliding of={`${info.name} ${piece.id}`}>
              <HeatmapView
                values={row}
                rows={1}
                cols={info.dim}
                clip={clip}
                rowHeight={30}
                cell={cell.value === null ? null : { row: 0, col: cell.value }}
                onHover={(place) => (cell.value = place?.col ?? null)}
                describe={({ col }) => `dim ${col}: ${fixed(row[col]!)}`}
                label={`Row ${piece.id}: ${info.dim} numbers. Arrow keys read them one by one.`}
                test="lookup-row"
              />
            </Sliding>
          </div>
        )}
      </div>
    </div>
  );
}

function sampledIds(rows: number): string[] {
  const taken = Math.min(SAMPLED, rows);
  return Array.from({ length: taken }, (_, index) => `#${Math.floor(((index + 0.5) * rows) / taken)}`);
}

/** Slides its content out of the table whenever another row is meant; a newer row stops the older slide. */
function Sliding({ of, children }: { of: string; children: preact.ComponentChildren }) {
  const strip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const frames = reducedMotion()
      ? [{ opacity: 0 }, { opacity: 1 }]
      : [{ transform: 'translateX(-100%) scaleY(0.08)' }, { transform: 'none' }];
    const slide = strip.current?.animate(frames, { duration: SLIDE_MS, easing: 'cubic-bezier(0.22, 0.8, 0.36, 1)' });
    return () => slide?.cancel();
  }, [of]);
  return <div ref={strip}>{children}</div>;
}
