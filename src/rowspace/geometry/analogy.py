"""Arithmetic on rows: the vector that king − man + woman stands for, and the arrows that lead to it."""

from __future__ import annotations

import numpy as np

from rowspace.geometry.similarity import Doubles, Vectors, unit


def weighted_sum(rows: Vectors, weights: Vectors, *, as_units: bool = True) -> Doubles:
    """Sum of weight × row.   rows (t, d), weights (t,) -> (d,)

    as_units  make every row length 1 first, as 3CosAdd does (Mikolov et al. 2013; Levy & Goldberg 2014, eq. 1), so
              that a long row does not outweigh a short one. Their mean points the same way as their sum.
    """
    parts = unit(rows) if as_units else np.asarray(rows, np.float64)
    total: Doubles = np.asarray(weights, np.float64) @ parts
    return total


def head_to_tail(rows: Vectors, weights: Vectors) -> Doubles:
    """Corners of the path that adds weight × unit row one after the other, from the origin to the sum.

    rows (t, d), weights (t,)  ->  (t + 1, d)
    """
    steps = unit(rows) * np.asarray(weights, np.float64)[:, None]
    return np.concatenate([np.zeros((1, steps.shape[1])), np.cumsum(steps, axis=0)])


def parallel(a: Vectors, b: Vectors, c: Vectors, d: Vectors) -> float:
    """Cosine of a − b with c − d; 0 where either difference is zero.   four of (dim,)

    a = (2, 1), b = (1, 1), c = (5, 4), d = (3, 4): the differences (1, 0) and (2, 0) give 1.
    """
    first, second = unit(np.subtract(a, b, dtype=np.float64)), unit(np.subtract(c, d, dtype=np.float64))
    return float(np.clip(first @ second, -1.0, 1.0))
