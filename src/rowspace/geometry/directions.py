"""What a layout by cosine starts from: each direction once, and a first place in the plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.projection import pca
from rowspace.geometry.similarity import Doubles, Vectors, unit

SHAKE = 0.01  # of the widest axis: tells seeds apart, and leaves no direction of the plane without a spread


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


def first_places(directions: Doubles, seed: int) -> Doubles:
    """Principal plane of the directions, widest axis of standard deviation 1, shaken by the seed.   (m, d) -> (m, 2)

    Starting from the principal plane keeps the large-scale arrangement that a random start would make up
    (Kobak & Linderman 2021).
    """
    coordinates, _ = pca(directions)
    noise = np.random.default_rng(seed).standard_normal(coordinates.shape)
    places: Doubles = coordinates / coordinates[:, 0].std() + SHAKE * noise
    return places
