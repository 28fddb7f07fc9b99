"""A few queries times a block of rows, straight from where the rows are stored: each number is read once.

One query runs at the speed of memory, which BLAS's product of a matrix and a vector does not reach. The block is
read at four places at once: a processor fetches ahead along each of them, and while one waits at the end of a page the
others go on.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from rowspace.kernels.compiling import compiled
from rowspace.kernels.reading import read

PLACES = 4
SHORT = 1024  # numbers of a row: one query runs along short ones as fast as along one long one


@compiled
def products(array: Any, scales: Any, directions: Any, begin: int, out: Any) -> None:
    """Product of query t and row begin + i, into out[t, i].   directions (q, d), out (q, b) float32"""
    alone = directions.shape[0] == 1 and array.shape[1] < SHORT
    part = 0 if alone else out.shape[1] // PLACES
    for i in range(part):
        four_products(array, directions, begin + i, part, out, i)
    for i in range(PLACES * part, out.shape[1]):
        row = array[begin + i]
        for t in range(directions.shape[0]):
            direction, total = directions[t], np.float32(0)
            for j in range(row.shape[0]):
                total += read(row[j]) * direction[j]
            out[t, i] = total
    if len(scales):
        for t in range(out.shape[0]):
            for i in range(out.shape[1]):
                out[t, i] *= scales[begin + i]


@compiled
def four_products(array: Any, directions: Any, row: int, apart: int, out: Any, at: int) -> None:
    """Products of rows `row`, `row` + `apart` and so on, into out[:, at], out[:, at + apart] and so on."""
    first, second = array[row], array[row + apart]
    third, fourth = array[row + 2 * apart], array[row + 3 * apart]
    for t in range(directions.shape[0]):
        direction = directions[t]
        one, two, three, four = np.float32(0), np.float32(0), np.float32(0), np.float32(0)
        for j in range(first.shape[0]):
            one += read(first[j]) * direction[j]
            two += read(second[j]) * direction[j]
            three += read(third[j]) * direction[j]
            four += read(fourth[j]) * direction[j]
        out[t, at], out[t, at + apart] = one, two
        out[t, at + 2 * apart], out[t, at + 3 * apart] = three, four
