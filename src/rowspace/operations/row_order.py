"""Rows in another order than by id, so that what is alike or odd lies together: by length, by likeness to a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.operations.along import along
from rowspace.operations.kept import Kept
from rowspace.table import Table

By: TypeAlias = Literal["id", "norm", "similarity"]


@dataclass(frozen=True, slots=True)
class RowOrder:
    """All rows in an order; equal ones by id, those that are not finite last.

    by    "id", "norm" (longest first) or "similarity" (largest cosine with `to` first)
    to    an expression
    ids   (n,) int32, the row at each place
    """

    by: By
    to: str | None
    ids: NDArray[np.int32]


_kept: Kept[RowOrder] = Kept(most=4)  # the one in view, and those that Back and undo lead to


def row_order(table: Table, by: str = "id", to: str | None = None) -> RowOrder:
    """Raises BadArgument for an order that is not known, or similarity without an expression; errors of `along`."""
    name = checked_order(by)
    asked = (to or None) if name == "similarity" else None
    return _kept.get(table, (name, asked), lambda: _sorted(table, name, asked))


def checked_order(by: str) -> By:
    """The order of this name. Raises BadArgument with the names there are."""
    for known in get_args(By):
        if by == known:
            return known  # type: ignore[no-any-return]
    raise BadArgument(f'Order "{by}" is not known; rows are ordered by {", ".join(get_args(By))}.')


def _sorted(table: Table, by: By, to: str | None) -> RowOrder:
    if by == "id":
        return RowOrder(by, None, np.arange(len(table), dtype=np.int32))
    if by == "norm":
        falling = -table.rows.norms
    elif to:
        falling = -along(table, [to]).cosines[:, 0]
    else:
        raise BadArgument("An order by similarity needs a token or an expression to be similar to; got none.")
    return RowOrder(by, to, np.argsort(falling, kind="stable").astype(np.int32))
