"""Work in parts on several threads: loops that hold no lock, each on rows of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def together(work: Callable[[int, int], None], parts: Sequence[tuple[int, int]], workers: int) -> None:
    """Calls work(first, last) for every part, `workers` of them at once."""
    if workers == 1:
        for first, last in parts:
            work(first, last)
        return
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda part: work(*part), parts))


def ranges(starts: NDArray[np.int64], parts: int) -> list[tuple[int, int]]:
    """Rows cut into ranges of like work, where row i has starts[i + 1] − starts[i] of it."""
    cuts = np.searchsorted(starts, np.linspace(0, starts[-1], parts + 1))
    cuts[0], cuts[-1] = 0, len(starts) - 1
    return [(int(first), int(last)) for first, last in pairwise(cuts) if first < last]
