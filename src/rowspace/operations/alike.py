"""A selection of rows with each other, laid out so that the alike lie side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry import similarity as measures
from rowspace.rows import Floats
from rowspace.table import Table

MOST_ROWS = 512


@dataclass(frozen=True, slots=True)
class Alike:
    """ids  in the order of the matrix, and `tokens` with them;  matrix (k, k)"""

    tokens: list[str]
    ids: list[int]
    metric: str
    arranged: bool
    matrix: Floats


def alike(table: Table, ids: Sequence[int], metric: str = "cosine", arrange: bool = False) -> Alike:
    """Every row with every other.

    arrange  in the order of the leaves of a tree of average cosines, turned so that neighbors differ least
             (Bar-Joseph, Gifford & Jaakkola 2001)

    Raises BadArgument for a metric that is not known, an id outside the table, fewer than two or more than 512 rows.
    """
    name = measures.checked_metric(metric)
    chosen = np.array(list(dict.fromkeys(ids)), np.intp)
    if not 2 <= len(chosen) <= MOST_ROWS:
        raise BadArgument(f"2 to {MOST_ROWS} different rows are compared with each other; got {len(chosen)}.")
    rows = table.rows[chosen]
    if arrange and np.isfinite(rows).all():
        order = _leaves(measures.cosine(rows, rows))
        chosen, rows = chosen[order], rows[order]
    matrix = measures.METRICS[name](rows, rows).astype(np.float32)
    return Alike([table.token(id) for id in chosen.tolist()], chosen.tolist(), name, arrange, matrix)


def _leaves(cosines: measures.Doubles) -> NDArray[np.intp]:
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    apart = np.maximum(0.0, 1.0 - (cosines + cosines.T) / 2)
    np.fill_diagonal(apart, 0.0)
    order: NDArray[np.intp] = leaves_list(linkage(squareform(apart, checks=False), "average", optimal_ordering=True))
    return order
