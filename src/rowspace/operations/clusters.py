"""All rows of a table in clusters of like direction, each named by its most typical words."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.chosen import ChosenRows
from rowspace.geometry.components import placed, principal_components
from rowspace.geometry.kmeans import kmeans
from rowspace.geometry.progress import Tick, stage, while_ticking
from rowspace.geometry.projection import Plane
from rowspace.geometry.standardized import StandardizedRows
from rowspace.geometry.widest import DEAR, is_dear, widest_plane
from rowspace.operations.dims import dims_of
from rowspace.operations.kept import Kept
from rowspace.operations.project import SEEDS
from rowspace.operations.row_groups import NO_GROUP
from rowspace.operations.specials import special_rows
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.rows import Floats, Rows
from rowspace.table import Table

USUAL, FEWEST, MOST = 12, 2, 64  # clusters
AXES = 50  # the widest, which stand for the others
FITTED_ON = 8_192  # rows at least
TYPICAL = 8  # words of a cluster that are told
NAMED_BY = 3


@dataclass(frozen=True, slots=True)
class Cluster:
    """Rows of like direction.

    name    the first few of its words
    words   those of the rows nearest to its center, nearest first; ids, theirs
    cosine  mean of its rows with the center
    """

    name: str
    words: list[str]
    ids: list[int]
    rows: int
    cosine: float


@dataclass(frozen=True, slots=True)
class Clusters:
    """Every row that stands for a word, in one cluster; the largest cluster is number 0.

    left_out       rows that stand for no word
    axes           widest axes of the standardized directions, in which rows are compared, and `variance_kept`, their
                   share of the variance; `fitted_on` so many rows
    passes         over all rows, until hardly one changed its cluster
    numbers        (n,) uint8    cluster of each row, 255 for none
    cosines        (n,) float32  of each row with its cluster's center, NaN for none
    """

    count: int
    seed: int
    left_out: int
    axes: int
    variance_kept: float
    fitted_on: int
    passes: int
    clusters: list[Cluster]
    numbers: NDArray[np.uint8]
    cosines: Floats


_kept: Kept[Clusters] = Kept(most=4)


def clusters(
    table: Table,
    count: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
) -> Clusters:
    """Spherical k-means of standardized rows on their widest axes (see `geometry.kmeans`, `geometry.standardized`).

    count  2 to 64; by default 12, of fewer than 288 words the square root of half their number

    Made once and kept in memory; same seed, same clusters. Raises BadArgument for a count or seed out of range, or
    fewer words than clusters; Canceled.
    """
    words = np.flatnonzero(~special_rows(table))
    number = checked_count(count, len(words))
    if not 0 <= seed < SEEDS:
        raise BadArgument(f"seed is a whole number from 0 to {SEEDS - 1:,}; got {seed}.")
    if len(words) < number:
        raise BadArgument(f"{table.name} has {len(words):,} rows that stand for a word, too few for {number} clusters.")
    tick = watched(progress, canceled, f"Parting {len(words):,} rows into {number} clusters")
    tick(0.0)
    found = _kept.get(table, (number, seed), lambda: _made(table, words, number, seed, tick))
    tick(1.0)
    return found


def checked_count(count: int | None, words: int) -> int:
    """The number of clusters meant. Raises BadArgument for one out of range."""
    if count is None:
        return max(FEWEST, min(USUAL, isqrt(words // 2)))
    if not FEWEST <= count <= MOST:
        raise BadArgument(f"Rows are parted into {FEWEST} to {MOST} clusters; got {count}.")
    return count


def _made(table: Table, words: NDArray[np.intp], count: int, seed: int, tick: Tick) -> Clusters:
    dims = while_ticking(lambda: dims_of(table), tick)
    directions = StandardizedRows(ChosenRows(table.rows, words), dims.means, dims.sds)
    plane, fitted_on = _widest_axes(directions, stage(tick, 0.05, 0.4))
    points = placed(directions, plane, tick=stage(tick, 0.4, 0.6))
    found = kmeans(points, count, seed=seed, tick=stage(tick, 0.6, 1.0))
    numbers, cosines = np.full(len(table), NO_GROUP, np.uint8), np.full(len(table), np.nan, np.float32)
    numbers[words], cosines[words] = found.labels, found.products
    return Clusters(
        count=count,
        seed=seed,
        left_out=len(table) - len(words),
        axes=len(plane.axes),
        variance_kept=float(plane.explained.sum()),
        fitted_on=fitted_on,
        passes=found.passes,
        clusters=[_named(table, words[found.labels == one], cosines) for one in range(count)],
        numbers=numbers,
        cosines=cosines,
    )


def _widest_axes(directions: Rows, tick: Tick) -> tuple[Plane, int]:
    """Axes through the origin, as cosines are measured from there, and how many rows they were fitted on.

    Of very many wide rows it is a sample, and no matrix of all their dims is made: it would fill memory.
    """
    width = min(AXES, directions.dim)
    if not is_dear(directions):
        plane, fitted_on = principal_components(directions, width, tick=tick), len(directions)
    else:
        fitted_on = min(len(directions), max(FITTED_ON, DEAR // directions.dim**2))
        chosen = np.random.default_rng(0).choice(len(directions), fitted_on, replace=False)
        plane = widest_plane(ChosenRows(directions, np.sort(chosen)), width, tick).plane
    return Plane(np.zeros(directions.dim), plane.axes, plane.explained), fitted_on


def _named(table: Table, ids: NDArray[np.intp], cosines: Floats) -> Cluster:
    """A cluster of these rows, rising."""
    nearest_first = ids[np.argsort(-cosines[ids], kind="stable")]
    typical = nearest_first[:TYPICAL].tolist()
    words = [table.token(id) for id in typical]
    mean = float(cosines[ids].mean(dtype=np.float64)) if ids.size else 0.0
    return Cluster(", ".join(words[:NAMED_BY]), words, typical, len(ids), mean)
