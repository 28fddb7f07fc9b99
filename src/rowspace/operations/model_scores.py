"""Scores under a model's positions: what a query at one place and a key at another have to do with each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import cosine
from rowspace.positions import model as read
from rowspace.positions.curve import mean_cosine
from rowspace.positions.limits import real
from rowspace.positions.rotary import Doubles, pair_scores
from rowspace.positions.sinusoidal import sinusoidal
from rowspace.positions.xpos import SCALE_BASE, gap_scores

Place: TypeAlias = tuple[float, float]

FARTHEST = 1e9


def checked_places(at: tuple[float, float] | None, shift: float) -> list[Place]:
    """The two positions, and the two moved, where there is a shift. Raises BadArgument."""
    if at is None:
        return []
    m, n = (real("position", position, low=0, high=FARTHEST) for position in at)
    moved = real("shift", shift, low=-FARTHEST, high=FARTHEST)
    places = [(m, n), (m + moved, n + moved)] if moved else [(m, n)]
    if min(places[-1]) < 0:
        raise BadArgument(f"shift must leave both positions at 0 or above; got {moved:g} from {m:g} and {n:g}.")
    return places


def checked_vectors(
    found: read.ModelPositions, q: Sequence[float] | None, k: Sequence[float] | None
) -> tuple[Doubles, Doubles] | None:
    """A query and a key of one head, None where neither is given. Raises BadArgument."""
    if q is None and k is None:
        return None
    if q is None or k is None:
        raise BadArgument("q and k must both be given for a score; got one of them.")
    if not isinstance(found, read.RotaryPositions):
        raise BadArgument(f"q and k are for rotary positions; this model's are {found.encoding}.")
    for name, vector in (("q", q), ("k", k)):
        if len(vector) not in (found.head_dim, found.rotary_dim):
            raise BadArgument(f"{name} must be a list of {found.head_dim} numbers, one a dim; got {len(vector)}.")
        for value in vector:
            real(f"each number of {name}", value, low=-1e9, high=1e9)
    if len(q) != len(k):
        raise BadArgument(f"q and k must have as many numbers each; got {len(q)} and {len(k)}.")
    return np.array(q, np.float64), np.array(k, np.float64)


def scores_at(found: read.ModelPositions, places: list[Place], vectors: tuple[Doubles, Doubles] | None) -> list[float]:
    """One number a place; none where the encoding adds no number of its own, or its table is not at hand."""
    gaps = np.array([query - key for query, key in places])
    match found:
        case read.RotaryPositions() if vectors is None:
            return _listed(mean_cosine(gaps, found.inv_freq))
        case read.RotaryPositions() if vectors is not None:
            return _listed(_rotary_scores(found, gaps, *vectors))
        case read.SinusoidalPositions(dim=dim, layout=layout, base=base):
            rows = [sinusoidal(place, dim, layout=layout, base=base) for place in places]
            return [float(cosine(pair[:1], pair[1:])[0, 0]) for pair in rows]
        case read.AlibiPositions(slopes=slopes):
            return [float(slopes.max() * -gap) for gap in gaps]
    return []


def _rotary_scores(found: read.RotaryPositions, gaps: Doubles, q: Doubles, k: Doubles) -> Doubles:
    """Scores by gap; dims past the last pair are not turned, and so add the same at every gap."""
    rotary = 2 * len(found.inv_freq)
    still = float(q[rotary:] @ k[rotary:])
    if found.decay is not None:
        base = found.decay_base or SCALE_BASE
        falling = gap_scores(q, k, gaps, found.inv_freq, found.decay, scale_base=base, pairing=found.pairing)
        return falling + still
    turned = pair_scores(q, k, gaps, found.inv_freq, pairing=found.pairing).sum(axis=-1)
    scores: Doubles = turned * found.attention_factor**2 + still
    return scores


def _listed(scores: Doubles) -> list[float]:
    return [float(score) for score in scores]
