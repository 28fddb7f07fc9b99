"""A direction that pairs share (he − she, man − woman, …), and how far other rows lie along it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import Doubles, Vectors, cosine, unit

NO_LENGTH = 1e-9  # of a sum of unit vectors: below it, what is left is rounding


@dataclass(frozen=True, slots=True)
class Direction:
    """vector     (d,) of length 1, from the second rows toward the first
    explained  share of the pairs' differences along their first principal component, 0 to 1; 1 for one pair
    """

    vector: Doubles
    explained: float


def mean_direction(first: Vectors, second: Vectors) -> Direction:
    """Mean of the pairs' difference directions, all rows made length 1 first, each difference likewise.

    The explained share follows Bolukbasi et al. 2016, section 5.1: each pair is centered on its own middle, which
    leaves plus and minus half its difference, and the principal components are those of all these halves; here every
    difference counts alike. How much more than 1 ÷ (number of pairs) it is tells how far the pairs agree.

    first, second  (p, d), one pair a row
    Raises BadArgument where a pair is twice the same direction, or where the differences cancel out.

    The pairs (1, 0), (0, 1) and (0.6, 0.8), (−0.8, 0.6) differ by (1, −1) and (1.4, 0.2): direction (3, −1) / √10,
    explained 0.8.
    """
    differences = unit(first) - unit(second)
    equal = np.flatnonzero(np.linalg.norm(differences, axis=1) < NO_LENGTH)
    if equal.size:
        raise BadArgument(f"Pair {equal[0] + 1} has no direction: both its rows point the same way. Leave it out.")
    steps = unit(differences)
    mean = steps.mean(axis=0)
    if np.linalg.norm(mean) < NO_LENGTH:
        raise BadArgument("The pairs' differences cancel out, so they have no direction; are some written backwards?")
    squares = np.square(np.linalg.svd(steps, compute_uv=False))
    return Direction(unit(mean), float(squares[0] / squares.sum()))


def held_out(first: Vectors, second: Vectors) -> float | None:
    """Share of the pairs whose first row lies further along the direction of the other pairs than its second.

    1 where every pair agrees with the others, 0.5 where they know nothing of each other; None for one pair. A pair
    whose others cancel out counts half.   first, second (p, d)
    """
    count = len(first)
    if count < 2:
        return None
    steps = unit(unit(first) - unit(second))
    agree = (steps.sum(axis=0) - steps) * steps  # the sum of the others, along each
    gains = agree.sum(axis=1)
    return float(np.where(np.abs(gains) < NO_LENGTH, 0.5, gains > 0).mean())


def along(rows: Vectors, direction: Direction) -> Doubles:
    """Cosine of each row with the direction: above 0 on the first rows' side.   (n, d) -> (n,)"""
    return cosine(rows, direction.vector[None])[:, 0]
