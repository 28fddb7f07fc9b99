"""The k nearest rows, exactly, however many rows there are: memory stays at a few megabytes beside them.

Rows are scored in float32. Every row whose score could, within the rounding error of that, be among the best k is then
scored again in float64, so that the answer and the order of equal scores (lowest id first) do not depend on how the
search went about it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.blockwise import search_blocks
from rowspace.geometry.exact import Nearest, Values
from rowspace.geometry.similarity import Doubles, Metric, Vectors
from rowspace.geometry.space import space_of
from rowspace.kernels.ready import done_without, usable
from rowspace.rows import Ids, Rows

MOST_HELD = 4096  # neighbors from which on most of the work is sorting, which numpy does as well

__all__ = ["Nearest", "nearest"]


def nearest(
    rows: Rows,
    queries: Vectors,
    k: int,
    *,
    metric: Metric = "cosine",
    center: bool = False,
    without_top: int = 0,
    exclude: Sequence[Ids] | None = None,
    mask: NDArray[np.bool_] | None = None,
) -> list[Nearest]:
    """The k best rows for each query; scores are cosines or dot products, falling, or distances, rising.

    queries      (q, d)
    center       subtract the mean row from the rows and the queries first
    without_top  subtract it, and then take away that many of the rows' widest directions ("all but the top")
    exclude      for each query, ids that are no answer to it
    mask         (n,) True for each row that may be an answer at all

    A zero row or query has cosine 0 with everything; a row with NaN or an infinity is never an answer. Equal scores
    come lowest id first. Raises BadArgument.
    """
    wanted = np.atleast_2d(np.asarray(queries, np.float64))
    _check(rows, wanted, k, exclude, mask)
    with np.errstate(all="ignore"):  # tables with NaN, infinite or vanishing rows are met in the wild
        space = space_of(rows, center=center, without_top=without_top)
        values = Values(rows, space, space.moved(wanted), metric)
        allowed = space.finite if mask is None else space.finite & mask
        barred = [np.unique(np.asarray(ids, np.intp)) for ids in exclude or [[]] * len(wanted)]
        asked, worth = space.asked(values.queries, metric), space.worth(metric)
        if _worth_loops(rows, len(wanted), k + max(map(len, barred), default=0)):
            from rowspace.geometry.threaded import search_threaded

            return search_threaded(values, asked, worth, allowed, k, barred)
        return search_blocks(values, asked, worth, allowed, k, barred)


def _worth_loops(rows: Rows, queries: int, held: int) -> bool:
    """Whether compiled loops answer sooner than numpy."""
    if held > MOST_HELD:
        return False
    kind = rows.cells.kind if rows.cells is not None else "float32"
    multiplications = len(rows) * rows.dim * queries
    if usable(kind, multiplications):
        return True
    done_without(kind, multiplications)
    return False


def _check(rows: Rows, queries: Doubles, k: int, exclude: Sequence[Ids] | None, mask: NDArray[np.bool_] | None) -> None:
    if k < 1:
        raise BadArgument(f"k is the number of neighbors, 1 or more; got {k}.")
    if queries.ndim != 2 or queries.shape[1] != rows.dim:
        raise BadArgument(f"Queries have {rows.dim} numbers each, as the rows have; got an array {queries.shape}.")
    if exclude is not None and len(exclude) != len(queries):
        raise BadArgument(f"exclude holds one list of ids a query; got {len(exclude)} for {len(queries)} queries.")
    if mask is not None and mask.shape != (len(rows),):
        raise BadArgument(f"mask has one flag a row, {len(rows):,}; got an array {mask.shape}.")
