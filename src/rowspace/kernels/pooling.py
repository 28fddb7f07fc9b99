"""Bands of rows as one line each: in every dim the number farthest from zero, with its sign.

Numbers are compared by rank: their bits as a whole number, the sign moved from the top to the bottom. Ranks rise
with the distance from zero, of x and −x the positive one is higher, and a NaN is above all.
"""

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
_ONE, _TOP = np.uint32(1), np.uint32(31)


def pool_into(cells: Cells, ids: NDArray[np.int64], height: int, first: int, out: NDArray[np.float32]) -> None:
    """Line b of out (b, w) is made of rows ids[b · height …] and their dims first …, by all cores."""
    size = max(1, AT_ONCE // max(1, height * out.shape[1]))

    ranks = out.view(np.uint32)

    def work(turns: Iterator[int]) -> None:
        for turn in turns:
            begin = turn * size
            pool(cells.array, cells.scales, ids[begin * height :], height, first, ranks[begin : begin + size])

    in_turns(-(-len(out) // size), work)


@compiled
def pool(array: Any, scales: Any, ids: Any, height: int, first: int, out: Any) -> None:
    """The bits of a line of float32 into each line of out (b, w) uint32."""
    for line in range(out.shape[0]):
        highest = out[line]
        highest[:] = 0
        for place in range(line * height, min((line + 1) * height, len(ids))):
            id = ids[place]
            row = array[id, first : first + len(highest)]
            if len(scales):
                for j in range(len(row)):
                    highest[j] = max(highest[j], _rank(read(row[j]) * scales[id]))
            else:
                for j in range(len(row)):
                    highest[j] = max(highest[j], _rank(read(row[j])))
        for j in range(len(highest)):
            highest[j] = _bits(highest[j])


@compiled
def _rank(number: Any) -> Any:
    bits = np.float32(number).view(np.uint32)
    return np.uint32(np.uint32(bits << _ONE) | np.uint32(bits >> _TOP)) ^ _ONE


@compiled
def _bits(rank: Any) -> Any:
    """The number of that rank."""
    turned = rank ^ _ONE
    return np.uint32(np.uint32(turned >> _ONE) | np.uint32(turned << _TOP))
