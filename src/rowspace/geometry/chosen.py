"""Some rows of a table, or all of them at another length, without a copy of them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rowspace.rows import Floats, Rows


class ChosenRows(Rows):
    """Row i is row ids[i] of others, times factors[i].

    ids      (n,)  rising runs of them are read as slices; None for all rows in order
    factors  (n,)  None for 1 everywhere
    """

    def __init__(self, rows: Rows, ids: NDArray[np.intp] | None = None, factors: Floats | None = None) -> None:
        count = len(rows) if ids is None else len(ids)
        super().__init__((count, rows.dim), dtype=rows.dtype, nbytes=rows.nbytes * count // max(1, len(rows)))
        self._rows = rows
        self._ids = ids
        self._factors = factors

    @cached_property
    def norms(self) -> Floats:
        """Those of the others, which are measured once.   -> (n,)"""
        norms = self._rows.norms if self._ids is None else self._rows.norms[self._ids]
        return norms if self._factors is None else norms * np.abs(self._factors)

    def take(self, ids: NDArray[np.intp]) -> Floats:
        taken = self._rows[ids if self._ids is None else self._ids[ids]]
        return taken if self._factors is None else taken * self._factors[ids, None]

    def block(self, start: int, stop: int) -> Floats:
        read = self._read(start, stop)
        return read if self._factors is None else read * self._factors[start:stop, None]

    def _read(self, start: int, stop: int) -> Floats:
        if self._ids is None:
            return self._rows.block(start, stop)
        ids = self._ids[start:stop]
        if len(ids) and np.all(np.diff(ids) == 1):
            return self._rows.block(int(ids[0]), int(ids[-1]) + 1)
        return self._rows[ids]


def as_units(rows: Rows, ids: NDArray[np.intp] | None = None) -> ChosenRows:
    """Rows divided by their length; a zero row has no direction and stays zero."""
    norms = rows.norms if ids is None else rows.norms[ids]
    factors = np.divide(1, norms, out=np.zeros(len(norms), np.float32), where=norms > 0)
    return ChosenRows(rows, ids, factors)
