"""How the rows of a table spread: the variance along each direction, and how many directions matter.

Everything follows from one d × d matrix of sums of products, gathered a block of rows at a time.
"""

from __future__ import annotations

import numpy as np

from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.similarity import Doubles
from rowspace.rows import Rows

BLOCK = 1 << 23  # numbers of a block: large enough for BLAS, 32 MB of float32


def scatter(rows: Rows, *, center: bool, tick: Tick = unwatched) -> Doubles:
    """Sums of products of every dim with every other, over the rows that are finite.   -> (d, d)

    A block is multiplied in float32 and added up in float64. The mean is subtracted before, where it is at all:
    afterwards a large mean would leave little of the digits.
    """
    total = np.zeros((rows.dim, rows.dim))
    finite, middle = np.isfinite(rows.norms), rows.mean if center else None
    for start, block in rows.blocks(max(1, BLOCK // rows.dim)):
        tick(start / len(rows))
        kept = finite[start : start + len(block)]
        block = block if kept.all() else block[kept]
        block = block if middle is None else block - middle
        total += block.T @ block
    return total


def principal_axes(rows: Rows, count: int) -> Doubles:
    """Directions of the largest variance around the mean row, the widest first.   -> (count, d)"""
    _, vectors = np.linalg.eigh(scatter(rows, center=True))
    axes: Doubles = vectors[:, ::-1][:, :count].T
    return np.ascontiguousarray(axes)
