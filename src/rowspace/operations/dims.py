"""The dims of a table one by one: where each lies, how far it spreads, and which stand out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.rows import Floats
from rowspace.table import Table

DimsBy: TypeAlias = Literal["id", "variance"]
OUTLYING = 4.0  # times the median root mean square, from which a dim is called an outlier


@dataclass(frozen=True, slots=True)
class Dims:
    """Over the rows that are finite.

    measured     how many those are
    outlying     times the median root mean square, from which a dim is an outlier
    outliers     those dims, the farthest out first
    means, sds   (d,)
    sizes        (d,) root mean square
    by_variance  (d,) int32: the dims, the widest first
    """

    measured: int
    outlying: float
    outliers: list[int]
    means: Floats
    sds: Floats
    sizes: Floats
    by_variance: NDArray[np.int32]


_kept: WeakKeyDictionary[Table, Dims] = WeakKeyDictionary()


def dims_of(table: Table) -> Dims:
    """Measured once and kept; a block of rows at a time, summed in float64."""
    if table not in _kept:
        _kept[table] = _measured(table)
    return _kept[table]


def dim_order(table: Table, by: str = "id") -> NDArray[np.int32]:
    """The dim at each place, left to right.   -> (d,)   Raises BadArgument for an order that is not known."""
    if by == "id":
        return np.arange(table.dim, dtype=np.int32)
    if by == "variance":
        return dims_of(table).by_variance
    raise BadArgument(f'Order "{by}" is not known; dims are ordered by {", ".join(get_args(DimsBy))}.')


def _measured(table: Table) -> Dims:
    finite, middle = np.isfinite(table.rows.norms), table.rows.mean.astype(np.float64)
    squares, count = np.zeros(table.dim), int(np.count_nonzero(finite))
    for start, block in table.rows.blocks():
        kept = finite[start : start + len(block)]
        moved = (block if kept.all() else block[kept]) - middle.astype(np.float32)
        squares += np.einsum("nd,nd->d", moved, moved, dtype=np.float64)
    variances = squares / max(1, count)
    sizes = np.sqrt(variances + middle**2)
    limit = OUTLYING * float(np.median(sizes))
    farthest = np.argsort(-sizes, kind="stable")
    return Dims(
        measured=count,
        outlying=OUTLYING,
        outliers=[int(dim) for dim in farthest if limit > 0 and sizes[dim] > limit],
        means=middle.astype(np.float32),
        sds=np.sqrt(variances).astype(np.float32),
        sizes=sizes.astype(np.float32),
        by_variance=np.argsort(-variances, kind="stable").astype(np.int32),
    )
