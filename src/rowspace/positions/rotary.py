"""Rotary positions: each pair of a query's or key's dims turned by position × its own frequency (Su et al. 2021).

Everything here is float64. The fast path for whole layers is `rotation`, held against this file in the tests.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rowspace.errors import BadArgument
from rowspace.positions.limits import MAX_BASE, MAX_DIM, real, whole
from rowspace.positions.pairing import Pairing, members

Doubles: TypeAlias = NDArray[np.float64]


def frequencies(dim: int, *, base: float = 10_000.0) -> Doubles:
    """Radians a position of each pair, base^(−2i/dim) (Su et al. 2021, eq. 15).   -> (dim / 2,)"""
    dim = whole("dim", dim, low=2, high=MAX_DIM, even=True)
    base = real("base", base, low=1.0, high=MAX_BASE)
    return np.power(base, -np.arange(0, dim, 2) / dim)


def angles(positions: ArrayLike, inv_freq: Doubles) -> Doubles:
    """Radians of each pair at each position.   positions (…) -> (…, pairs)"""
    return np.multiply.outer(np.asarray(positions, np.float64), inv_freq)


def rotated(
    vectors: ArrayLike,
    positions: ArrayLike,
    inv_freq: Doubles,
    *,
    pairing: Pairing = "half",
    attention_factor: float = 1.0,
) -> Doubles:
    """Vectors turned to their positions; dims past the last pair pass through (Su et al. 2021, eq. 34).

    vectors           (…, d) with d ≥ 2 × pairs
    positions         broadcast against the leading axes of vectors
    attention_factor  multiplies cosine and sine, so a score gets its square
    -> (…, d)
    """
    turned = np.array(vectors, np.float64)
    rotary = 2 * len(inv_freq)
    if turned.ndim == 0 or turned.shape[-1] < rotary:
        raise BadArgument(f"Vectors need at least {rotary} dims for {len(inv_freq)} pairs; got shape {turned.shape}.")
    first, second = members(rotary, pairing)
    turn = angles(positions, inv_freq)
    cosine, sine = np.cos(turn) * attention_factor, np.sin(turn) * attention_factor
    a, b = turned[..., first], turned[..., second]
    shape = np.broadcast_shapes(a.shape, turn.shape)
    turned = np.array(np.broadcast_to(turned, (*shape[:-1], turned.shape[-1])))
    turned[..., first] = a * cosine - b * sine
    turned[..., second] = a * sine + b * cosine
    return turned


def pair_scores(q: ArrayLike, k: ArrayLike, gap: ArrayLike, inv_freq: Doubles, *, pairing: Pairing = "half") -> Doubles:
    """What each pair adds to the score of a query that stands `gap` positions after a key.

    With a pair read as a complex number this is Re(q · conj(k) · e^(i gap θ)) (Su et al. 2021, eq. 12).
    q, k (d,), gap (…) -> (…, pairs)
    """
    q, k = np.asarray(q, np.float64), np.asarray(k, np.float64)
    first, second = members(2 * len(inv_freq), pairing)
    turn = angles(gap, inv_freq)
    aligned = q[first] * k[first] + q[second] * k[second]
    crossed = q[first] * k[second] - q[second] * k[first]
    pairs: Doubles = aligned * np.cos(turn) + crossed * np.sin(turn)
    return pairs
