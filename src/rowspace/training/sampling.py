"""Drawing words: which to skip because they are frequent, and which to hold against a pair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NEGATIVE_POWER = 0.75


def keep_chances(counts: NDArray[np.int64], sample: float) -> NDArray[np.float32]:
    """Chance that a word of a text is trained on (word2vec.c: √(t/f) + t/f, at most 1).   -> (n,)

    sample  t, the share of the text above which words are thinned out; 0 keeps all
    """
    if sample <= 0:
        return np.ones(len(counts), np.float32)
    share = counts / counts.sum() / sample
    kept: NDArray[np.float32] = np.minimum(1, np.sqrt(1 / share) + 1 / share).astype(np.float32)
    return kept


def alias_table(
    counts: NDArray[np.int64], power: float = NEGATIVE_POWER
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Alias method (Vose 1991) for drawing words by count^power: one random number and one look a draw.

    Returns (chance (n,) of a slot's own word, other (n,) the word that shares the slot).
    """
    weights = counts.astype(np.float64) ** power
    scaled = weights * (len(weights) / weights.sum())
    chance, other = np.ones(len(scaled), np.float32), np.arange(len(scaled), dtype=np.int32)
    small = list(np.flatnonzero(scaled < 1))
    large = list(np.flatnonzero(scaled >= 1))
    while small and large:
        low, high = small.pop(), large[-1]
        chance[low], other[low] = scaled[low], high
        scaled[high] -= 1 - scaled[low]
        if scaled[high] < 1:
            small.append(large.pop())
    return chance, other
