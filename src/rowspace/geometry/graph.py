"""Who is whose neighbor, for every row at once; and the rows that are everybody's."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.neighbors import nearest
from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.similarity import Doubles, Metric
from rowspace.rows import Rows

QUERIES = 256  # between two ticks


class Graph(NamedTuple):
    """The k nearest other rows of each asked row, best first.

    ids     (m, k)  −1 where there are not so many
    scores  (m, k)  NaN likewise
    """

    ids: NDArray[np.int64]
    scores: Doubles


def neighbor_graph(
    rows: Rows,
    k: int,
    *,
    asked: NDArray[np.intp] | None = None,
    metric: Metric = "cosine",
    mask: NDArray[np.bool_] | None = None,
    tick: Tick = unwatched,
) -> Graph:
    """Exact neighbors, ties by id; a row is no neighbor of its own.

    asked  ids of the rows whose neighbors are looked for; all rows without it
    mask   (n,) True for each row that may be a neighbor
    """
    chosen = np.arange(len(rows)) if asked is None else asked
    ids = np.full((len(chosen), k), -1, np.int64)
    scores = np.full((len(chosen), k), np.nan)
    for start in range(0, len(chosen), QUERIES):
        tick(start / len(chosen))
        part = chosen[start : start + QUERIES]
        found = nearest(rows, rows.take(part), k, metric=metric, exclude=[[id] for id in part.tolist()], mask=mask)
        for at, answer in enumerate(found, start):
            ids[at, : len(answer.ids)], scores[at, : len(answer.ids)] = answer
    return Graph(ids, scores)


def occurrences(graph: Graph, count: int) -> NDArray[np.int64]:
    """N_k: in how many lists each of `count` rows occurs (Radovanović et al. 2010, section 2).   -> (count,)"""
    return np.bincount(graph.ids[graph.ids >= 0], minlength=count)


def skewness(numbers: NDArray[np.int64]) -> float:
    """Third moment in units of the standard deviation: 0 where both sides are alike, large where a few are hubs."""
    centered = numbers - numbers.mean()
    deviation = float(np.sqrt(np.square(centered).mean()))
    return float(np.power(centered, 3).mean() / deviation**3) if deviation > 0 else 0.0
