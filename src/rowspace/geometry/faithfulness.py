"""How far a picture of rows can be trusted: are neighbors in it neighbors in the space, and the other way round?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.similarity import Doubles, Vectors, unit
from rowspace.rows import ArrayRows, Rows

K = 10  # neighbors that are looked at
MEASURED, FEWEST = 2_000, 500  # rows whose neighbors are looked at, at most and where the table is very large
WORK = 1 << 39  # multiplications from which on fewer rows are looked at
TIE = 1e-12  # cosines closer than this are equal: they differ by rounding alone
CELLS = 1 << 21  # distances held at once
READ = 1 << 20  # numbers read at once


def k_for(count: int) -> int:
    """Neighbors to look at among so many rows: a third of them at most, as trustworthiness needs under a half."""
    return min(K, count // 3)


def true_ranks(rows: Rows | Vectors, coordinates: Vectors, k: int, tick: Tick = unwatched) -> NDArray[np.intp]:
    """Which neighbor by cosine (1 = nearest) each of a row's k nearest in the picture is.

    Equally near rows share the best of their ranks, so a tie is never held against a picture. Of more than
    `MEASURED` rows a sample drawn by a fixed seed stands for all; each of its rows is still ranked among all n. The
    rows are read a block at a time, once.

    rows (n, d), coordinates (n, c), c being 2 or 3  ->  (m, k) from 1 to n − 1
    """
    table = rows if isinstance(rows, Rows) else ArrayRows(np.asarray(rows))
    chosen = _sample(len(table), table.dim)
    shown = _shown(np.asarray(coordinates, np.float64), chosen, k)
    directions, ranks = _directions(table, chosen), np.ones(shown.shape, np.intp)
    sought = cosines_with(table, directions, shown) + TIE
    for start, block in table.blocks(max(1, READ // table.dim)):
        others = unit(block)
        size = max(1, CELLS // len(block))
        for at in range(0, len(chosen), size):
            tick((start + len(block) * at / len(chosen)) / len(table))
            part = slice(at, at + size)
            cosines = directions[part] @ others.T
            own = chosen[part] - start  # a row is no neighbor of its own
            inside = np.flatnonzero((own >= 0) & (own < len(block)))
            cosines[inside, own[inside]] = -np.inf
            for rank, row, neighbors in zip(ranks[part], cosines, sought[part], strict=True):
                rank += np.count_nonzero(row > neighbors[:, None], axis=1)
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


def _sample(count: int, dim: int) -> NDArray[np.intp]:
    size = min(MEASURED, max(FEWEST, WORK // (count * max(1, dim))))
    if count <= size:
        return np.arange(count)
    return np.sort(np.random.default_rng(0).choice(count, size, replace=False))


def _shown(places: Doubles, chosen: NDArray[np.intp], k: int) -> NDArray[np.intp]:
    """The k nearest in the picture of each chosen row.   (n, c), (m,) -> (m, k)"""
    shown = np.empty((len(chosen), k), np.intp)
    size = max(1, CELLS // len(places))
    for start in range(0, len(chosen), size):
        block = chosen[start : start + size]
        shown[start : start + size] = np.argpartition(_squared_distances(places, block), k - 1, axis=1)[:, :k]
    return shown


def _directions(table: Rows, chosen: NDArray[np.intp]) -> Doubles:
    """Unit rows, a few made at a time: the doubles in between would hold as much again.   (m,) -> (m, d)"""
    directions = np.empty((len(chosen), table.dim))
    size = max(1, READ // table.dim)
    for start in range(0, len(chosen), size):
        directions[start : start + size] = unit(table[chosen[start : start + size]])
    return directions


def cosines_with(table: Rows, directions: Doubles, shown: NDArray[np.intp]) -> Doubles:
    """Cosine of each direction with rows of its own.   (m, d), (m, k) -> (m, k)"""
    cosines = np.empty(shown.shape)
    size = max(1, READ // (table.dim * shown.shape[1]))
    for start in range(0, len(shown), size):
        part = shown[start : start + size]
        others = unit(table[part.ravel()]).reshape(*part.shape, -1)
        cosines[start : start + size] = np.einsum("md,mkd->mk", directions[start : start + size], others)
    return cosines


def _squared_distances(places: Doubles, block: NDArray[np.intp]) -> Doubles:
    """In the picture, from chosen places to all; infinite to the place itself.   (n, c), (b,) -> (b, n)"""
    squares: Doubles = np.zeros((len(block), len(places)))
    for axis in places.T:
        squares += np.square(axis[block, None] - axis)
    squares[np.arange(len(block)), block] = np.inf
    return squares
