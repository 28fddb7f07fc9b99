"""What a layout by cosine starts from: each direction once, its nearest others, and a first place in the plane."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.graph import neighbor_graph
from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.projection import pca
from rowspace.geometry.similarity import Doubles, Vectors, unit
from rowspace.rows import ArrayRows

FEW = 3  # directions that always lie in a plane exactly
SHAKE = 0.01  # of the widest axis: tells seeds apart, and leaves no direction of the plane without a spread


class Layout(NamedTuple):
    """A picture and how it was made: coordinates (n, 2), and the settings that led to it."""

    coordinates: Doubles
    parameters: dict[str, float | int | str]


def distinct_directions(rows: Vectors) -> tuple[Doubles, NDArray[np.intp]]:
    """Directions of the rows, each once, in the order they first appear, and which one each row has.

    A layout places a direction, so rows of equal direction share one place and their number does not pull at the
    others. A zero row counts as one more direction.   (n, d) -> (m, d) of length 1 or 0, (n,)
    """
    directions = unit(rows)
    keys = directions.astype(np.float32) + np.float32(0)  # adding 0 turns −0 into 0
    first: dict[bytes, int] = {}
    place = [first.setdefault(key.tobytes(), len(first)) for key in keys]
    kept = np.unique(place, return_index=True)[1]
    return directions[kept], np.array(place, np.intp)


def nearest_others(directions: Doubles, k: int, tick: Tick = unwatched) -> tuple[NDArray[np.int32], Doubles]:
    """The k other directions of highest cosine, exact, ties by the lower index; k < m.

    (m, d) -> indices (m, k), cosines (m, k) falling
    """
    graph = neighbor_graph(ArrayRows(directions), k, tick=tick)
    return graph.ids.astype(np.int32), graph.scores


def first_places(directions: Doubles, seed: int) -> Doubles:
    """Principal plane of the directions, widest axis of standard deviation 1, shaken by the seed.   (m, d) -> (m, 2)

    Starting from the principal plane keeps the large-scale arrangement that a random start would make up
    (Kobak & Linderman 2021).
    """
    coordinates, _ = pca(directions)
    noise = np.random.default_rng(seed).standard_normal(coordinates.shape)
    places: Doubles = coordinates / coordinates[:, 0].std() + SHAKE * noise
    return places


def plane_of_few(directions: Doubles, place: NDArray[np.intp]) -> Layout:
    """The picture of up to `FEW` directions, which needs no optimization: the plane that they lie in."""
    return Layout(pca(directions)[0][place], {"metric": "cosine", "start": "pca", "iterations": 0})
