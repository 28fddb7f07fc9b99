/** Exact numbers of the cells in view, once each has room for its own. */
import { getBundle, tablePath } from '../source/api';
import { floats } from '../source/bundle';
import { useQuery } from '../source/query';
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Cells } from '../source/types';
import { type Arrangement, viewQuery } from './cells-tiles';
import type { Shape, Window } from './cells-zoom';

/** Room that a number needs, CSS pixels. */
const WIDE = 46;
const HIGH = 15;

export interface ExactCells {
  top: number;
  left: number;
  rows: number;
  columns: number;
  values: Float32Array;
}

export function useNumbers(arrangement: Arrangement, shape: Shape, { top, left, rows, dims }: Window): ExactCells | null {
  const roomy = shape.width > 0 && 1 / dims >= WIDE && 1 / rows >= HIGH;
  // Asked for in steps of some rows and dims, so that a small pan asks nothing.
  const first = { top: Math.floor(top / 8) * 8, left: Math.floor(left / 4) * 4 };
  const size = { rows: Math.ceil(shape.height * rows) + 16, columns: Math.ceil(shape.width * dims) + 8 };
  const text = roomy ? JSON.stringify({ ...first, ...size, ...viewQuery(arrangement) }) : '';
  const wanted = useSignal('');
  useEffect(() => void (wanted.value = text), [text]);
  const answer = useQuery(() => (wanted.value ? getBundle<Cells>(tablePath(arrangement.table, 'cells'), JSON.parse(wanted.value)) : null));
  const answered = useSignal('');
  useSignalEffect(() => {
    if (answer.value.value && !answer.waiting.value) answered.value = wanted.value;
  });
  const bundle = answer.value.value;
  if (!text || !bundle || answered.value !== text) return null;
  const [high, wide] = bundle.arrays.values.shape;
  return { ...first, rows: high, columns: wide, values: floats(bundle, 'values') };
}
