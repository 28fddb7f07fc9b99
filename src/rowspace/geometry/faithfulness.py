"""How far a picture of rows can be trusted: are neighbors in it neighbors in the space, and the other way round?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.similarity import Doubles, Vectors, unit

K = 10  # neighbors that are looked at
MEASURED = 2_000  # rows whose neighbors are looked at; of more rows, a sample drawn by a fixed seed
TIE = 1e-12  # cosines closer than this are equal: they differ by rounding alone
CELLS = 1 << 21  # distances held at once


def k_for(count: int) -> int:
    """Neighbors to look at among so many rows: a third of them at most, as trustworthiness needs under a half."""
    return min(K, count // 3)


def true_ranks(rows: Vectors, coordinates: Vectors, k: int, tick: Tick = unwatched) -> NDArray[np.intp]:
    """Which neighbor by cosine (1 = nearest) each of a row's k nearest in the picture is.

    Equally near rows share the best of their ranks, so a tie is never held against a picture. Above `MEASURED` rows
    a sample of that size stands for all; each of its rows is still ranked among all n.

    rows (n, d), coordinates (n, 2)  ->  (m, k) from 1 to n − 1
    """
    directions, places = unit(rows), np.asarray(coordinates, np.float64)
    chosen = _sample(len(directions))
    ranks = np.empty((len(chosen), k), np.intp)
    size = max(1, CELLS // len(directions))
    for start in range(0, len(chosen), size):
        tick(start / len(chosen))
        block = chosen[start : start + size]
        cosines = directions[block] @ directions.T
        shown = np.argpartition(_squared_distances(places, block), k - 1, axis=1)[:, :k]
        cosines[np.arange(len(block)), block] = -np.inf  # a row is no neighbor of its own
        for at, (row, neighbors) in enumerate(zip(cosines, shown, strict=True), start):
            ranks[at] = 1 + np.count_nonzero(row > row[neighbors, None] + TIE, axis=1)
    return ranks


def trustworthiness(ranks: NDArray[np.intp], count: int) -> float:
    """1 where no row looks nearer than it is, about 0.5 for a picture drawn at random (Venna & Kaski 2001, eq. 1).

    T(k) = 1 − 2 / (nk(2n − 3k − 1)) · Σ max(0, rank − k) over every row and its k nearest in the picture

    ranks  (m, k) of `true_ranks`; where m < n, the sum over all n is estimated from m
    """
    k: int = ranks.shape[1]
    intruders = float(np.maximum(0, ranks - k).sum()) * count / len(ranks)
    return 1.0 - 2.0 / (count * k * (2 * count - 3 * k - 1)) * intruders


def kept_neighbors(ranks: NDArray[np.intp]) -> float:
    """Mean share of the k nearest rows by cosine that are among the k nearest in the picture, 0 to 1.

    ranks  (m, k) of `true_ranks`
    """
    return float((ranks <= ranks.shape[1]).mean())


def _sample(count: int) -> NDArray[np.intp]:
    if count <= MEASURED:
        return np.arange(count)
    return np.sort(np.random.default_rng(0).choice(count, MEASURED, replace=False))


def _squared_distances(places: Doubles, block: NDArray[np.intp]) -> Doubles:
    """In the picture, from chosen places to all; infinite to the place itself.   (n, 2), (b,) -> (b, n)"""
    across, along = places[block, 0, None] - places[:, 0], places[block, 1, None] - places[:, 1]
    squares: Doubles = across * across + along * along
    squares[np.arange(len(block)), block] = np.inf
    return squares
