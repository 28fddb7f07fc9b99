"""xPos: rotation whose scores also fall exponentially with the gap, the fast pairs soonest (Sun et al. 2022).

Queries are multiplied by ζ^(position / scale base), keys divided by it. Meant for keys that stand before the query.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from rowspace.positions.limits import MAX_DIM, whole
from rowspace.positions.pairing import Pairing, members
from rowspace.positions.rotary import Doubles, pair_scores, rotated

GAMMA = 0.4
SCALE_BASE = 512.0


def decay(dim: int, *, gamma: float = GAMMA) -> Doubles:
    """ζ of each pair, (2i + γ d) / ((1 + γ) d) (Sun et al. 2022, section 3.3).   -> (dim / 2,)"""
    dim = whole("dim", dim, low=2, high=MAX_DIM, even=True)
    even = np.arange(0, dim, 2, dtype=np.float64)
    return (even + gamma * dim) / ((1 + gamma) * dim)


def scaled(
    vectors: ArrayLike,
    positions: ArrayLike,
    inv_freq: Doubles,
    zeta: Doubles,
    *,
    keys: bool,
    center: float = 0.0,
    scale_base: float = SCALE_BASE,
    pairing: Pairing = "interleaved",
) -> Doubles:
    """Queries (or keys) turned and scaled.   (…, d), positions broadcast against (…) -> (…, d)

    center  position where the scale is 1; torchscale takes the middle of the text
    """
    turned = rotated(vectors, positions, inv_freq, pairing=pairing)
    powers = np.multiply.outer((np.asarray(positions, np.float64) - center) / scale_base, np.log(zeta))
    factors = np.exp(-powers if keys else powers)
    for side in members(2 * len(inv_freq), pairing):
        turned[..., side] *= factors
    return turned


def gap_scores(
    q: ArrayLike,
    k: ArrayLike,
    gaps: ArrayLike,
    inv_freq: Doubles,
    zeta: Doubles,
    *,
    scale_base: float = SCALE_BASE,
    pairing: Pairing = "interleaved",
) -> Doubles:
    """Score of a query that stands each gap after a key, Σ ζ^(gap / scale base) × the pair's part.   (g,) -> (g,)"""
    gap = np.asarray(gaps, np.float64)
    falling = np.exp(np.multiply.outer(gap / scale_base, np.log(zeta)))
    scores: Doubles = (falling * pair_scores(q, k, gap, inv_freq, pairing=pairing)).sum(axis=-1)
    return scores
