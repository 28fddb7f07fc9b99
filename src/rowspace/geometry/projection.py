"""Principal components: the plane through many rows in which they spread widest (Pearson 1901, Hotelling 1933)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.geometry.similarity import Doubles, Vectors

NOISE = 1e-12  # share of the widest component's variance below which float64 cannot tell a spread from rounding


@dataclass(frozen=True, slots=True)
class Plane:
    """Orthogonal directions through the mean of some rows, the widest first.

    mean       (d,)
    axes       (dims, d)  of length 1; zero where the rows spread in fewer directions than were asked for
    explained  (dims,)    share of the variance along each, 0 to 1; all 0 where the rows are equal
    """

    mean: Doubles
    axes: Doubles
    explained: Doubles

    def project(self, rows: Vectors) -> Doubles:
        """Place of each row in the plane, the fitted rows' mean at the origin.   (n, d) -> (n, dims)"""
        return (np.asarray(rows, np.float64) - self.mean) @ self.axes.T


def principal_plane(rows: Vectors, dims: int = 2) -> Plane:
    """Plane of the largest variance, in float64, from the scatter matrix of the shorter side.

    The sign of an axis is arbitrary in theory; here the entry of largest magnitude in each axis is positive (the
    first of several), so that the same rows always give the same picture.

    rows  (n, d), n ≥ 1  ->  mean (d,), axes (dims, d), explained (dims,)

    The points (0, 0), (3, 3), (6, 6) lie on one line: axes (0.707, 0.707) and (0, 0), explained 1 and 0.
    """
    doubles = np.asarray(rows, np.float64)
    shifted = doubles - doubles[0]  # equal rows become exact zeros, which subtracting their mean would not give
    middle = shifted.mean(axis=0)
    variances, axes = _components(shifted - middle, dims)
    total = float(np.square(shifted - middle).sum())
    return Plane(
        mean=doubles[0] + middle,
        axes=with_fixed_sign(axes),
        explained=np.minimum(variances / total, 1.0) if total > 0 else np.zeros(dims),
    )


def pca(rows: Vectors, dims: int = 2) -> tuple[Doubles, Doubles]:
    """Rows in their own principal plane.   (n, d) -> coordinates (n, dims), explained shares (dims,)"""
    plane = principal_plane(rows, dims)
    return plane.project(rows), plane.explained


def _components(centered: Doubles, dims: int) -> tuple[Doubles, Doubles]:
    """Widest directions and the sum of squares along each.   (n, d) -> (dims,), (dims, d)"""
    wide = centered.shape[0] < centered.shape[1]
    values, vectors = np.linalg.eigh(centered @ centered.T if wide else centered.T @ centered)
    values, vectors = values[::-1][:dims], vectors[:, ::-1][:, :dims].T
    real = values > max(0.0, values[0] * NOISE)
    kept = vectors[real] @ centered if wide else vectors[real]
    spreads, axes = np.zeros(dims), np.zeros((dims, centered.shape[1]))
    spreads[: len(kept)] = values[real]
    axes[: len(kept)] = kept / np.linalg.norm(kept, axis=1, keepdims=True)
    return spreads, axes


def with_fixed_sign(axes: Doubles) -> Doubles:
    """The axes, each turned so that its entry of largest magnitude is positive.   (dims, d) -> (dims, d)"""
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    return axes * np.where(largest < 0, -1.0, 1.0)
