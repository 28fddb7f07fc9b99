"""Small tables made by hand, for tests that need one of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from rowspace.operations.opened import OpenedTable
from rowspace.rows import ArrayRows
from rowspace.table import Source, Tokens


def make_table(tokens: Sequence[str], rows: ArrayLike, *, name: str = "small") -> OpenedTable:
    return OpenedTable(
        name=name,
        tokens=Tokens.of(tokens),
        rows=ArrayRows(np.asarray(rows, np.float32)),
        source=Source(location="/somewhere/private/small.bin", format="made", tensor="rows"),
    )
