"""What a model that computes in a short number format makes of its positions, beside what they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.operations.model_scores import Place
from rowspace.positions import model as read
from rowspace.positions.precision import Dtype, Way, as_kept, scores_as, worst_error
from rowspace.positions.rotary import Doubles

CACHED: dict[Dtype, Way] = {"float32": "float32", "float16": "cached_float16", "bfloat16": "cached_bfloat16"}


@dataclass(frozen=True, slots=True)
class ComputedScores:
    """Scores of the same places, as computed in a format.

    scores        angles in float32, cosine and sine, query, key and every product rounded to the format; the sum is
                  exact. None where the format overflows
    errors        |score − exact score|
    spread        largest minus smallest of the scores: 0 in exact arithmetic where all have the same gap
    positions     every position that occurs in a place
    stored        each as the format holds it
    cached_error  largest |cosine − exact cosine| over the pairs at each position: angles in float32
    angle_error   the same with position, frequency and angle in the format itself, as one should not
    """

    dtype: Dtype
    scores: list[float | None]
    errors: list[float | None]
    spread: float | None
    positions: list[float]
    stored: list[float | None]
    cached_error: list[float | None]
    angle_error: list[float | None]


def computed_scores(
    found: read.ModelPositions,
    places: list[Place],
    vectors: tuple[Doubles, Doubles] | None,
    exact: list[float],
    dtype: Dtype,
) -> ComputedScores:
    """Scores of rotary positions in a format. Raises BadArgument for another encoding, or no place to score at.

    vectors  query and key; None for the constant vector of length 1, whose score is the mean of the cosines
    """
    if not isinstance(found, read.RotaryPositions) or found.decay is not None:
        raise BadArgument(f"dtype is for rotary positions; this model's are {_named(found)}.")
    if not places:
        raise BadArgument("dtype needs two positions to compute a score at, such as 3,7.")
    scores = _scores(found, places, vectors, dtype)
    where = sorted({position for place in places for position in place})
    errors = np.abs(scores - np.array(exact))
    return ComputedScores(
        dtype=dtype,
        scores=_finite(scores),
        errors=_finite(errors),
        spread=_finite([np.ptp(scores)])[0],
        positions=where,
        stored=_finite(as_kept(where, dtype)),
        cached_error=_finite([worst_error(position, found.inv_freq, CACHED[dtype]) for position in where]),
        angle_error=_finite([worst_error(position, found.inv_freq, dtype) for position in where]),
    )


def _scores(
    found: read.RotaryPositions, places: list[Place], vectors: tuple[Doubles, Doubles] | None, dtype: Dtype
) -> Doubles:
    rotary = 2 * len(found.inv_freq)
    if vectors is None:
        constant = np.full(rotary, rotary**-0.5)
        return scores_as(constant, constant, places, found.inv_freq, dtype, pairing=found.pairing)
    q, k = vectors
    turned = scores_as(
        q[:rotary],
        k[:rotary],
        places,
        found.inv_freq,
        dtype,
        pairing=found.pairing,
        attention_factor=found.attention_factor,
    )
    still = (as_kept(q[rotary:], dtype) * as_kept(k[rotary:], dtype)).sum()
    scores: Doubles = turned + still
    return scores


def _named(found: read.ModelPositions) -> str:
    return "xpos, which also fade" if isinstance(found, read.RotaryPositions) else found.encoding


def _finite(values: Doubles | list[float]) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in values]
