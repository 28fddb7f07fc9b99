"""Rows in another order than by id, so that what is alike or odd lies together: by length, by likeness, by cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.operations.along import along
from rowspace.operations.clusters import checked_count, clusters
from rowspace.operations.kept import Kept
from rowspace.operations.specials import special_rows
from rowspace.rows import Floats
from rowspace.table import Table

By: TypeAlias = Literal["id", "norm", "similarity", "cluster"]


@dataclass(frozen=True, slots=True)
class RowOrder:
    """All rows in an order; equal ones by id, those that are not finite last.

    by        "id", "norm" (longest first), "similarity" (largest cosine with `to` first) or "cluster" (see
              `operations.clusters`: the largest first, in each the row nearest to its center first)
    to        an expression
    clusters  how many
    ids       (n,) int32, the row at each place
    """

    by: By
    to: str | None
    clusters: int | None
    ids: NDArray[np.int32]


_kept: Kept[RowOrder] = Kept(most=4)  # the one in view, and those that Back and undo lead to


def row_order(table: Table, by: str = "id", to: str | None = None, clusters: int | None = None) -> RowOrder:
    """The order that is asked for; `to` and `clusters` count where it needs them.

    Raises BadArgument for an order that is not known, or similarity without an expression; errors of `along` and of
    `operations.clusters`.
    """
    name = checked_order(by)
    asked = (to or None) if name == "similarity" else None
    number = _count(table, clusters) if name == "cluster" else None
    return _kept.get(table, (name, asked, number), lambda: _sorted(table, name, asked, number))


def checked_order(by: str) -> By:
    """The order of this name. Raises BadArgument with the names there are."""
    for known in get_args(By):
        if by == known:
            return known  # type: ignore[no-any-return]
    raise BadArgument(f'Order "{by}" is not known; rows are ordered by {", ".join(get_args(By))}.')


def _count(table: Table, clusters: int | None) -> int:
    return checked_count(clusters, int(np.count_nonzero(~special_rows(table))))


def _sorted(table: Table, by: By, to: str | None, count: int | None) -> RowOrder:
    if by == "id":
        return RowOrder(by, None, None, np.arange(len(table), dtype=np.int32))
    if by == "cluster":
        found = clusters(table, count)
        return RowOrder(by, None, count, _by_cluster(table, found.numbers, found.cosines))
    if by == "norm":
        falling = -table.rows.norms
    elif to:
        falling = -along(table, [to]).cosines[:, 0]
    else:
        raise BadArgument("An order by similarity needs a token or an expression to be similar to; got none.")
    return RowOrder(by, to, None, np.argsort(falling, kind="stable").astype(np.int32))


def _by_cluster(table: Table, numbers: NDArray[np.uint8], cosines: Floats) -> NDArray[np.int32]:
    """Cluster after cluster, then rows in none, then those that are not finite."""
    odd = ~np.isfinite(table.rows.norms)
    return np.lexsort((-cosines, numbers, odd)).astype(np.int32)
