/** Where the cells of a heatmap lie, in CSS pixels, and which one a pointer is on. */

export interface Grid {
  rows: number;
  cols: number;
  width: number;
  rowHeight: number;
  /** Space between two rows; 0 for a square matrix. */
  rowGap: number;
}

export interface CellPlace {
  row: number;
  col: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function gridHeight({ rows, rowHeight, rowGap }: Grid): number {
  return rows > 0 ? rows * (rowHeight + rowGap) - rowGap : 0;
}

export function rowTop({ rowHeight, rowGap }: Grid, row: number): number {
  return row * (rowHeight + rowGap);
}

export function cellBox(grid: Grid, { row, col }: CellPlace): Box {
  const width = grid.width / grid.cols;
  return { x: col * width, y: rowTop(grid, row), width, height: grid.rowHeight };
}

/** The cell under a point; a point in the gap below a row belongs to that row; null outside. */
export function cellAt(grid: Grid, x: number, y: number): CellPlace | null {
  const col = Math.floor((x / grid.width) * grid.cols);
  const row = Math.floor(y / (grid.rowHeight + grid.rowGap));
  const inside = x >= 0 && y >= 0 && col < grid.cols && row < grid.rows;
  return inside ? { row, col } : null;
}

/** The cell that an arrow key leads to from `cell`; null for another key. Home and End go along the row. */
export function cellAfterKey(grid: Grid, cell: CellPlace, key: string): CellPlace | null {
  const { row, col } = cell;
  const moves: Record<string, CellPlace> = {
    ArrowLeft: { row, col: col - 1 },
    ArrowRight: { row, col: col + 1 },
    ArrowUp: { row: row - 1, col },
    ArrowDown: { row: row + 1, col },
    Home: { row, col: 0 },
    End: { row, col: grid.cols - 1 },
  };
  const next = moves[key];
  if (!next) return null;
  return { row: within(next.row, grid.rows), col: within(next.col, grid.cols) };
}

function within(index: number, count: number): number {
  return Math.min(Math.max(index, 0), count - 1);
}
