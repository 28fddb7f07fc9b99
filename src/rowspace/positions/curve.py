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
