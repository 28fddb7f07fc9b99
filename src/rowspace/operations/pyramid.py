"""A table at every zoom: lines of 1, 2, 4 … rows by columns of 1, 2, 4 … dims, the number farthest from zero of each.

What is coarser than the base is pooled from it; what is finer is pooled from the rows, a tile at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.geometry.pooling import pooled_dims, pooled_rows
from rowspace.operations.dims import dim_order
from rowspace.operations.kept import Kept
from rowspace.operations.row_order import row_order
from rowspace.rows import Floats
from rowspace.table import Table

BASE_CELLS = 1 << 23  # of the base of one order: 32 MB
SAMPLED = 64  # lines that a level's colors are chosen by
PERCENTILE = 99.0
BOUNDS = ((2.0, "twice"), (4.0, "four times"))  # the median


@dataclass(frozen=True, slots=True)
class View:
    """How a table is laid out: its rows in an order (see `row_order`), its dims by id or variance."""

    by: str = "id"
    to: str | None = None
    dims: str = "id"
    clusters: int | None = None


@dataclass(frozen=True, slots=True)
class ColorScale:
    """Where a level's colors end: at the 99th percentile of |number| in it, but at 2 to 4 times the median.

    Pooled numbers are nearly equal, and a scale that ended among them would show all of them alike. One dim a hundred
    times as large as the others would leave those without color.
    """

    clip: float
    rule: str


_bases: Kept[Floats] = Kept(most=2)
_scales: Kept[ColorScale] = Kept(most=256)


def base_level(table: Table) -> int:
    """The finest level at which all lines are kept. Level r has lines of 2ʳ rows."""
    level = 0
    while (len(table) >> level) * table.dim > BASE_CELLS:
        level += 1
    return level


def block(
    table: Table, view: View, levels: tuple[int, int], lines: tuple[int, int], columns: tuple[int, int]
) -> Floats:
    """Lines and columns from … up to and without …, both within the level.   -> (lines, columns)

    levels  of rows and of dims: lines of 2ʳ rows, columns of 2ᶜ dims
    """
    width = 1 << levels[1]
    first, end = columns[0] * width, min(columns[1] * width, table.dim)
    order = dim_order(table, view.dims)
    straight = view.dims == "id"
    whole = _lines(table, view, levels[0], lines, (first, end) if straight else None)
    return pooled_dims(whole if straight else whole[:, order[first:end]], width)


def color_scale(table: Table, levels: tuple[int, int]) -> ColorScale:
    """The same for every order, so that sorting changes no color."""
    return _scales.get(table, levels, lambda: _chosen_scale(table, levels))


def _lines(table: Table, view: View, level: int, lines: tuple[int, int], dims: tuple[int, int] | None) -> Floats:
    base = base_level(table)
    if level < base or base == 0:
        ids = row_order(table, view.by, view.to, view.clusters).ids[lines[0] << level : lines[1] << level]
        return pooled_rows(table.rows, ids, 1 << level, dims)
    whole = _bases.get(table, (view.by, view.to, view.clusters), lambda: _base(table, view, base))
    step = 1 << (level - base)
    part = whole[lines[0] * step : lines[1] * step]
    part = part if dims is None else part[:, dims[0] : dims[1]]
    return part if step == 1 else pooled_dims(part.T, step).T


def _base(table: Table, view: View, level: int) -> Floats:
    return pooled_rows(table.rows, row_order(table, view.by, view.to, view.clusters).ids, 1 << level)


def _chosen_scale(table: Table, levels: tuple[int, int]) -> ColorScale:
    height = 1 << levels[0]
    count = -(-len(table) // height)
    chosen = np.unique(np.linspace(0, count - 1, SAMPLED).astype(int))
    columns = (0, -(-table.dim // (1 << levels[1])))
    found = [block(table, View(), levels, (line, line + 1), columns) for line in chosen.tolist()]
    sizes = np.abs(np.concatenate(found))
    sizes = sizes[np.isfinite(sizes)]
    if not sizes.size:
        return ColorScale(0.0, "nothing in view is a number")
    share, median = float(np.percentile(sizes, PERCENTILE)), float(np.median(sizes))
    (least, twice), (most, four_times) = BOUNDS
    if share < least * median:
        return ColorScale(least * median, f"{twice} the median of |number|")
    if median > 0 and share > most * median:
        return ColorScale(most * median, f"{four_times} the median of |number|")
    return ColorScale(share, f"the {PERCENTILE:.0f}th percentile of |number|")
