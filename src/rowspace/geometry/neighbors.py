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
from rowspace.geometry.similarity import Doubles, Metric, Vectors, lengths
from rowspace.rows import Ids, Rows

QUERIES_AT_ONCE = 256  # scores of one block stay within tens of megabytes
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

    A zero row has cosine 0 with everything; a row with NaN is never an answer. Raises BadArgument.
    """
    wanted = np.atleast_2d(np.asarray(queries, np.float64))
    _check(rows, wanted, k, exclude, mask)
    middle = rows.mean.astype(np.float64) if center else np.zeros(rows.dim)
    barred = [np.asarray(ids, np.intp) for ids in exclude] if exclude is not None else [_NONE] * len(wanted)
    searches = [_Search(query - middle, k, metric, ids) for query, ids in zip(wanted, barred, strict=True)]
    allowed = np.ones(len(rows), np.bool_) if mask is None else mask
    for at in range(0, len(searches), QUERIES_AT_ONCE):
        _scan(rows, searches[at : at + QUERIES_AT_ONCE], metric, middle, allowed)
    return [search.answer() for search in searches]


_NONE = np.empty(0, np.intp)


def _check(rows: Rows, queries: Doubles, k: int, exclude: Sequence[Ids] | None, mask: NDArray[np.bool_] | None) -> None:
    if k < 1:
        raise BadArgument(f"k is the number of neighbors, 1 or more; got {k}.")
    if queries.ndim != 2 or queries.shape[1] != rows.dim:
        raise BadArgument(f"Queries have {rows.dim} numbers each, as the rows have; got an array {queries.shape}.")
    if exclude is not None and len(exclude) != len(queries):
        raise BadArgument(f"exclude holds one list of ids a query; got {len(exclude)} for {len(queries)} queries.")
    if mask is not None and mask.shape != (len(rows),):
        raise BadArgument(f"mask has one flag a row, {len(rows):,}; got an array {mask.shape}.")


def _scan(rows: Rows, searches: Sequence[_Search], metric: Metric, middle: Doubles, allowed: NDArray[np.bool_]) -> None:
    """Shows every block to every search."""
    queries = np.array([search.query for search in searches], np.float32)
    with np.errstate(all="ignore"):  # rows with NaN or infinity are met in the wild
        for start, raw in rows.blocks():
            block = raw - middle.astype(np.float32) if middle.any() else raw
            norms = lengths(block)
            products = block @ queries.T
            spread = ROUNDING * (rows.dim + 8) * (norms + lengths(middle))
            open_rows = allowed[start : start + len(block)] & ~np.isnan(norms)
            for column, search in enumerate(searches):
                search.see(start, raw, products[:, column], norms, spread, open_rows, middle)


class _Search:
    """One query and the best k rows seen so far. Better is larger: a distance is kept as its negative."""

    def __init__(self, query: Doubles, k: int, metric: Metric, barred: NDArray[np.intp]) -> None:
        self.query = query
        self.length = float(lengths(query))
        self.k = k
        self.metric = metric
        self.barred = barred
        self.ids = _NONE
        self.scores = np.empty(0, np.float64)

    def see(
        self,
        start: int,
        raw: Floats,
        products: Floats,
        norms: Doubles,
        spread: Doubles,
        open_rows: NDArray[np.bool_],
        middle: Doubles,
    ) -> None:
        """Takes what is better in a block whose first row has the id `start`."""
        raise NotImplementedError

    def answer(self) -> Nearest:
        raise NotImplementedError
