"""The plane of largest variance through all rows of a table, in memory for a block of them at a time.

Where the d × d matrix of sums of products is dear, a few directions are turned towards the widest ones instead, with
every pass over the rows (subspace iteration; Halko, Martinsson & Tropp 2011, algorithm 4.4).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.geometry.progress import Tick, stage, unwatched
from rowspace.geometry.projection import Plane
from rowspace.geometry.similarity import Doubles
from rowspace.geometry.spectrum import BLOCK, scatter
from rowspace.rows import Floats, Rows

DEAR = 1 << 38  # multiplications of the full matrix, about five seconds
SPARE = 8  # directions followed beside those wanted
MOST_PASSES = 20
TURNED = 1e-5  # a pass that turns the wanted plane by less, as a share of a right angle, was the last


@dataclass(frozen=True, slots=True)
class Widest:
    """plane, and how many passes over the rows it took; 1 for the full matrix."""

    plane: Plane
    passes: int


def widest_plane(rows: Rows, dims: int = 2, tick: Tick = unwatched) -> Widest:
    """Axes as in `projection.principal_plane`, over the rows that are finite."""
    if len(rows) * rows.dim**2 <= DEAR:
        matrix = scatter(rows, center=True, tick=tick)
        values, vectors = np.linalg.eigh(matrix)
        return Widest(_plane(rows, values[::-1], vectors[:, ::-1].T, float(np.trace(matrix)), dims), 1)
    return _by_passes(rows, dims, tick)


def placed(rows: Rows, plane: Plane, tick: Tick = unwatched) -> Floats:
    """Where every row lies in the plane; NaN for a row that is not finite.   -> (n, dims)"""
    places = np.empty((len(rows), len(plane.axes)), np.float32)
    for start, block in rows.blocks(max(1, BLOCK // rows.dim)):
        tick(start / len(rows))
        with np.errstate(invalid="ignore", over="ignore"):
            places[start : start + len(block)] = (block - plane.mean.astype(np.float32)) @ plane.axes.T
    places[~np.isfinite(rows.norms)] = np.nan
    return places


def _by_passes(rows: Rows, dims: int, tick: Tick) -> Widest:
    directions = np.linalg.qr(np.random.default_rng(0).standard_normal((rows.dim, dims + SPARE)))[0]
    before: Doubles = directions[:, :dims]
    for done in range(1, MOST_PASSES + 1):
        products, total = _spread(rows, directions, stage(tick, (done - 1) / MOST_PASSES, done / MOST_PASSES))
        values, mixes = np.linalg.eigh(directions.T @ products)
        axes = directions @ mixes[:, ::-1]
        turned = 1.0 - float(np.abs(np.linalg.det(before.T @ axes[:, :dims])))
        if turned < TURNED:
            break
        before, directions = axes[:, :dims], np.linalg.qr(products)[0]
    return Widest(_plane(rows, values[::-1], axes.T, total, dims), done)


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


def _plane(rows: Rows, values: Doubles, axes: Doubles, total: float, dims: int) -> Plane:
    """With the sign of each axis fixed: its entry of largest magnitude is positive."""
    kept = axes[:dims]
    largest = np.take_along_axis(kept, np.abs(kept).argmax(axis=1)[:, None], axis=1)
    shares = np.clip(values[:dims] / total, 0.0, 1.0) if total > 0 else np.zeros(dims)
    return Plane(rows.mean.astype(np.float64), kept * np.where(largest < 0, -1.0, 1.0), shares)
