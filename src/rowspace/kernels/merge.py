"""Products of queries with a block of rows, from which the rows that may be among the best are taken."""

from __future__ import annotations

from typing import Any

import numpy as np

from rowspace.kernels.catch import sift
from rowspace.kernels.compiling import compiled

STRIDE = 128  # products looked at together; most hold nothing of interest


@compiled
def merge(
    products: Any, begin: int, asked: Any, worth: Any, allowed: Any, catch: Any, k: int, query: int, column: int
) -> tuple[int, int]:
    """Rows of a block that may be among the best k go into the catch.

    Returns the query and the column to go on with: (q, 0) at the end, or others where the catch of that query is full
    and what it holds must be told apart first.

    products  (q, b)  of unit queries and of rows begin … begin + b − 1
    allowed   (n,)    True for each row that may be an answer
    """
    columns = products.shape[1]
    give, times = worth.give[begin : begin + columns], worth.times[begin : begin + columns]
    most, least = worth.most[begin : begin + columns], worth.least[begin : begin + columns]
    for t in range(query, products.shape[0]):
        row, offset, factor = products[t], asked.offsets[t], asked.factors[t]
        for start in range(column, columns, STRIDE):
            part = slice(start, min(start + STRIDE, columns))
            if not _hits(row[part], give[part], times[part], most[part], offset, factor, catch.gates[t]):
                continue
            for j in range(start, part.stop):
                upper = factor * (row[j] - offset + give[j]) * times[j] + most[j]
                if upper >= catch.gates[t] and allowed[begin + j]:
                    at = catch.counts[t]
                    catch.ids[t, at] = begin + j
                    catch.upper[t, at] = upper
                    catch.lower[t, at] = factor * (row[j] - offset - give[j]) * times[j] + least[j]
                    catch.counts[t] = at + 1
                    if at + 1 == catch.ids.shape[1] and not sift(catch, t, k):
                        return t, j + 1
        column = 0
    return products.shape[0], 0


@compiled
def _hits(row: Any, give: Any, times: Any, most: Any, offset: Any, factor: Any, gate: Any) -> Any:
    """How many of these rows may reach the gate. A loop without a branch, for vector instructions; NaN reaches none."""
    hits = np.int32(0)
    for j in range(len(row)):
        hits += np.int32(factor * (row[j] - offset + give[j]) * times[j] + most[j] >= gate)
    return hits
