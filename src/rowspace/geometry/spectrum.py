"""How the rows of a table spread: the variance along each direction, and how many directions matter.

Everything follows from one d × d matrix of sums of products, gathered a block of rows at a time.
"""

from __future__ import annotations

import numpy as np

from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.similarity import Doubles
from rowspace.rows import Rows

BLOCK = 1 << 21  # numbers of a block: large enough for BLAS, 8 MB of float32


def scatter(rows: Rows, *, center: bool, tick: Tick = unwatched) -> Doubles:
    """Sums of products of every dim with every other, over the rows that are finite.   -> (d, d)

    A block is multiplied in float32 and added up in float64. The mean is subtracted before, where it is at all:
    afterwards a large mean would leave little of the digits.
    """
    total = np.zeros((rows.dim, rows.dim))
    finite, middle = np.isfinite(rows.norms), rows.mean if center else None
    for start, block in rows.blocks(max(rows.dim, BLOCK // rows.dim)):
        tick(start / len(rows))
        kept = finite[start : start + len(block)]
        block = block if kept.all() else block[kept]
        block = block if middle is None else block - middle
        total += block.T @ block
    return total


def principal_axes(rows: Rows, count: int) -> Doubles:
    """Directions of the largest variance around the mean row, the widest first.   -> (count, d)"""
    _, vectors = np.linalg.eigh(scatter(rows, center=True))
    return np.ascontiguousarray(vectors[:, ::-1][:, :count].T)


def singular_values(scattered: Doubles) -> Doubles:
    """Of the matrix whose sums of products these are, falling.   (d, d) -> (d,)

    Those below a thousandth of the first are lost in the rounding of the products.
    """
    values: Doubles = np.sqrt(np.maximum(np.linalg.eigvalsh(scattered)[::-1], 0.0))
    return values


def shares(values: Doubles) -> Doubles:
    """Share of the variance along each direction, from the singular values.   (d,) -> (d,), all 0 for equal rows"""
    squares = np.square(values)
    total = float(squares.sum())
    return squares / total if total > 0 else np.zeros_like(squares)


def effective_rank(values: Doubles) -> float:
    """Directions that the variance is spread over: exp of the entropy of its shares, 1 to d; 0 for equal rows.

    As Roy & Vetterli 2007, who take shares of the singular values themselves; shares of the variance are what a
    principal component explains.

    Three equal values, and a fourth of 0, count 3.
    """
    real = shares(values)
    real = real[real > 0]
    return float(np.exp(-(real * np.log(real)).sum())) if real.size else 0.0


def participation_ratio(values: Doubles) -> float:
    """1 ÷ the sum of the squared shares of the variance, 1 to d: less moved by many small ones; 0 for equal rows."""
    squares = float(np.square(shares(values)).sum())
    return 1.0 / squares if squares > 0 else 0.0


def stable_rank(values: Doubles) -> float:
    """Whole variance in units of its widest direction's, 1 to d; 0 for equal rows."""
    widest = float(shares(values)[0])
    return 1.0 / widest if widest > 0 else 0.0


def directions_for(explained: Doubles, share: float) -> int:
    """Widest directions that together hold a share of the variance; 0 for equal rows.   (d,) -> 0 to d

    Shares .5, .3, .2 hold .8 with two directions.
    """
    sums = np.cumsum(explained)
    return int(np.searchsorted(sums, share * sums[-1] * (1 - 1e-12))) + 1 if sums[-1] > 0 else 0
