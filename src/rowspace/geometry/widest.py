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
MOST_PASSES = 20
TURNED = 1e-5  # a pass that turns the wanted plane by less, as a share of a right angle, was the last


@dataclass(frozen=True, slots=True)
class Widest:
    """plane, and how many passes over the rows it took."""

    plane: Plane
    passes: int


def is_dear(rows: Rows) -> bool:
    """Whether a few passes over the rows cost less than their matrix."""
    return len(rows) * rows.dim**2 > DEAR


def widest_plane(rows: Rows, dims: int = 2, tick: Tick = unwatched) -> Widest:
    """Axes as in `projection.principal_plane`, over the rows that are finite."""
    width = min(rows.dim, dims + SPARE)
    directions = np.linalg.qr(np.random.default_rng(0).standard_normal((rows.dim, width)))[0]
    before: Doubles = directions[:, :dims]
    for done in range(1, MOST_PASSES + 1):
        products, total = _spread(rows, directions, stage(tick, (done - 1) / MOST_PASSES, done / MOST_PASSES))
        values, mixes = np.linalg.eigh(directions.T @ products)
        axes = directions @ mixes[:, ::-1]
        turned = 1.0 - float(np.abs(np.linalg.det(before.T @ axes[:, :dims])))
        if turned < TURNED:
            break
        before, directions = axes[:, :dims], np.linalg.qr(products)[0]
    shares = np.clip(values[::-1][:dims] / total, 0.0, 1.0) if total > 0 else np.zeros(dims)
    return Widest(Plane(rows.mean.astype(np.float64), with_fixed_sign(axes.T[:dims]), shares), done)


def _spread(rows: Rows, directions: Doubles, tick: Tick) -> tuple[Doubles, float]:
    """Scatter matrix × directions, and its trace.   (d, k) -> (d, k), sum of squares around the mean"""
    products, total, finite = np.zeros_like(directions), 0.0, np.isfinite(rows.norms)
    narrow = directions.astype(np.float32)
    for start, block in rows.blocks(max(1, BLOCK // rows.dim)):
        tick(start / len(rows))
        moved = block[finite[start : start + len(block)]] - rows.mean
        products += moved.T @ (moved @ narrow)
        total += float(np.einsum("nd,nd->", moved, moved, dtype=np.float64))
    return products, total
