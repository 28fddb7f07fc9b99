"""The nearest neighbors of every row of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.graph import neighbor_graph
from rowspace.geometry.similarity import checked_metric
from rowspace.operations.lookup import resolve_all
from rowspace.operations.specials import special_rows
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class NeighborGraph:
    """The k nearest of each asked row, best first.

    left_out   rows that stand for no word: they neither ask nor answer
    ids        (m,)    the rows that were asked
    neighbors  (m, k)  −1 where there are not so many
    scores     (m, k)  NaN likewise
    """

    k: int
    metric: str
    left_out: int
    ids: NDArray[np.int64]
    neighbors: NDArray[np.int64]
    scores: NDArray[np.float64]


def graph(
    table: Table,
    k: int = 10,
    tokens: Sequence[str] | None = None,
    metric: str = "cosine",
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
) -> NeighborGraph:
    """Exact neighbors of the given tokens, or of every row that stands for a word. A row is no neighbor of its own.

    Raises BadArgument for a metric or a k that is not known, UnknownToken; Canceled.
    """
    name = checked_metric(metric)
    if k < 1:
        raise BadArgument(f"k is the number of neighbors, 1 or more; got {k}.")
    words = ~special_rows(table)
    asked = np.flatnonzero(words) if tokens is None else np.array(resolve_all(table, tokens))
    tick = watched(progress, canceled, f"Finding the neighbors of {len(asked):,} rows")
    found = neighbor_graph(table.rows, k, asked=asked, metric=name, mask=words, tick=tick)
    return NeighborGraph(k, name, int(np.count_nonzero(~words)), asked, found.ids, found.scores)
