"""Directions of rows whose dims count alike: each dim less its mean and over its spread, then each row over its length.

A few dims of many models spread far wider than all others, and alone decide every cosine. Standardized, the others have
their say, and cosines agree better with what people judge (Timkey & van Schijndel 2021, section 4).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.similarity import Vectors
from rowspace.rows import Floats, Rows


class StandardizedRows(Rows):
    """Row i is (row i of others − means) / sds, over its length; zero where nothing is left of it.

    rows         finite, each of them
    means, sds   (d,)  a dim that does not spread counts nothing
    """

    def __init__(self, rows: Rows, means: Vectors, sds: Vectors) -> None:
        super().__init__(rows.shape, dtype="float32", nbytes=rows.nbytes)
        self._rows = rows
        self._means = np.asarray(means, np.float32)
        spread = np.asarray(sds, np.float32)
        self._factors = np.divide(1, spread, out=np.zeros_like(spread), where=spread > 0)

    @cached_property
    def norms(self) -> Floats:
        """1 for every row, without reading any: one that is zero is nowhere in the way of those who ask.   -> (n,)"""
        return np.ones(len(self), np.float32)

    def take(self, ids: NDArray[np.intp]) -> Floats:
        return self._directions(self._rows.take(ids))

    def block(self, start: int, stop: int) -> Floats:
        return self._directions(self._rows.block(start, stop))

    def _directions(self, rows: Floats) -> Floats:
        moved: Floats = (rows - self._means) * self._factors
        long = np.sqrt(np.einsum("nd,nd->n", moved, moved))
        moved *= np.divide(1, long, out=np.zeros_like(long), where=long > 0)[:, None]
        return moved
