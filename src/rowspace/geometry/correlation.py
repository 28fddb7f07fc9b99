"""Whether two lists of numbers rise together."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.similarity import Doubles, Vectors

Numbers: TypeAlias = NDArray[np.floating[Any]] | NDArray[np.integer[Any]]


def pearson(x: Vectors, y: Vectors) -> float:
    """Correlation of the numbers, −1 to 1; NaN where either list has one value only.   (n,), (n,)"""
    across, along = np.asarray(x, np.float64) - np.mean(x), np.asarray(y, np.float64) - np.mean(y)
    scale = float(np.linalg.norm(across) * np.linalg.norm(along))
    return float(np.clip(across @ along / scale, -1.0, 1.0)) if scale > 0 else float("nan")


def spearman(x: Numbers, y: Numbers) -> float:
    """Correlation of the ranks, equal numbers sharing the mean of theirs (Spearman 1904).   (n,), (n,)"""
    return pearson(ranks(x), ranks(y))


def ranks(numbers: Numbers) -> Doubles:
    """Rank of each number from 1, equal ones sharing the mean of theirs.   (n,) -> (n,)

    10, 30, 20, 30  ->  1, 3.5, 2, 3.5
    """
    _, places, counts = np.unique(np.asarray(numbers, np.float64), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    means: Doubles = (last - (counts - 1) / 2)[places]
    return means
