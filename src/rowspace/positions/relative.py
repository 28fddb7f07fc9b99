"""T5's relative positions: gaps fall into buckets, fine when near and coarse when far, each with a learned bias."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rowspace.errors import BadArgument
from rowspace.positions.limits import whole

Doubles: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.intp]

MAX_BUCKETS = 65_536


def buckets(gaps: ArrayLike, *, count: int = 32, max_distance: int = 128, bidirectional: bool = True) -> Indices:
    """Bucket of each gap (Raffel et al. 2020, section 2.1; code of mesh-tensorflow).

    gaps           key position − query position, (…)
    bidirectional  half the buckets for keys after the query; else those all fall into bucket 0
    -> (…)
    """
    count, max_distance = checked(count, max_distance, bidirectional=bidirectional)
    gap = np.asarray(gaps, np.int64)
    if bidirectional:
        count //= 2
        ahead, distance = np.where(gap > 0, count, 0), np.abs(gap)
    else:
        ahead, distance = np.zeros_like(gap), np.maximum(-gap, 0)
    exact = count // 2
    spread = np.log(np.maximum(distance, 1) / exact) / math.log(max_distance / exact) * (count - exact)
    far = np.minimum(exact + np.floor(spread).astype(np.int64), count - 1)
    return (ahead + np.where(distance < exact, distance, far)).astype(np.intp)


def checked(
    count: int,
    max_distance: int,
    *,
    bidirectional: bool,
    names: tuple[str, str] = ("the number of buckets", "max_distance"),
) -> tuple[int, int]:
    """The two under the names by which a message calls them.

    Raises BadArgument for bucket counts that leave no near bucket, or a distance that all near ones cover.
    """
    signs = 2 if bidirectional else 1
    count = whole(names[0], count, low=2 * signs, high=MAX_BUCKETS)
    exact = count // signs // 2
    if exact >= max_distance:
        raise BadArgument(f"{names[1]} must be above {exact:,}, where near buckets end; got {max_distance:,}.")
    return count, whole(names[1], max_distance, low=exact + 1, high=10**9)


def biases(
    table: ArrayLike, queries: ArrayLike, keys: ArrayLike, *, max_distance: int = 128, bidirectional: bool = True
) -> Doubles:
    """What is added to each score.   table (buckets, heads), positions (q,), (k,) -> (heads, q, k)"""
    learned = np.asarray(table, np.float64)
    gaps = np.subtract.outer(np.asarray(keys, np.int64), np.asarray(queries, np.int64)).T
    found = buckets(gaps, count=len(learned), max_distance=max_distance, bidirectional=bidirectional)
    return np.moveaxis(learned[found], -1, 0)
