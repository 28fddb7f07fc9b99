import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { count, fixed, spelled } from '../parts/format';
import { Num } from '../parts/num';
import { get, tablePath } from '../source/api';
import { useQuery } from '../source/query';
import type { Peak } from '../source/types';
import { type Arrangement, viewQuery } from './cells-tiles';
import type { Block } from './cells-zoom';
import { open, over } from './state';
import { TokenChip } from './token-chip';
import { useWhole } from './whole';

/** A pointer that passes asks for nothing; one that rests on a cell asks for its number. */
const RESTS_MS = 60;

interface ReadingProps {
  arrangement: Arrangement;
  block: Block | null;
  order: Int32Array | null | undefined;
  canvas: RefObject<HTMLCanvasElement | null>;
}

/** The number under the pointer, exactly, and whose it is. */
export function CellsReading({ arrangement, block, order, canvas }: ReadingProps) {
  const { names } = useWhole();
  const asked = useSignal<Block | null>(null);
  /** A tap or Enter that came before the number opens its row when it is here. */
  const chosenBeforeRead = useRef(false);
  useEffect(() => {
    const late = setTimeout(() => (asked.value = block), block ? RESTS_MS : 0);
    return () => clearTimeout(late);
  }, [block?.top, block?.left, block?.bottom, block?.right]);
  const answer = useQuery(() => {
    const now = asked.value;
    return now && get<Peak>(tablePath(arrangement.table, 'peak'), { top: now.top, rows: now.bottom - now.top, left: now.left, columns: now.right - now.left, ...viewQuery(arrangement) });
  });
  const peak = block && asked.value === block && !answer.waiting.value ? answer.value.value : undefined;
  const single = block && block.bottom - block.top === 1;
  useLayoutEffect(() => {
    over.value = peak ? peak.id : single && order !== undefined ? (order ? order[block.top] : block.top) : null;
    if (peak && chosenBeforeRead.current) openRow(peak.id);
  }, [peak, single, block?.top, order]);
  const openRow = (id: number): void => {
    chosenBeforeRead.current = false;
    open(names.peek()?.address(id) ?? `#${id}`);
  };
  useEffect(() => {
    const target = canvas.current;
    const choose = (): void => {
      const id = over.peek();
      chosenBeforeRead.current = id === null;
      if (id !== null) openRow(id);
    };
    target?.addEventListener('choose', choose);
    return () => target?.removeEventListener('choose', choose);
  }, []);
  if (!block) return <p class="bench-quiet bench-reading">Point at a cell for its number; drag, wheel and double click move about.</p>;
  return (
    <div class="bench-reading" data-cell>
      <p>
        {peak ? (
          <>
            <TokenChip id={peak.id} text={peak.token} /> dim <Num name="cell-dim" value={peak.dim} text={String(peak.dim)} />{' '}
            {peak.value === null ? 'not a number' : <Num name="cell" value={peak.value} digits={4} />}
          </>
        ) : (
          '…'
        )}
      </p>
      <p class="bench-quiet">
        {block.bottom - block.top > 1 || block.right - block.left > 1
          ? `farthest from zero of rows ${count(block.top)} to ${count(block.bottom - 1)} × dims ${count(block.left)} to ${count(block.right - 1)}, by place`
          : `place ${count(block.top)} of the order`}
      </p>
      <p class="for-readers" aria-live="polite" data-live>
        {peak && `${spelled(peak.token)}, id ${peak.id}, dim ${peak.dim}, ${peak.value === null ? 'not a number' : fixed(peak.value, 4)}`}
      </p>
    </div>
  );
}
