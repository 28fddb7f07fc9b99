import type { ComponentChildren } from 'preact';
import { spelled } from '../parts/format';
import { Num } from '../parts/num';

export interface CellReadingProps {
  token?: string;
  dim?: number;
  value?: number;
  hint: string;
  /** More about the same cell. */
  children?: ComponentChildren;
}

/** What the cell under the pointer says, in a line that keeps its place. */
export function CellReading({ token, dim, value, hint, children }: CellReadingProps) {
  if (token === undefined || dim === undefined || value === undefined) return <p class="cell-reading">{hint}</p>;
  return (
    <p class="cell-reading" data-cell>
      <bdi class="mono">{spelled(token)}</bdi> dim <span class="num">{dim}</span> <Num name="cell" value={value} digits={4} />
      {children}
    </p>
  );
}
