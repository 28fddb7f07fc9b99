import { useRef } from 'preact/hooks';
import type { CellPlace } from '../plot/heatmap-view';
import { useSize } from '../plot/measure';
import type { Bundle } from '../source/bundle';
import type { SinusoidalTable } from '../source/types';
import { WaveCells } from './waves-cells';
import { WaveSimilarity } from './waves-similarity';

/** From this width on the two maps stand side by side, and a position is one line through both. */
const ABREAST = 480;
const NAMES = 26;
const BETWEEN = 20;
const TALLEST = 400;

interface WaveMapsProps {
  bundle: Bundle<SinusoidalTable>;
  cell: CellPlace;
  signs: boolean;
  onHover: (cell: CellPlace | null) => void;
  onPick: (cell: CellPlace) => void;
}

/** Positions × dims, and positions × positions. */
export function WaveMaps({ bundle, cell, signs, onHover, onPick }: WaveMapsProps) {
  const root = useRef<HTMLDivElement>(null);
  const { width } = useSize(root).value;
  const { length } = bundle.meta;
  const abreast = width >= ABREAST;
  const side = Math.floor(Math.min(TALLEST, abreast ? (width - NAMES - BETWEEN) / 2 : width - NAMES));
  const rowHeight = side / length;
  return (
    <div class="waves-maps" style={abreast ? `grid-template-columns:minmax(0,1fr) ${side}px` : undefined} ref={root}>
      {width > 0 && (
        <>
          <WaveCells bundle={bundle} cell={cell} rowHeight={rowHeight} signs={signs} onHover={onHover} onPick={onPick} />
          <WaveSimilarity bundle={bundle} row={cell.row} rowHeight={rowHeight} named={!abreast} signs={signs} />
        </>
      )}
    </div>
  );
}
