"""Principal components of all rows of a table at their full width, however many rows there are.

No dim and no row is left out or sketched: the d × d sums of products are gathered block by block (`moments`), and
their widest directions alone are taken out of them.
"""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from rowspace.geometry.moments import moments
from rowspace.geometry.progress import Tick, stage, unwatched, while_ticking
from rowspace.geometry.projection import Plane, principal_plane, with_fixed_sign
from rowspace.geometry.similarity import Doubles
from rowspace.kernels.threads import one_blas_thread
from rowspace.rows import Floats, Rows

SMALL = 1 << 24  # numbers that are held at once, in float64
NOISE = 1e-7  # share of the widest variance below which sums of float32 products cannot tell a spread from rounding
SAFE = 2.0**40  # lengths from 1 / SAFE to SAFE have squares and sums of squares in a float32
BLOCK = 1 << 22  # numbers placed at once
LARGE, FEW = 1_000, 10  # dims, and one in so many of them, from which on Lanczos' method is sooner there


def principal_components(rows: Rows, dims: int = 2, *, tick: Tick = unwatched) -> Plane:
    """Plane of the largest variance, as `projection.principal_plane`, of the rows that are finite; at least one is.

    Sums of products are taken in float32 within a block and in float64 across blocks: on tables of real models the
    space of the first 50 axes lies within 1e-5 of that of a decomposition in float64.
    """
    if len(rows) * rows.dim <= SMALL:
        finite = np.flatnonzero(np.isfinite(rows.norms))
        return while_ticking(lambda: principal_plane(rows[finite], dims), tick)
    scale = _scale(rows)
    mean, products, _ = moments(rows, scale=scale, tick=stage(tick, 0.0, 0.8))
    total = float(np.trace(products))
    variances, axes = while_ticking(lambda: widest(products, dims), tick, 0.8)
    explained = np.minimum(variances / total, 1.0) if total > 0 else np.zeros(dims)
    return Plane(mean / scale, with_fixed_sign(axes), explained)


def placed(rows: Rows, plane: Plane, *, tick: Tick = unwatched) -> Floats:
    """Place of each row in the plane, a block at a time.   -> (n, dims)"""
    if len(rows) * rows.dim <= SMALL:
        return plane.project(rows[:]).astype(np.float32)
    mean, across = plane.mean.astype(np.float32), plane.axes.T.astype(np.float32)
    places = np.empty((len(rows), len(plane.axes)), np.float32)
    for start, block in rows.blocks(max(1, BLOCK // rows.dim)):
        tick(start / len(rows))
        places[start : start + len(block)] = (block - mean) @ across
    return places


def _scale(rows: Rows) -> float:
    """A power of two that brings the longest row to about 1, where squares would leave a float32 else."""
    longest = float(np.max(rows.norms, initial=0.0, where=np.isfinite(rows.norms)))
    if longest == 0 or 1 / SAFE <= longest <= SAFE:
        return 1.0
    return float(2.0 ** -np.round(np.log2(longest)))


def widest(products: Doubles, dims: int) -> tuple[Doubles, Doubles]:
    """Widest directions and the sum of squares along each; may overwrite `products`.   (d, d) -> (dims,), (dims, d)"""
    width = len(products)
    values, vectors = _largest(products, min(dims, width))
    real = values > max(0.0, values[0] * NOISE)
    variances, axes = np.zeros(dims), np.zeros((dims, width))
    variances[: len(real)][real] = values[real]
    axes[: len(real)][real] = vectors.T[real]
    return variances, axes


def _largest(products: Doubles, count: int) -> tuple[Doubles, Doubles]:
    """Largest eigenvalues, falling, and their vectors.   (d, d) -> (count,), (d, count)

    A few of a large matrix are found by Lanczos' method (ARPACK), five to ten times as fast as LAPACK and as exact. It
    can miss one of several equal values, so that what is left without those found is asked for a larger one.
    """
    from scipy.linalg import eigh
    from scipy.sparse.linalg import ArpackNoConvergence, LinearOperator, eigsh

    width = len(products)

    def left(x: Doubles) -> Doubles:
        rest: Doubles = products @ x - vectors @ (values * (vectors.T @ x))
        return rest

    if width >= LARGE and count <= width // FEW and products.any():
        start = np.random.default_rng(0).standard_normal(width)
        with one_blas_thread(), suppress(ArpackNoConvergence):  # each product is too short to share
            values, vectors = eigsh(products, count, v0=start)
            rest = LinearOperator(products.shape, left, dtype=np.float64)
            missed = eigsh(rest, 1, which="LA", v0=start, tol=1e-6, return_eigenvectors=False)[0]
            if missed <= values.min() * (1 + 1e-5):
                return values[::-1], vectors[:, ::-1]
    values, vectors = eigh(products, subset_by_index=(width - count, width - 1), overwrite_a=True, check_finite=False)
    return values[::-1], vectors[:, ::-1]
