import { spelled } from '../parts/format';
import { linear } from '../plot/scale';
import type { Shape, Window } from './cells-zoom';
import { TokenChip } from './token-chip';
import { nameOf, useWhole } from './whole';

/** A row or a dim this high or wide, CSS pixels, has its own name. */
const NAMED_ROW = 18;
const NAMED_DIM = 26;
/** The first tick stands this far below the edge, so that its number is not cut. */
const EDGE = 7;

interface AxesProps {
  shape: Shape;
  window: Window;
  order: Int32Array | null | undefined;
  /** The dim at each place, null where that is the place itself. */
  dims: Int32Array | null | undefined;
}

/** Names beside the rows and above the dims, or their places where a pixel stands for several. */
export function CellsAxes({ shape, window, order, dims }: AxesProps) {
  if (shape.width === 0) return null;
  return (
    <>
      <div class="cells-dims" aria-hidden="true">
        {placesShown(window.left, window.dims, shape.dim, shape.width, NAMED_DIM, 90).map((place) => (
          <span key={place} class="num" style={`left:${Math.max(EDGE - 2, (place + 0.5 - window.left) / window.dims)}px`}>
            {dims ? dims[place] : place}
          </span>
        ))}
      </div>
      <div class="cells-rows" style={`height:${shape.height}px`} aria-hidden={window.rows > 1 / NAMED_ROW || undefined}>
        {placesShown(window.top, window.rows, shape.rows, shape.height, NAMED_ROW, 60).map((place) => (
          <RowName key={place} place={place} y={Math.max(window.rows > 1 / NAMED_ROW ? EDGE : 0, (place + 0.5 - window.top) / window.rows)} named={window.rows <= 1 / NAMED_ROW} order={order} />
        ))}
      </div>
    </>
  );
}

function RowName({ place, y, named, order }: { place: number; y: number; named: boolean; order: Int32Array | null | undefined }) {
  const { names } = useWhole();
  const id = order ? order[place] : order === null ? place : undefined;
  return (
    <div style={`top:${y}px`}>
      {named && id !== undefined ? <TokenChip id={id} text={nameOf(names.value, id)} label={`${spelled(nameOf(names.value, id))}, id ${id}`} /> : <span class="num">{place.toLocaleString('en')}</span>}
    </div>
  );
}

/** Every place in view where there is room for its name, else round ones. */
function placesShown(start: number, perPixel: number, size: number, pixels: number, room: number, apart: number): number[] {
  const end = Math.min(size, start + pixels * perPixel);
  if (1 / perPixel >= room) {
    const first = Math.max(0, Math.ceil(start - 0.5));
    return Array.from({ length: Math.max(0, Math.floor(end - 0.5) - first + 1) }, (_, at) => first + at);
  }
  const ticks = linear([start, end], [0, pixels]).ticks(Math.max(2, Math.round(pixels / apart)));
  return ticks.filter((tick) => Number.isInteger(tick) && tick >= start && tick < end);
}
