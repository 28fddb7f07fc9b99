"""The order of rows that could not be told apart in float32: float64, and then the lowest id first.

Whoever searched, by whatever blocks, threads or instructions, the order is settled here. A row's value is summed in
the same order whatever stands beside it, so answers are equal bit for bit.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.similarity import Doubles, Metric, lengths
from rowspace.geometry.space import Space
from rowspace.rows import Rows

AT_ONCE = 1 << 17  # numbers of float64 held at once


class Nearest(NamedTuple):
    """The best rows for one query, best first: ids (k,), scores (k,). Fewer than k where there are no more rows."""

    ids: NDArray[np.intp]
    scores: Doubles


class Values:
    """Values of rows for queries, larger is better: cosine, dot product, or minus the square of the distance.

    queries  (q, d) as they lie in the space
    """

    def __init__(self, rows: Rows, space: Space, queries: Doubles, metric: Metric) -> None:
        self.rows = rows
        self.space = space
        self.queries = queries
        self.metric = metric
        self.long = lengths(queries)

    def of(self, which: NDArray[np.intp], ids: NDArray[np.intp]) -> Doubles:
        """Value of row ids[i] for query which[i].   (c,), (c,) -> (c,)"""
        values = np.empty(len(ids))
        size = max(1, AT_ONCE // self.rows.dim)
        for at in range(0, len(ids), size):
            part = slice(at, at + size)
            values[part] = self._of(which[part], self.space.moved(self.rows.take(ids[part])))
        return values

    def worth(self, query: int, values: Doubles) -> Doubles:
        """The same as `kernels.asked` counts it."""
        long = float(self.long[query])
        if self.metric == "cosine":
            return values
        if self.metric == "dot":
            return values / long if long > 0 else values
        return (values + long**2) / self.space.unit**2

    def _of(self, which: NDArray[np.intp], rows: Doubles) -> Doubles:
        queries = self.queries[which]
        if self.metric == "euclidean":
            squares: Doubles = np.square(rows - queries).sum(axis=1)
            return -squares
        products: Doubles = (rows * queries).sum(axis=1)
        if self.metric == "dot":
            return products
        scale = lengths(rows) * self.long[which]
        return np.clip(np.divide(products, scale, out=np.zeros_like(products), where=scale != 0), -1.0, 1.0)


def best_first(ids: NDArray[np.intp], values: Doubles, k: int) -> NDArray[np.intp]:
    """Places of the k largest values, equal ones by id.   (c,), (c,) -> (≤ k,)"""
    return np.lexsort((ids, -values))[:k]


def settled(
    values: Values, which: NDArray[np.intp], ids: NDArray[np.intp], k: int, barred: list[NDArray[np.intp]]
) -> list[Nearest]:
    """The best k rows for each query, out of those that may be among them.

    which, ids  (c,) a query and a row each, no pair twice
    barred      for each query, rows that are no answer to it
    """
    count = len(values.rows)
    banned = [query * count + ids for query, ids in enumerate(barred) if len(ids)]
    if banned:
        kept = ~np.isin(which * count + ids, np.concatenate(banned))
        which, ids = which[kept], ids[kept]
    scores = values.of(which, ids)
    order = np.lexsort((ids, -scores, which))
    order = order[np.isfinite(scores[order])]
    bounds = np.searchsorted(which[order], np.arange(len(values.queries) + 1))
    answers = []
    for begin, end in pairwise(bounds):
        mine = order[begin : min(end, begin + k)]
        best = scores[mine]
        answers.append(Nearest(ids[mine], np.sqrt(-best) if values.metric == "euclidean" else best))
    return answers
