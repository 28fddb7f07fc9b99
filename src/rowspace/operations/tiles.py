"""Pieces of a table for a screen: a tile at some zoom, numbers of a few cells, and what stands out in a block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.operations.dims import dim_order
from rowspace.operations.pyramid import View, block, color_scale
from rowspace.operations.row_order import row_order
from rowspace.rows import Floats
from rowspace.table import Table

TILE = 256
MOST_CELLS = 1 << 16
HALF_LARGEST = 65504.0


@dataclass(frozen=True, slots=True)
class Tile:
    """Lines top … and columns left … of a level, up to 256 of each.

    clip, rule  where the level's colors end, and how that was chosen
    scale       a power of two: number = value × scale
    values      (lines, columns) float16: in each block of rows × dims the number farthest from zero
    """

    row_level: int
    dim_level: int
    top: int
    left: int
    clip: float
    rule: str
    scale: float
    values: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows and dims that lie beside each other in an order, with their exact numbers.

    ids     of the rows, top to bottom
    dims    left to right
    values  (rows, dims)
    """

    tokens: list[str]
    ids: list[int]
    dims: list[int]
    values: Floats


@dataclass(frozen=True, slots=True)
class Peak:
    """The number farthest from zero in a block of cells, and where it is; None where it is not finite.

    place  of its row in the order
    """

    token: str
    id: int
    place: int
    dim: int
    value: float | None
    rows: int
    dims: int


def tile(table: Table, levels: tuple[int, int], place: tuple[int, int], view: View | None = None) -> Tile:
    """The tile in row place[0] and column place[1] of the tiles of a level.

    levels  (r, c): lines of 2ʳ rows, columns of 2ᶜ dims

    Raises BadArgument for a tile that lies outside the table, and as `row_order` and `dim_order`.
    """
    lines, columns = (-(-size // (1 << level)) for size, level in zip(table.rows.shape, levels, strict=True))
    top, left = place[0] * TILE, place[1] * TILE
    if top >= lines or left >= columns or min(place) < 0:
        raise BadArgument(
            f"Tile {place[0]}, {place[1]} is outside: {table.name} at levels {levels[0]} and {levels[1]} "
            f"has {-(-lines // TILE)} × {-(-columns // TILE)} tiles."
        )
    bounds = (top, min(top + TILE, lines)), (left, min(left + TILE, columns))
    numbers = block(table, view or View(), levels, *bounds)
    colors = color_scale(table, levels)
    scale = float(2.0 ** np.round(np.log2(colors.clip))) if colors.clip > 0 else 1.0
    with np.errstate(over="ignore"):
        shown = np.clip(numbers / np.float32(scale), -HALF_LARGEST, HALF_LARGEST)
    return Tile(*levels, top, left, colors.clip, colors.rule, scale, shown.astype(np.float16))


def cells(table: Table, rows: tuple[int, int], dims: tuple[int, int], view: View | None = None) -> Cells:
    """Rows and dims from … up to and without …, as they lie in the view; what is outside the table is left out.

    Raises BadArgument for more than 65,536 cells, or none inside.
    """
    ids, chosen = _within(table, rows, dims, view or View())
    if len(ids) * len(chosen) > MOST_CELLS:
        raise BadArgument(f"{MOST_CELLS:,} cells are read at once at most; got {len(ids):,} × {len(chosen):,}.")
    values = table.rows[ids][:, chosen]
    return Cells([table.token(id) for id in ids.tolist()], ids.tolist(), chosen.tolist(), values)


def peak(table: Table, rows: tuple[int, int], dims: tuple[int, int], view: View | None = None) -> Peak:
    """What a pixel that stands for a block of cells shows: the first number farthest from zero, a NaN before all."""
    ids, chosen = _within(table, rows, dims, view or View())
    best, found = -1.0, (0, 0, 0.0)
    step = max(1, (1 << 22) // table.dim)
    for start in range(0, len(ids), step):
        numbers = table.rows[ids[start : start + step]][:, chosen]
        row, column, size = _farthest(numbers)
        if size > best:
            best, found = size, (start + row, column, float(numbers[row, column]))
    place, column, value = found
    id = int(ids[place])
    return Peak(table.token(id), id, max(0, rows[0]) + place, int(chosen[column]), value, len(ids), len(chosen))


def _farthest(numbers: Floats) -> tuple[int, int, float]:
    """Row, column and size of the number farthest from zero; of x and −x the positive one, as pooling keeps it."""
    sizes = np.where(np.isnan(numbers), np.inf, np.abs(numbers))
    largest = sizes == sizes.max()
    kept = largest & (numbers > 0)
    row, column = np.unravel_index(int((kept if kept.any() else largest).argmax()), sizes.shape)
    return int(row), int(column), float(sizes[row, column])


def _within(
    table: Table, rows: tuple[int, int], dims: tuple[int, int], view: View
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    ids = row_order(table, view.by, view.to, view.clusters).ids[max(0, rows[0]) : max(0, rows[1])]
    chosen = dim_order(table, view.dims)[max(0, dims[0]) : max(0, dims[1])]
    if not len(ids) or not len(chosen):
        count, dim = table.rows.shape
        raise BadArgument(f"No cell there: {table.name} has rows 0 to {count - 1:,} and dims 0 to {dim - 1:,}.")
    return ids, chosen
