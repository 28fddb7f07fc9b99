"""Lengths of rows, summed in float64 by numpy alone: for the first question of a process, before a loop is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from rowspace.kernels.threads import in_turns

AT_ONCE = 1 << 18  # numbers a thread widens at once: two megabytes of float64, still in its cache when they are squared
WORTH_THREADS = 4  # so many times that

Floats = NDArray[np.float32]


def plain_lengths_into(block: Callable[[int, int], Floats], point: Floats, out: Floats) -> None:
    """Distance of each row from a point, by all cores.   (d,), (n,)

    block  rows start … stop − 1 as float32, of rows that several threads may read at once
    """
    size = max(1, AT_ONCE // max(1, len(point)))

    def work(turns: Iterator[int]) -> None:
        wide = np.empty((min(size, len(out)), len(point)))
        for turn in turns:
            start, stop = turn * size, min((turn + 1) * size, len(out))
            out[start:stop] = plain_lengths(block(start, stop), point, wide[: stop - start])

    parts = -(-len(out) // size)
    in_turns(parts, work, together=parts >= WORTH_THREADS)


def plain_lengths(rows: Floats, point: Floats, wide: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """The same of a few rows, in one thread.   (b, d), (d,) -> (b,)   wide (b, d) is written over."""
    squared = np.empty(rows.shape) if wide is None else wide
    squared[:] = rows - point if point.any() else rows
    lengths: NDArray[np.float64] = np.sqrt(np.einsum("nd,nd->n", squared, squared))
    return lengths
