"""Bands of rows as one line each: in every dim the number farthest from zero, with its sign."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.kernels.cells import Cells
from rowspace.kernels.compiling import compiled
from rowspace.kernels.reading import read
from rowspace.kernels.threads import in_turns

AT_ONCE = 1 << 20  # numbers a thread takes before it looks for more


def pool_into(cells: Cells, ids: NDArray[np.int64], height: int, first: int, out: NDArray[np.float32]) -> None:
    """Line b of out (b, w) is made of rows ids[b · height …] and their dims first …, by all cores."""
    size = max(1, AT_ONCE // max(1, height * out.shape[1]))

    def work(turns: Iterator[int]) -> None:
        low = np.empty(out.shape[1], np.float32)
        for turn in turns:
            begin = turn * size
            pool(cells.array, cells.scales, ids[begin * height :], height, first, low, out[begin : begin + size])

    in_turns(-(-len(out) // size), work)


@compiled
def pool(array: Any, scales: Any, ids: Any, height: int, first: int, low: Any, out: Any) -> None:
    """A NaN counts as farther from zero than any number; of x and −x the positive one is kept. low (w,) is scratch."""
    for line in range(out.shape[0]):
        high = out[line]
        high[:] = -np.inf
        low[:] = np.inf
        for place in range(line * height, min((line + 1) * height, len(ids))):
            row = array[ids[place]]
            scale = scales[ids[place]] if len(scales) else np.float32(1)
            for j in range(len(high)):
                number = read(row[first + j]) * scale
                high[j] = number if number > high[j] or number != number else high[j]
                low[j] = number if number < low[j] else low[j]
        for j in range(len(high)):
            high[j] = low[j] if -low[j] > high[j] else high[j]
