"""Dims that stand out: a few dims of many tables are wider than all others, and spoil scales shared by a whole row."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.similarity import Doubles
from rowspace.rows import Rows

FAR = 3.0  # standard deviations above the mean of all dims' variances (as Kovaleva et al. 2021, section 3, of weights)


class DimMoments(NamedTuple):
    """Of each dim, over the rows that are finite.   three of (d,)

    variance  around the mean
    kurtosis  fourth moment in units of the variance's square: 3 for a normal distribution, 0 for equal numbers
    largest   largest distance from 0
    """

    variance: Doubles
    kurtosis: Doubles
    largest: Doubles


def moments(rows: Rows, tick: Tick = unwatched) -> DimMoments:
    """Moments of every dim, summed in float64 a block at a time."""
    second, fourth, largest = np.zeros(rows.dim), np.zeros(rows.dim), np.zeros(rows.dim)
    finite = np.isfinite(rows.norms)
    for start, block in rows.blocks():
        tick(start / len(rows))
        block = block[finite[start : start + len(block)]]
        largest = np.maximum(largest, np.abs(block).max(axis=0, initial=0.0))
        squares = np.square(block - rows.mean)
        second += squares.sum(axis=0, dtype=np.float64)
        fourth += np.einsum("nd,nd->d", squares, squares, dtype=np.float64)
    count = max(1, int(np.count_nonzero(finite)))
    variance = second / count
    squared = np.square(variance)
    kurtosis = np.divide(fourth / count, squared, out=np.zeros(rows.dim), where=squared > 0)
    return DimMoments(variance, kurtosis, largest)


def outlying(variance: Doubles) -> NDArray[np.intp]:
    """Dims whose variance is far above that of the others, the widest first.   (d,)"""
    limit = variance.mean() + FAR * variance.std()
    order = np.argsort(-variance, kind="stable")
    far: NDArray[np.intp] = order[variance[order] > limit]
    return far
