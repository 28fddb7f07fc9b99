"""Rows that come when they are asked for. A small table comes whole at the first of them, a large one row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from rowspace.formats.remote.stretch import Stretch
from rowspace.kernels.cells import Cells
from rowspace.rows import Floats, Rows

WHOLE = 1 << 25
"""Bytes up to which a table is read whole: seconds on a slow line, and then every question is answered."""


class RemoteRows(Rows):
    """Rows over the mapped bytes of a stretch, which `bring` brings in before they are looked at.

    bring  (numbers of blocks) -> when those blocks are there
    """

    def __init__(self, rows: Rows, stretch: Stretch, bring: Callable[[NDArray[np.intp]], None]) -> None:
        super().__init__(rows.shape, dtype=rows.dtype, nbytes=rows.nbytes)
        self._rows = rows
        self._stretch = stretch
        self._bring = bring
        self._stride = (stretch.stop - stretch.start) // max(1, len(rows))

    @property
    def cells(self) -> Cells | None:
        return self._rows.cells if self._stretch.is_complete else None

    def take(self, ids: NDArray[np.intp]) -> Floats:
        self._fetch(ids)
        return self._rows.take(ids)

    def block(self, start: int, stop: int) -> Floats:
        self._fetch(np.arange(start, stop))
        return self._rows.block(start, stop)

    def blocks(self, size: int | None = None) -> Iterator[tuple[int, Floats]]:
        self._fetch(None)
        return super().blocks(size)

    def _fetch(self, ids: NDArray[np.intp] | None) -> None:
        """Has rows brought, or all of them for None."""
        stretch = self._stretch
        if stretch.is_complete:
            return
        if ids is None or stretch.stop - stretch.start <= WHOLE:
            self._bring(stretch.every_block())
        elif len(ids):
            self._bring(stretch.blocks(stretch.start + np.unique(ids) * self._stride, self._stride))
