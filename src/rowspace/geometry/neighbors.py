"""The k nearest rows, exactly, a block of rows at a time: memory stays at one block, however many rows there are.

A block is scored in float32 by one matrix product. Every row whose score could, within the rounding error of
that product, be among the best k is then scored again in float64, so that the answer and the order of equal
scores (lowest id first) do not depend on the size of a block, on the number of queries or on the processor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import Doubles, Metric, Vectors, lengths, unit
from rowspace.rows import Floats, Ids, Rows

QUERIES_AT_ONCE = 64  # the scores of one block stay within a few megabytes
ROUNDING = 2.0**-24  # half the distance from 1 to the next float32


class Nearest(NamedTuple):
    """The best rows for one query, best first: ids (k,), scores (k,). Fewer than k where there are no more rows."""

    ids: NDArray[np.intp]
    scores: Doubles


def nearest(
    rows: Rows,
    queries: Vectors,
    k: int,
    *,
    metric: Metric = "cosine",
    center: bool = False,
    exclude: Sequence[Ids] | None = None,
    mask: NDArray[np.bool_] | None = None,
) -> list[Nearest]:
    """The k best rows for each query; scores are cosines or dot products, falling, or distances, rising.

    queries  (q, d)
    center   subtract the mean row from the rows and the queries first
    exclude  for each query, ids that are no answer to it
    mask     (n,) True for each row that may be an answer at all

    A zero row or query has cosine 0 with everything; a row with NaN is never an answer. Equal scores come
    lowest id first. Raises BadArgument.
    """
    wanted = np.atleast_2d(np.asarray(queries, np.float64))
    _check(rows, wanted, k, exclude, mask)
    middle = rows.mean if center else None
    barred = [np.asarray(ids, np.intp) for ids in exclude] if exclude is not None else [_NONE] * len(wanted)
    shifted = wanted if middle is None else wanted - middle
    searches = [_Search(query, k, metric, ids) for query, ids in zip(shifted, barred, strict=True)]
    with np.errstate(all="ignore"):  # tables with NaN, infinite or vanishing rows are met in the wild
        for at in range(0, len(searches), QUERIES_AT_ONCE):
            _scan(rows, searches[at : at + QUERIES_AT_ONCE], metric, middle, mask)
    return [search.answer() for search in searches]


def _check(rows: Rows, queries: Doubles, k: int, exclude: Sequence[Ids] | None, mask: NDArray[np.bool_] | None) -> None:
    if k < 1:
        raise BadArgument(f"k is the number of neighbors, 1 or more; got {k}.")
    if queries.ndim != 2 or queries.shape[1] != rows.dim:
        raise BadArgument(f"Queries have {rows.dim} numbers each, as the rows have; got an array {queries.shape}.")
    if exclude is not None and len(exclude) != len(queries):
        raise BadArgument(f"exclude holds one list of ids a query; got {len(exclude)} for {len(queries)} queries.")
    if mask is not None and mask.shape != (len(rows),):
        raise BadArgument(f"mask has one flag a row, {len(rows):,}; got an array {mask.shape}.")


def _scan(
    rows: Rows, searches: Sequence[_Search], metric: Metric, middle: Floats | None, mask: NDArray[np.bool_] | None
) -> None:
    """Shows every block of rows to every search."""
    directions = unit(np.array([search.query for search in searches])).astype(np.float32)
    reach = np.array([search.length for search in searches], np.float32)[:, None]
    for start, block in rows.blocks():
        stop = start + len(block)
        if middle is not None:
            block = block - middle
        norms = rows.norms[start:stop] if middle is None else lengths(block).astype(np.float32)
        hopes = _upper_bounds(directions @ block.T, reach, norms, metric, rows.dim)
        if mask is not None:
            hopes[:, ~mask[start:stop]] = np.nan
        for search, hope in zip(searches, hopes, strict=True):
            search.see(start, block, hope)


def _upper_bounds(products: Floats, reach: Floats, norms: Floats, metric: Metric, dim: int) -> Floats:
    """The best that each row's value can be for each query, where a distance's value is its negative square.

    products  (q, b) of rows and of queries made length 1, in float32
    reach     (q, 1) lengths of the queries
    norms     (b,)   lengths of the rows            ->  (q, b), NaN for a row with NaN

    A float32 product of d terms is off by at most d × ROUNDING × both lengths (Higham 2002, section 3.1); twice
    that, and some, pays for the norms and for what is computed here.
    """
    slack = np.float32(ROUNDING * (2 * dim + 32))
    if metric == "cosine":
        inverse = np.divide(np.float32(1), norms, out=np.zeros_like(norms), where=norms != 0)
        bounds: Floats = products * inverse + slack
    elif metric == "dot":
        bounds = (products + slack * norms) * reach
    else:
        distances = np.square(norms) + np.square(reach) - 2 * products * reach
        bounds = slack * np.square(norms + reach) - distances
    return bounds


class _Search:
    """One query and the best k rows seen so far, by value: the score, or for a distance its negative square."""

    def __init__(self, query: Doubles, k: int, metric: Metric, barred: NDArray[np.intp]) -> None:
        self.query = query
        self.length = float(lengths(query))
        self.k = k
        self.metric = metric
        self.barred = barred
        self.ids = _NONE
        self.values = np.empty(0, np.float64)

    @property
    def gate(self) -> float:
        """The value to reach for a place among the best k."""
        return float(self.values[-1]) if len(self.values) == self.k else -np.inf

    def see(self, start: int, block: Floats, hope: Floats) -> None:
        """Takes the best of a block whose first row has the id `start`.   block (b, d), hope (b,) upper bounds"""
        barred = self.barred[(self.barred >= start) & (self.barred < start + len(block))]
        hope[barred - start] = np.nan
        left = np.flatnonzero(hope >= self.gate)
        if len(left) > 2 * self.k:  # the k most hopeful first: they raise the gate for the others
            order = np.argpartition(-hope[left], self.k)
            self._take(start, block, left[order[: self.k]])
            left = left[order[self.k :]]
            left = left[hope[left] >= self.gate]
        self._take(start, block, left)

    def answer(self) -> Nearest:
        return Nearest(self.ids, np.sqrt(-self.values) if self.metric == "euclidean" else self.values)

    def _take(self, start: int, block: Floats, places: NDArray[np.intp]) -> None:
        ids = np.concatenate([self.ids, places + start])
        values = np.concatenate([self.values, self._values(block[places].astype(np.float64))])
        order = np.lexsort((ids, -values))[: self.k]
        order = order[~np.isnan(values[order])]
        self.ids, self.values = ids[order], values[order]

    def _values(self, rows: Doubles) -> Doubles:
        """Exact values, each row summed in the same order whatever stands beside it.   (m, d) -> (m,)"""
        if self.metric == "euclidean":
            squares: Doubles = np.square(rows - self.query).sum(axis=1)
            return -squares
        products: Doubles = (rows * self.query).sum(axis=1)
        if self.metric == "dot":
            return products
        scale = lengths(rows) * self.length
        return np.clip(np.divide(products, scale, out=np.zeros_like(products), where=scale != 0), -1.0, 1.0)


_NONE = np.empty(0, np.intp)
