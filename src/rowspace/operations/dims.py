"""The dims of a table one by one: where each lies, how far it spreads, and which stand out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.chosen import ChosenRows
from rowspace.geometry.dims import moments, outlying
from rowspace.rows import Floats
from rowspace.table import Table

MEASURED_CELLS = 1 << 27  # what takes a second

DimsBy: TypeAlias = Literal["id", "variance"]


@dataclass(frozen=True, slots=True)
class Dims:
    """Over the rows that are finite; of a table of more than 134 million numbers, over every second, third … row.

    measured     how many rows those are
    outliers     dims that spread far more than the others, the widest first (see `geometry.dims.outlying`)
    means, sds   (d,)
    sizes        (d,) root mean square
    times        (d,) variance in units of the median dim's; infinite where that is 0
    kurtosis     (d,) 3 for a normal distribution
    largest      (d,) largest distance from 0
    by_variance  (d,) int32: the dims, the widest first
    """

    measured: int
    outliers: list[int]
    means: Floats
    sds: Floats
    sizes: Floats
    times: Floats
    kurtosis: Floats
    largest: Floats
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
    every = -(-len(table) * table.dim // MEASURED_CELLS)
    rows = table.rows if every <= 1 else ChosenRows(table.rows, np.arange(0, len(table), every))
    (variances, kurtosis, largest), middle = moments(rows), rows.mean.astype(np.float64)
    median = float(np.median(variances))
    return Dims(
        measured=int(np.count_nonzero(np.isfinite(rows.norms))),
        outliers=outlying(variances).tolist(),
        means=middle.astype(np.float32),
        sds=np.sqrt(variances).astype(np.float32),
        sizes=np.sqrt(variances + middle**2).astype(np.float32),
        times=(variances / median if median > 0 else np.full(table.dim, np.inf)).astype(np.float32),
        kurtosis=kurtosis.astype(np.float32),
        largest=largest.astype(np.float32),
        by_variance=np.argsort(-variances, kind="stable").astype(np.int32),
    )
