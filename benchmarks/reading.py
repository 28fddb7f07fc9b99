"""How fast memory can be read at all: every word of an array once, by all cores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from rowspace.kernels.threads import in_turns

AT_ONCE = 1 << 19  # words of eight bytes


@njit(nogil=True, cache=True)
def _sum(words: Any) -> Any:
    total = np.uint64(0)
    for i in range(len(words)):
        total += words[i]
    return total


def read_all(array: NDArray[Any]) -> int:
    words, sums = array.reshape(-1).view(np.uint64), []

    def work(turns: Iterator[int]) -> None:
        for turn in turns:
            sums.append(_sum(words[turn * AT_ONCE : (turn + 1) * AT_ONCE]))

    in_turns(-(-len(words) // AT_ONCE), work)
    return int(sum(map(int, sums)))
