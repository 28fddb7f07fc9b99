"""Rows that may be among the best k for a query, while a search goes on.

Of each row is known what it is worth at least and at most. One worth at most less than k others are worth at least is
out.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rowspace.kernels.compiling import compiled


class Catch(NamedTuple):
    """What one thread holds, for each query up to `room` rows.

    ids     (q, room)
    lower   (q, room)  what a row is worth at least
    upper   (q, room)  what it is worth at most
    counts  (q,)       how many are held
    gates   (q,)       what a row must be worth at most to be of interest; shared by all threads, and only ever rising
    """

    ids: NDArray[np.int64]
    lower: NDArray[np.float32]
    upper: NDArray[np.float32]
    counts: NDArray[np.int64]
    gates: NDArray[np.float32]


def new_catch(gates: NDArray[np.float32], room: int) -> Catch:
    queries = len(gates)
    return Catch(
        np.empty((queries, room), np.int64),
        np.empty((queries, room), np.float32),
        np.empty((queries, room), np.float32),
        np.zeros(queries, np.int64),
        gates,
    )


@compiled
def sift(catch: Any, query: int, k: int) -> bool:
    """Throws out what cannot be among the best k. Whether at least a quarter of the room is free afterwards."""
    ids, lower, upper = catch.ids[query], catch.lower[query], catch.upper[query]
    held = catch.counts[query]
    if held >= k:
        catch.gates[query] = max(catch.gates[query], _kth_largest(lower[:held].copy(), k))
    gate = catch.gates[query]
    kept = 0
    for i in range(held):
        if upper[i] >= gate:
            ids[kept], lower[kept], upper[kept] = ids[i], lower[i], upper[i]
            kept += 1
    catch.counts[query] = kept
    return 4 * kept <= 3 * len(ids)


@compiled
def _kth_largest(numbers: Any, k: int) -> Any:
    """The k-th largest of at least k numbers, none of them NaN, which are reordered (Hoare 1961, algorithm 65)."""
    first, last, place = 0, len(numbers) - 1, k - 1
    while first < last:
        pivot, left, right = numbers[(first + last) // 2], first, last
        while left <= right:
            while numbers[left] > pivot:
                left += 1
            while numbers[right] < pivot:
                right -= 1
            if left <= right:
                numbers[left], numbers[right] = numbers[right], numbers[left]
                left += 1
                right -= 1
        if place <= right:
            last = right
        elif place >= left:
            first = left
        else:
            break
    return numbers[place]
