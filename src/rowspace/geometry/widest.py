"""The plane of largest variance where the matrix of all sums of products is dear: many rows of many dims.

A few directions are turned towards the widest ones with every pass over the rows (subspace iteration; Halko,
Martinsson & Tropp 2011, algorithm 4.4). In memory is one block of rows, and no d × d matrix.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.geometry.progress import Tick, stage, unwatched
from rowspace.geometry.projection import Plane, with_fixed_sign
from rowspace.geometry.similarity import Doubles
from rowspace.geometry.spectrum import BLOCK
from rowspace.rows import Rows

DEAR = 1 << 38  # multiplications of the full matrix, about five seconds
SPARE = 8  # directions followed beside those wanted
MOST_PASSES = 12
GAIN = 1e-5  # share by which the variance in the plane must grow for one more pass


@dataclass(frozen=True, slots=True)
class Widest:
    """plane, and how many passes over the rows it took."""

    plane: Plane
    passes: int


def is_dear(rows: Rows) -> bool:
    """Whether a few passes over the rows cost less than their matrix."""
    return len(rows) * rows.dim**2 > DEAR


def widest_plane(rows: Rows, dims: int = 2, tick: Tick = unwatched) -> Widest:
    """Axes as in `projection.principal_plane`, over the rows that are finite.

    The last pass is the one that widens the plane no more. Where many directions spread alike, which of them the axes
    are matters little, and is not sought to the end.
    """
    width = min(rows.dim, dims + SPARE)
    directions = np.linalg.qr(np.random.default_rng(0).standard_normal((rows.dim, width)))[0]
    spread, found = _spread(rows), 0.0
    for done in range(1, MOST_PASSES + 1):
        products = _scattered(rows, directions, stage(tick, (done - 1) / MOST_PASSES, done / MOST_PASSES))
        values, mixes = np.linalg.eigh(directions.T @ products)
        axes, before, found = directions @ mixes[:, ::-1], found, float(values[::-1][:dims].sum())
        if found <= before * (1 + GAIN):
            break
        directions = np.linalg.qr(products)[0]
    shares = np.clip(values[::-1][:dims] / spread, 0.0, 1.0) if spread > 0 else np.zeros(dims)
    return Widest(Plane(rows.mean.astype(np.float64), with_fixed_sign(axes.T[:dims]), shares), done)


def _spread(rows: Rows) -> float:
    """Sum of squares around the mean: of all lengths, less the mean's for each row."""
    finite = rows.norms[np.isfinite(rows.norms)].astype(np.float64)
    return max(0.0, float(np.square(finite).sum() - len(finite) * np.square(rows.mean.astype(np.float64)).sum()))


def _scattered(rows: Rows, directions: Doubles, tick: Tick) -> Doubles:
    """Sums of products of every dim with every other, times directions.   (d, k) -> (d, k)

    The mean is taken away from the products, which are few, and not from the rows.
    """
    finite, middle = np.isfinite(rows.norms), rows.mean.astype(np.float64)
    narrow, along = directions.astype(np.float32), middle @ directions
    products, totals = np.zeros_like(directions), np.zeros(directions.shape[1])
    for start, block in rows.blocks(max(1, BLOCK // rows.dim)):
        tick(start / len(rows))
        kept = finite[start : start + len(block)]
        block = block if kept.all() else block[kept]
        places = (block @ narrow - along).astype(np.float32)
        products += block.T @ places
        totals += places.sum(axis=0, dtype=np.float64)
    return products - np.outer(middle, totals)
