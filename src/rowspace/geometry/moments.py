"""Mean and spread of all rows in one pass: a block of them on each core, added up in the order of the rows.

Each thread multiplies in float32 with BLAS held to that thread, and waits for its turn to add its products in float64,
so that the sum is the same bits however many cores there are. Beside the d × d sum in float64 and one product in
float32 a thread, memory holds a block of rows a thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Condition
from typing import NamedTuple

import numpy as np

from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.similarity import Doubles
from rowspace.kernels.threads import in_turns, one_blas_thread
from rowspace.rows import Floats, Rows

BLOCK = 1 << 22  # numbers of a block: enough rows that their product is worth adding to the sum
LONGEST = 1 << 14  # rows of a block, whose products are added up in float32


class Moments(NamedTuple):
    """mean (d,) of the finite rows; scatter (d, d), sums of products around it; rows, how many of them are finite."""

    mean: Doubles
    scatter: Doubles
    rows: int


def moments(rows: Rows, *, scale: float = 1.0, tick: Tick = unwatched) -> Moments:
    """The moments of rows times `scale`, a number that keeps their squares within a float32.

    Products are taken of rows less the mean of the first block, a point among them, and moved to the mean afterwards:
    from the origin, a mean far away would leave little of their digits.
    """
    finite = np.isfinite(rows.norms)
    size = min(LONGEST, max(rows.dim, BLOCK // max(1, rows.dim)))
    parts = -(-len(rows) // size)
    middle = _middle(rows, finite, size)
    sums, products, line = np.zeros(rows.dim), np.zeros((rows.dim, rows.dim)), _Line()

    def share(turns: Iterator[int]) -> None:
        product = np.empty(products.shape, np.float32)
        for part in turns:
            start = part * size
            block = rows.block(start, min(start + size, len(rows)))
            kept = finite[start : start + len(block)]
            block = (block if kept.all() else block[kept]) - middle
            if scale != 1:
                block *= np.float32(scale)
            np.matmul(block.T, block, out=product)
            if not line.wait(part):
                return
            tick(part / parts)
            np.add(products, product, out=products)
            np.add(sums, block.sum(axis=0, dtype=np.float64), out=sums)
            line.leave()

    def share_or_break(turns: Iterator[int]) -> None:
        try:
            share(turns)
        except BaseException:
            line.close()
            raise

    with one_blas_thread():
        in_turns(parts, share_or_break)
    count = int(np.count_nonzero(finite))
    products -= np.outer(sums, sums / max(1, count))
    return Moments(middle * scale + sums / max(1, count), products, count)


def _middle(rows: Rows, finite: np.ndarray, size: int) -> Floats:
    """Mean of the finite rows of the first block that has some."""
    first = int(finite.argmax())
    block = rows.block(first, min(first + size, len(rows)))
    middle: Floats = block[finite[first : first + len(block)]].mean(axis=0, dtype=np.float64).astype(np.float32)
    return middle


class _Line:
    """Threads that come in any order and go in that of their numbers, from 0 on."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._next: int | None = 0

    def wait(self, number: int) -> bool:
        """Whether it is this number's turn, or never will be as the line is closed. Waits for one of both."""
        with self._changed:
            self._changed.wait_for(lambda: self._next in (number, None))
            return self._next == number

    def leave(self) -> None:
        """Ends the turn of the number whose it is."""
        with self._changed:
            if self._next is not None:
                self._next += 1
            self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self._next = None
            self._changed.notify_all()
