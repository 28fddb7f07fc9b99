"""How far each point of a whole table's picture can be trusted, so that it can be drawn as a color."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.faithfulness import k_for
from rowspace.geometry.kept_shares import kept_shares
from rowspace.operations.picture import Picture
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.rows import Floats
from rowspace.table import Table

WORK = 1e11  # multiplications of a sample, some ten seconds
FEWEST = 1_000  # rows of it


@dataclass(frozen=True, slots=True)
class KeptNeighbors:
    """Of each measured row, the share of its k nearest by cosine that are among its k nearest in the picture.

    Both are sought among all rows drawn.

    components     of the picture, 2 or 3
    rows_measured  of `rows_drawn`: all of them, or a sample drawn by a fixed seed
    mean           over them; what `Picture.kept_neighbors` is over the rows that it was measured on
    ids            (m,) int32, rising
    shares         (m,) float32, 0 to 1; NaN for a row of zeros, which has no direction
    """

    method: str
    seed: int
    components: int
    k: int
    rows_drawn: int
    rows_measured: int
    mean: float
    ids: NDArray[np.int32]
    shares: Floats


def kept_neighbors(
    table: Table,
    picture: Picture,
    all_rows: bool = False,
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
) -> KeptNeighbors:
    """Measures every point where that takes seconds, else of a sample; with `all_rows` of all, however long it takes.

    Raises BadArgument for a picture of another table; Canceled.
    """
    drawn = picture.ids.astype(np.intp)
    if picture.table_rows != len(table):
        raise BadArgument(f"The picture shows {picture.table_rows:,} rows; {table.name} has {len(table):,}.")
    asked = np.arange(len(drawn)) if all_rows else _sample(len(drawn), table.dim)
    tick = watched(progress, canceled, f"Finding the true neighbors of {len(asked):,} of {len(drawn):,} rows drawn")
    tick(0.0)
    k = k_for(len(drawn))
    shares = kept_shares(table.rows, drawn, picture.coordinates, asked, k, tick)
    tick(1.0)
    known = shares[np.isfinite(shares)]
    return KeptNeighbors(
        method=picture.method,
        seed=picture.seed,
        components=picture.coordinates.shape[1],
        k=k,
        rows_drawn=len(drawn),
        rows_measured=len(asked),
        mean=float(known.mean(dtype=np.float64)) if known.size else 0.0,
        ids=picture.ids[asked],
        shares=shares,
    )


def _sample(count: int, dim: int) -> NDArray[np.intp]:
    size = max(FEWEST, int(WORK / (count * max(1, dim))))
    if size >= count:
        return np.arange(count)
    return np.sort(np.random.default_rng(0).choice(count, size, replace=False))
