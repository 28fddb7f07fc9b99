"""The search that needs nothing but numpy: one block of rows after the other, the order settled as it goes.

It answers small questions, and the first ones of a process, before any loop is compiled.
"""

from __future__ import annotations

from contextlib import nullcontext

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.exact import Nearest, Values, best_first
from rowspace.kernels.asked import Asked, Worth
from rowspace.kernels.threads import one_blas_thread
from rowspace.rows import Floats

QUERIES_AT_ONCE = 64  # the scores of one block stay within a few megabytes


def search_blocks(
    values: Values, asked: Asked, worth: Worth, allowed: NDArray[np.bool_], k: int, barred: list[NDArray[np.intp]]
) -> list[Nearest]:
    """The best k rows for each query of `values`.

    allowed  (n,) True for each row that may be an answer
    barred   for each query, rows that are no answer to it
    """
    searches = [_Search(values, query, k, ids) for query, ids in enumerate(barred)]
    with one_blas_thread() if len(searches) > 1 else nullcontext():
        for at in range(0, len(searches), QUERIES_AT_ONCE):
            part = slice(at, at + QUERIES_AT_ONCE)
            _see_all(searches[part], Asked(*(column[part] for column in asked)), worth, allowed)
    return [search.answer() for search in searches]


def _see_all(searches: list[_Search], asked: Asked, worth: Worth, allowed: NDArray[np.bool_]) -> None:
    """Shows every block of rows to every search."""
    for start, block in searches[0].known.rows.blocks():
        part = slice(start, start + len(block))
        hopes = _upper_bounds(block, asked, Worth(*(column[part] for column in worth)))
        hopes[:, ~allowed[part]] = np.nan
        for search, hope in zip(searches, hopes, strict=True):
            search.see(start, hope)


def _upper_bounds(block: Floats, asked: Asked, worth: Worth) -> Floats:
    """What each row is worth at most for each query, NaN for a row with NaN.   (b, d) -> (q, b)"""
    alone = len(asked.directions) == 1  # and not worth the threads of BLAS, which wait for each other after each block
    products: Floats = np.einsum("bd,d->b", block, asked.directions[0])[None] if alone else asked.directions @ block.T
    products -= asked.offsets[:, None]
    products += worth.give
    products *= asked.factors[:, None]
    products *= worth.times
    products += worth.most
    return products


class _Search:
    """One query and the best k rows seen so far."""

    def __init__(self, values: Values, query: int, k: int, barred: NDArray[np.intp]) -> None:
        self.known = values
        self.query = query
        self.k = k
        self.barred = barred
        self.ids = np.empty(0, np.intp)
        self.values = np.empty(0, np.float64)

    @property
    def gate(self) -> float:
        """What a row must be worth at most to find a place among the best k."""
        if len(self.values) < self.k:
            return -np.inf
        return float(self.known.worth(self.query, self.values[-1:])[0])

    def see(self, start: int, hope: Floats) -> None:
        """Takes the best of a block whose first row has the id `start`.   hope (b,) what each is worth at most"""
        barred = self.barred[(self.barred >= start) & (self.barred < start + len(hope))]
        hope[barred - start] = np.nan
        left = np.flatnonzero(hope >= self.gate)
        if len(left) > 2 * self.k:  # the k most hopeful first: they raise the gate for the others
            order = np.argpartition(-hope[left], self.k)
            self._take(left[order[: self.k]] + start)
            left = left[order[self.k :]]
            left = left[hope[left] >= self.gate]
        self._take(left + start)

    def answer(self) -> Nearest:
        euclidean = self.known.metric == "euclidean"
        return Nearest(self.ids, np.sqrt(-self.values) if euclidean else self.values)

    def _take(self, places: NDArray[np.intp]) -> None:
        ids = np.concatenate([self.ids, places])
        found = self.known.of(np.full(len(places), self.query), places)
        values = np.concatenate([self.values, found])
        order = best_first(ids, values, self.k)
        order = order[np.isfinite(values[order])]
        self.ids, self.values = ids[order], values[order]
