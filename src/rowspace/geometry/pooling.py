"""A table too large for the screen, made small: of every block of cells the number farthest from zero, with its sign.

A mean would turn a zoomed-out table white. The farthest number keeps an outlier visible however many rows a pixel
stands for. A NaN counts as farther than any number; of x and −x the positive one is kept.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.kernels.ready import done_without, usable
from rowspace.rows import Floats, Ids, Rows

BLOCK = 1 << 22  # numbers that are widened at once


def pooled_rows(rows: Rows, ids: Ids, height: int, dims: tuple[int, int] | None = None) -> Floats:
    """Every `height` of the rows, in the order given, as one line; the last may be made of fewer.

    ids (m,), dims from … up to and without …  ->  (ceil(m / height), w)
    """
    places = np.asarray(ids, np.int64)
    first, end = dims or (0, rows.dim)
    lines = np.empty((-(-len(places) // height), end - first), np.float32)
    cells = rows.cells
    if cells is not None and usable(cells.kind, len(places) * (end - first)):
        from rowspace.kernels.pooling import pool_into

        pool_into(cells, places, height, first, lines)
        return lines
    if cells is not None:
        done_without(cells.kind, len(places) * (end - first))
    step = max(1, BLOCK // max(1, rows.dim * height))
    for at in range(0, len(lines), step):
        taken = _taken(rows, places[at * height : (at + step) * height])[:, first:end]
        lines[at : at + step] = _farthest(taken, np.arange(0, len(taken), height), axis=0)
    return lines


def pooled_dims(lines: Floats, width: int) -> Floats:
    """Every `width` of the columns as one.   (b, w) -> (b, ceil(w / width))"""
    return lines if width == 1 else _farthest(lines, np.arange(0, lines.shape[1], width), axis=1)


def _farthest(numbers: Floats, starts: NDArray[np.intp], axis: int) -> Floats:
    high = np.maximum.reduceat(numbers, starts, axis=axis)
    low = np.minimum.reduceat(numbers, starts, axis=axis)
    return np.where(-low > high, low, high)


def _taken(rows: Rows, places: NDArray[np.int64]) -> Floats:
    """Rows by place; a run of neighbors is read as one."""
    start, stop = int(places[0]), int(places[-1]) + 1
    if stop - start == len(places) and (np.diff(places) == 1).all():
        return rows.block(start, stop)
    return rows[places]
