"""How a rotated score runs over the gap, for a query and key of which nothing else is known.

Decay is no law. The self-score of a constant vector goes up about as often as down, RoFormer's bound lies far above
it, and for independent random vectors the mean is zero and the spread the same at every gap.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from rowspace.positions.rotary import Doubles, angles


def mean_cosine(gaps: ArrayLike, inv_freq: Doubles) -> Doubles:
    """Score of a constant vector with itself, over its score at gap 0: the mean of cos(gap × θ).   (g,) -> (g,)"""
    mean: Doubles = np.cos(angles(gaps, inv_freq)).mean(axis=-1)
    return mean


def roformer_bound(gaps: ArrayLike, inv_freq: Doubles) -> Doubles:
    """Mean of |S_j| over j, S_j the sum of e^(i gap θ) over the first j pairs (Su et al. 2021, section 3.4.3).

    A bound on how large a score can be, up to a constant of q and k, not a prediction of it.   (g,) -> (g,)
    """
    partial = np.cumsum(np.exp(1j * angles(gaps, inv_freq)), axis=-1)
    bound: Doubles = np.abs(partial).mean(axis=-1)
    return bound


def unfinished(inv_freq: Doubles, context: int) -> int:
    """Pairs that do not finish one turn within the context: for them a position is unambiguous."""
    return int((inv_freq * context < 2 * np.pi).sum())


def rises(inv_freq: Doubles, longest: int) -> int:
    """How many of the steps from one whole gap to the next, 0 … longest, go up instead of down."""
    curve = np.concatenate([mean_cosine(part, inv_freq) for part in _parts(longest)])
    return int((np.diff(curve) > 0).sum())


def _parts(longest: int) -> list[Doubles]:
    """Gaps 0 … longest in runs that keep memory small."""
    gaps = np.arange(longest + 1, dtype=np.float64)
    return np.array_split(gaps, 1 + longest // 4096)


def random_spread(gaps: ArrayLike, inv_freq: Doubles, *, pairs_drawn: int = 512, seed: int = 0) -> Doubles:
    """Standard deviation, over random queries and keys, of their score at each gap, over that of a score at gap 0.

    Queries and keys are independent and normal, so in truth it is 1 at every gap (Barbero et al. 2024).   (g,) -> (g,)
    """
    random = np.random.default_rng(seed)
    q, k = (random.standard_normal((pairs_drawn, 2, len(inv_freq))) for _ in range(2))
    aligned, crossed = (q * k).sum(axis=1), q[:, 0] * k[:, 1] - q[:, 1] * k[:, 0]
    turn = angles(gaps, inv_freq)
    scores = aligned @ np.cos(turn).T + crossed @ np.sin(turn).T
    spread: Doubles = scores.std(axis=0) / np.sqrt(2 * len(inv_freq))
    return spread
