"""How far rows lean toward one end of pairs (he, man, …) rather than the other (she, woman, …), by three measures.

    direction  cosine with the mean difference direction of the pairs (`bias.mean_direction`)
    rnd        relative norm distance: how much nearer to the mean of the first rows than to that of the second
    ripa       relational inner product association: how far along the pairs' first component, at the row's own length

Each is above 0 on the side of the first rows.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.bias import along, mean_direction
from rowspace.geometry.similarity import Doubles, Vectors, unit

Measure: TypeAlias = Literal["direction", "rnd", "ripa"]


def lean(first: Vectors, second: Vectors, words: Vectors, measure: Measure) -> Doubles:
    """Score of each word by a measure.   (p, d), (p, d), (w, d) -> (w,)"""
    if measure == "direction":
        return along(words, mean_direction(first, second))
    if measure == "rnd":
        return relative_norm_distance(first, second, words)
    return ripa(words, relation_vector(first, second))


def relative_norm_distance(first: Vectors, second: Vectors, words: Vectors) -> Doubles:
    """Distance to the mean of the second rows less that to the mean of the first, all rows made length 1 first.

    Garg, Schiebinger, Jurafsky & Zou 2018, eq. 3, one word's part of the sum, with the sign turned: theirs is above 0
    on the second side. Differing lengths of the two means, as of groups that agree less, shift it for all words.

    (p, d), (q, d), (w, d) -> (w,) from −2 to 2
    """
    others = unit(words)
    to_first, to_second = (np.linalg.norm(others - unit(rows).mean(axis=0), axis=1) for rows in (first, second))
    distances: Doubles = to_second - to_first
    return distances


def relation_vector(first: Vectors, second: Vectors) -> Doubles:
    """First principal component of the pairs' differences, not centered, turned toward the first rows.   -> (d,)

    Ethayarajh, Duvenaud & Hirst 2019, definition 2; for one pair its difference at length 1. Rows count as they are.
    Raises BadArgument where the rows of every pair are equal.
    """
    steps = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    longest = np.abs(steps).max(initial=0.0)
    if longest == 0:
        raise BadArgument("The pairs have no direction: the two rows of each are equal.")
    component: Doubles = np.linalg.svd(steps / longest, full_matrices=False)[2][0]
    return component if steps.sum(axis=0) @ component >= 0 else -component


def ripa(words: Vectors, relation: Doubles) -> Doubles:
    """Inner product of each row, at its own length, with the relation vector (Ethayarajh et al. 2019, eq. 3).

    (w, d), (d,) -> (w,)
    """
    products: Doubles = np.asarray(words, np.float64) @ relation
    return products
