"""A sparse matrix by rows, as training needs it: made from counted pairs, turned over, multiplied by a thin one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.kernels.compiling import compiled
from rowspace.kernels.threads import in_turns
from rowspace.rows import Floats
from rowspace.training.pair_counts import EMPTY

LOW = np.uint64(0xFFFFFFFF)
PARTS = 32  # of a matrix, dealt to the cores


@dataclass(frozen=True, slots=True)
class Sparse:
    """n × n numbers by row.

    starts   (n + 1,) int64   where each row begins in the other two
    columns  (nnz,)   int32   rising within a row
    values   (nnz,)   float32
    """

    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def turned(self) -> Sparse:
        """The transpose; columns come out in rising order whatever they were."""
        starts = np.zeros_like(self.starts)
        columns, values = np.empty_like(self.columns), np.empty_like(self.values)
        turn(self.starts, self.columns, self.values, starts, columns, values)
        return Sparse(starts, columns, values)

    def times(self, thin: Floats, *, together: bool = True) -> Floats:
        """The product with a thin matrix, by all cores or in this thread.   (n, k) -> (n, k)"""
        out = np.empty((len(self), thin.shape[1]), np.float32)
        parts = self.parts()

        def work(turns: Iterator[int]) -> None:
            for turn in turns:
                multiply(self.starts, self.columns, self.values, thin, *parts[turn], out)

        in_turns(len(parts), work, together=together)
        return out

    def parts(self) -> list[tuple[int, int]]:
        """Ranges of rows that hold like many numbers."""
        cuts = np.searchsorted(self.starts, np.linspace(0, self.starts[-1], PARTS + 1))
        cuts[0], cuts[-1] = 0, len(self)
        return [(int(first), int(last)) for first, last in pairwise(cuts) if first < last]


def symmetric(tables: Sequence[tuple[NDArray[np.uint64], NDArray[np.int64]]], n: int, unit: float) -> Sparse:
    """Both halves of a matrix of pair weights ÷ unit.

    tables  keys (lower id in the upper half; EMPTY is skipped) and weights, no pair in two of them

    The weight of a word with itself is counted from both sides, as any other pair's is.
    """
    starts = np.zeros(n + 1, np.int64)
    for keys, _ in tables:
        count_columns(keys, starts)
    np.cumsum(starts, out=starts)
    free = starts[:-1].copy()
    columns, values = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.float32)
    for keys, weights in tables:
        place(keys, weights, np.float32(1 / unit), free, columns, values)
    return Sparse(starts, columns, values).turned()


@compiled
def count_columns(keys: Any, starts: Any) -> None:
    for key in keys:
        if key != EMPTY:
            low, high = np.int64(key >> np.uint64(32)), np.int64(key & LOW)
            starts[low + 1] += 1
            if low != high:
                starts[high + 1] += 1


@compiled
def place(keys: Any, weights: Any, scale: Any, free: Any, columns: Any, values: Any) -> None:
    for i in range(len(keys)):
        key = keys[i]
        if key == EMPTY:
            continue
        low, high = np.int64(key >> np.uint64(32)), np.int64(key & LOW)
        value = np.float32(weights[i]) * scale
        if low == high:
            columns[free[low]], values[free[low]] = low, 2 * value
            free[low] += 1
            continue
        columns[free[low]], values[free[low]] = high, value
        columns[free[high]], values[free[high]] = low, value
        free[low] += 1
        free[high] += 1


@compiled
def turn(starts: Any, columns: Any, values: Any, new_starts: Any, new_columns: Any, new_values: Any) -> None:
    for column in columns:
        new_starts[column + 1] += 1
    for i in range(len(new_starts) - 1):
        new_starts[i + 1] += new_starts[i]
    free = new_starts[:-1].copy()
    for row in range(len(starts) - 1):
        for k in range(starts[row], starts[row + 1]):
            at = free[columns[k]]
            new_columns[at], new_values[at] = row, values[k]
            free[columns[k]] = at + 1


@compiled
def multiply(starts: Any, columns: Any, values: Any, thin: Any, first: int, last: int, out: Any) -> None:
    width = thin.shape[1]
    for row in range(first, last):
        target = out[row]
        target[:] = 0
        k, end = starts[row], starts[row + 1]
        while k + 4 <= end:  # four at a time: the target is read and written a quarter as often
            a, b, c, e = thin[columns[k]], thin[columns[k + 1]], thin[columns[k + 2]], thin[columns[k + 3]]
            p, q, r, s = values[k], values[k + 1], values[k + 2], values[k + 3]
            for d in range(width):
                target[d] += p * a[d] + q * b[d] + r * c[d] + s * e[d]
            k += 4
        for rest in range(k, end):
            source, value = thin[columns[rest]], values[rest]
            for d in range(width):
                target[d] += value * source[d]
