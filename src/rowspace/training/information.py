"""Positive pointwise mutual information of words and their neighbors (Levy, Goldberg & Dagan 2015, eq. 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rowspace.kernels.compiling import compiled
from rowspace.kernels.threads import in_turns
from rowspace.training.sparse import Sparse


def ppmi(weights: Sparse, *, shift: float, smoothing: float, together: bool = True) -> Sparse:
    """max(0, log(p(a, b) / (p(a) p(b)^smoothing)) − log shift), what is 0 left out.

    weights  symmetric, row a has the weights of a with each neighbor b
    """
    sums = np.add.reduceat(np.append(weights.values, np.float32(0)).astype(np.float64), weights.starts[:-1])
    sums[weights.starts[:-1] == weights.starts[1:]] = 0
    contexts = sums**smoothing
    with np.errstate(divide="ignore"):
        rows, columns = np.log(sums), np.log(contexts)
        constant = np.log(contexts.sum()) - np.log(shift)
    values, kept = np.empty_like(weights.values), np.zeros(len(weights) + 1, np.int64)

    parts = weights.parts()

    def work(turns: Iterator[int]) -> None:
        for turn in turns:
            inform(weights.starts, weights.columns, weights.values, rows, columns, constant, *parts[turn], values, kept)

    in_turns(len(parts), work, together=together)
    starts = np.cumsum(kept)
    new_columns, new_values = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.float32)
    gather_positive(weights.starts, weights.columns, values, starts, new_columns, new_values)
    return Sparse(starts, new_columns, new_values)


@compiled
def inform(
    starts: Any, columns: Any, weights: Any, log_rows: Any, log_columns: Any, constant: float, first: int, last: int,
    values: Any, kept: Any,
) -> None:  # fmt: skip
    for row in range(first, last):
        for k in range(starts[row], starts[row + 1]):
            value = np.float32(np.log(np.float64(weights[k])) + constant - log_rows[row] - log_columns[columns[k]])
            values[k] = value
            if value > 0:
                kept[row + 1] += 1


@compiled
def gather_positive(starts: Any, columns: Any, values: Any, new_starts: Any, new_columns: Any, new_values: Any) -> None:
    for row in range(len(starts) - 1):
        at = new_starts[row]
        for k in range(starts[row], starts[row + 1]):
            if values[k] > 0:
                new_columns[at], new_values[at] = columns[k], values[k]
                at += 1
