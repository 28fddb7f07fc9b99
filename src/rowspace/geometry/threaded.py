"""The search that runs at the machine's speed: compiled loops, one thread a core, never more scores than one block's.

Few queries stream: each row is read once, where it lies, and multiplied in registers. For many, a block of rows is
widened and multiplied by BLAS. Either way a loop looks through the products and keeps what may be among the best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from threading import Lock
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.exact import Nearest, Values, best_first, settled
from rowspace.kernels.asked import Asked, Worth
from rowspace.kernels.catch import Catch, new_catch, sift
from rowspace.kernels.merge import merge
from rowspace.kernels.products import products
from rowspace.kernels.threads import cores, in_turns, one_blas_thread
from rowspace.kernels.widen import widen
from rowspace.rows import Floats, Rows

STREAMED = 10  # queries up to which the loop is faster than BLAS, which rearranges every block before it multiplies
QUERIES_AT_ONCE = 256
HELD_AT_ONCE = 1 << 19  # candidates of all queries and threads: eight megabytes
SCORES = 1 << 17  # of one block and thread: half a megabyte, which stays in the second-level cache beside the rows
WIDENED = 1 << 20  # numbers of one block and thread
STREAMED_AT_ONCE = 1 << 21  # numbers a thread takes before it looks for more

Multiply: TypeAlias = Callable[[int, int], Floats]
"""Products of all queries with rows start … stop − 1.   -> (q, stop − start)"""


def search_threaded(
    values: Values, asked: Asked, worth: Worth, allowed: NDArray[np.bool_], k: int, barred: list[NDArray[np.intp]]
) -> list[Nearest]:
    """As `blockwise.search_blocks`."""
    k_held = k + max(map(len, barred), default=0)
    at_once = min(QUERIES_AT_ONCE, max(1, HELD_AT_ONCE // (cores() * _room(k_held))))
    answers: list[Nearest] = []
    for at in range(0, len(values.queries), at_once):
        part = slice(at, at + at_once)
        few = Values(values.rows, values.space, values.queries[part], values.metric)
        which, ids = _Hunt(few, Asked(*(column[part] for column in asked)), worth, allowed, k_held).candidates()
        answers += settled(few, which, ids, k, barred[part])
    return answers


def _room(k: int) -> int:
    """Candidates held for one query: enough that they are seldom sifted."""
    return 4 * k + 64


class _Hunt:
    """One pass over all rows for a group of queries."""

    def __init__(self, values: Values, asked: Asked, worth: Worth, allowed: NDArray[np.bool_], k: int) -> None:
        self.values = values
        self.asked = asked
        self.worth = worth
        self.allowed = allowed
        self.k = k
        self.gates = np.full(len(values.queries), -np.inf, np.float32)
        self.catches: list[Catch] = []
        self.lock = Lock()

    def candidates(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Every row that may be among the best k of a query: the queries, the rows.   -> (c,), (c,)"""
        rows, queries = self.values.rows, len(self.gates)
        streams = rows.cells is not None and queries <= STREAMED
        numbers = STREAMED_AT_ONCE if streams else WIDENED
        size = max(1, min(numbers // max(1, rows.dim), len(rows), SCORES // queries))
        parts = -(-len(rows) // size)
        with nullcontext() if streams else one_blas_thread():
            in_turns(parts, lambda turns: self._share(turns, size, _multiplier(rows, self.asked, size, streams)))
        return self._left()

    def _share(self, turns: Iterator[int], size: int, multiply: Multiply) -> None:
        """What one thread does of it."""
        catch = new_catch(self.gates, _room(self.k))
        with self.lock:
            self.catches.append(catch)
        for turn in turns:
            begin = turn * size
            scores = multiply(begin, min(begin + size, len(self.values.rows)))
            query, column = 0, 0
            while query < len(scores):
                query, column = merge(scores, begin, self.asked, self.worth, self.allowed, catch, self.k, query, column)
                if query < len(scores):
                    self._settle(catch, query)

    def _settle(self, catch: Catch, query: int) -> None:
        """Leaves the best k of a full catch, told apart in float64: what it is full of is equal but for rounding."""
        held = int(catch.counts[query])
        ids = catch.ids[query, :held]
        exact = self.values.of(np.full(held, query), ids)
        order = best_first(ids, np.where(np.isfinite(exact), exact, -np.inf), self.k)
        sure = self.values.worth(query, exact[order])
        for column in (catch.ids, catch.upper):
            column[query, : len(order)] = column[query, order]
        catch.lower[query, : len(order)] = sure - np.abs(sure) * 1e-6
        catch.counts[query] = len(order)
        sift(catch, query, self.k)

    def _left(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """What all threads together hold, sifted once more."""
        ids, lower, upper = (np.concatenate([catch[side] for catch in self.catches], axis=1) for side in range(3))
        held = [np.arange(catch.ids.shape[1]) < catch.counts[:, None] for catch in self.catches]
        empty = ~np.concatenate(held, axis=1)
        lower[empty] = -np.inf
        place = lower.shape[1] - self.k
        gates = np.maximum(self.gates, np.partition(lower, place, axis=1)[:, place])
        which, where = np.nonzero((upper >= gates[:, None]) & ~empty)
        return which, ids[which, where]


def _multiplier(rows: Rows, asked: Asked, size: int, streams: bool) -> Multiply:
    """Products of one thread, in memory of its own."""
    cells, queries = rows.cells, len(asked.directions)
    scores = np.empty(queries * size, np.float32)

    def place(count: int) -> Floats:
        return scores[: queries * count].reshape(queries, count)

    if cells is not None and streams:

        def streamed(start: int, stop: int) -> Floats:
            out = place(stop - start)
            products(cells.array, cells.scales, asked.directions, start, out)
            return out

        return streamed

    wide = np.empty((size, rows.dim), np.float32) if cells is not None and cells.kind != "float32" else None

    def multiplied(start: int, stop: int) -> Floats:
        if cells is None:
            block = rows.block(start, stop)
        elif wide is None:
            block = cells.array[start:stop]
        else:
            block = wide[: stop - start]
            widen(cells.array, cells.scales, start, block)
        return np.matmul(asked.directions, block.T, out=place(stop - start))

    return multiplied
