"""What a layout by cosine starts from: each direction once, and a first place in the plane."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.components import placed, principal_components
from rowspace.geometry.similarity import Doubles, Vectors, unit
from rowspace.rows import ArrayRows, Floats

SHAKE = 0.01  # of the widest axis: tells seeds apart, and leaves no direction of the plane without a spread


def distinct_directions(rows: Vectors) -> tuple[Floats, NDArray[np.intp]]:
    """Directions of the rows, each once, in the order they first appear, and which one each row has.

    A layout places a direction, so rows of equal direction share one place and their number does not pull at the
    others. A zero row counts as one more direction.   (n, d) -> (m, d) of length 1 or 0, (n,)
    """
    return distinct(unit(rows).astype(np.float32))


def distinct(points: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """Points that differ, each once, in the order they first appear, and which one each is.

    (n, c) -> (m, c), (n,)
    """
    first: dict[bytes, int] = {}
    # adding 0 turns −0 into 0
    place = np.array([first.setdefault((point + np.float32(0)).tobytes(), len(first)) for point in points], np.intp)
    if len(first) == len(points):
        return points, place
    return points[np.unique(place, return_index=True)[1]], place


def first_places(points: Floats, seed: int) -> Doubles:
    """Principal plane of the points, widest axis of standard deviation 1, shaken by the seed.   (m, c) -> (m, 2)

    Starting from the principal plane keeps the large-scale arrangement that a random start would make up
    (Kobak & Linderman 2021).
    """
    rows = ArrayRows(points)
    coordinates = placed(rows, principal_components(rows)).astype(np.float64)
    noise = np.random.default_rng(seed).standard_normal(coordinates.shape)
    places: Doubles = coordinates / coordinates[:, 0].std() + SHAKE * noise
    return places
