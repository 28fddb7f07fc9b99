"""What a layout by cosine starts from: each direction once, its nearest others, and a first place in the plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.neighbors import nearest
from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.projection import pca
from rowspace.geometry.similarity import Doubles, Metric, Vectors, unit
from rowspace.rows import ArrayRows

SHAKE = 0.01  # of the widest axis: tells seeds apart, and leaves no direction of the plane without a spread
QUERIES = 256  # between two ticks


def distinct_directions(rows: Vectors) -> tuple[Doubles, NDArray[np.intp]]:
    """Directions of the rows, each once, in the order they first appear, and which one each row has.

    A layout places a direction, so rows of equal direction share one place and their number does not pull at the
    others. A zero row counts as one more direction.   (n, d) -> (m, d) of length 1 or 0, (n,)
    """
    return distinct(unit(rows))


def distinct(points: Doubles) -> tuple[Doubles, NDArray[np.intp]]:
    """Points that differ in float32, each once, in the order they first appear, and which one each is.

    (n, c) -> (m, c), (n,)
    """
    keys = points.astype(np.float32) + np.float32(0)  # adding 0 turns −0 into 0
    first: dict[bytes, int] = {}
    place = [first.setdefault(key.tobytes(), len(first)) for key in keys]
    kept = np.unique(place, return_index=True)[1]
    return points[kept], np.array(place, np.intp)


def nearest_others(
    points: Doubles, k: int, tick: Tick = unwatched, *, metric: Metric = "cosine"
) -> tuple[NDArray[np.int32], Doubles]:
    """The k other points of highest cosine or least distance, exact, ties by the lower index; k < m.

    (m, d) -> indices (m, k), cosines (m, k) falling or distances rising
    """
    rows = ArrayRows(points.astype(np.float32))
    indices, scores = np.empty((len(points), k), np.int32), np.empty((len(points), k), np.float64)
    for start in range(0, len(points), QUERIES):
        tick(start / len(points))
        queries = points[start : start + QUERIES]
        itself = [[start + at] for at in range(len(queries))]
        for at, found in enumerate(nearest(rows, queries, k, metric=metric, exclude=itself), start):
            indices[at], scores[at] = found.ids, found.scores
    return indices, scores


def first_places(directions: Doubles, seed: int) -> Doubles:
    """Principal plane of the directions, widest axis of standard deviation 1, shaken by the seed.   (m, d) -> (m, 2)

    Starting from the principal plane keeps the large-scale arrangement that a random start would make up
    (Kobak & Linderman 2021).
    """
    coordinates, _ = pca(directions)
    noise = np.random.default_rng(seed).standard_normal(coordinates.shape)
    places: Doubles = coordinates / coordinates[:, 0].std() + SHAKE * noise
    return places
