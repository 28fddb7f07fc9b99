"""Lengths of rows, summed in float64."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.kernels.cells import Cells
from rowspace.kernels.compiling import compiled
from rowspace.kernels.reading import read
from rowspace.kernels.threads import in_turns

AT_ONCE = 1 << 20  # numbers a thread takes before it looks for more


def lengths_into(cells: Cells, point: NDArray[np.float32], out: NDArray[np.float32]) -> None:
    """Distance of each row from a point, by all cores.   (d,), (n,)"""
    size = max(1, AT_ONCE // max(1, len(point)))

    def work(turns: Iterator[int]) -> None:
        for turn in turns:
            begin = turn * size
            lengths(cells.array, cells.scales, point, begin, out[begin : begin + size])

    in_turns(-(-len(out) // size), work)


@compiled
def lengths(array: Any, scales: Any, point: Any, begin: int, out: Any) -> None:
    """Distance of row begin + i from a point, into out[i]."""
    for i in range(len(out)):
        row = array[begin + i]
        scale = scales[begin + i] if len(scales) else np.float32(1)
        total = 0.0
        for j in range(row.shape[0]):
            number = np.float64(read(row[j]) * scale - point[j])
            total += number * number
        out[i] = sqrt(total)
