"""Skip-gram with negative sampling one pair at a time (Mikolov et al. 2013, eq. 4): small, exact, and open to view.

For a word w with row v and a word c of its context with context row u, and negatives n with context rows u_n, a step
of size η moves

    v   += η [ (1 − σ(v·u)) u − Σ σ(v·u_n) u_n ]
    u   += η (1 − σ(v·u)) v
    u_n −= η σ(v·u_n) v

`training.skipgram` does the same in blocks, for real corpora; this is what the lesson takes apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import exp, log
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.rows import Floats

NEGATIVE_POWER = 0.75
MAX_WORDS = 200_000  # of a text that a learner gives
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class SmallText:
    """Words by falling count, and every sentence as ids; −1 ends one.   ids (length,)"""

    tokens: list[str]
    counts: NDArray[np.int64]
    ids: NDArray[np.int32]


def read_text(text: str) -> SmallText:
    """Lower-case words of a text, one sentence a line. Raises BadArgument where there is nothing to learn from."""
    lines = [_WORD.findall(line.lower()) for line in text.splitlines()]
    words = [word for line in lines for word in line]
    if len(words) > MAX_WORDS:
        raise BadArgument(f"The text has {len(words):,} words; the live panel trains on {MAX_WORDS:,} at most.")
    spelled, first, counts = np.unique(np.array(words, dtype=object), return_index=True, return_counts=True)
    if len(spelled) < 2 or not any(len(line) > 1 for line in lines):
        raise BadArgument("Training needs a sentence with two different words at least; give more text.")
    order = np.lexsort((first, -counts))
    ids = {word: id for id, word in enumerate(spelled[order])}
    stream = [id for line in lines if line for id in [*(ids[word] for word in line), -1]]
    return SmallText(list(spelled[order]), counts[order].astype(np.int64), np.array(stream, np.int32))


def first_rows(words: int, dim: int, seed: int) -> tuple[Floats, Floats]:
    """Random rows and zero context rows, as word2vec begins.   -> (words, dim) each"""
    random = np.random.default_rng(seed)
    rows = (random.random((words, dim), np.float32) - np.float32(0.5)) / np.float32(dim)
    return rows, np.zeros((words, dim), np.float32)


def pairs_of(ids: NDArray[np.int32], window: int) -> NDArray[np.int32]:
    """Every word with every word within the window of the same sentence, both ways.   -> (pairs, 2)"""
    pairs = []
    for distance in range(1, window + 1):
        near, far = ids[:-distance], ids[distance:]
        crosses = np.zeros(len(near), bool)
        for step in range(distance + 1):
            crosses |= ids[step : step + len(near)] < 0
        pairs.append(np.stack([near, far], axis=1)[~crosses])
    one_way = np.concatenate(pairs)
    return np.concatenate([one_way, one_way[:, ::-1]])


def negative_shares(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Cumulative chance of each word to be drawn as a negative: count^0.75.   -> (words,)"""
    weights = counts.astype(np.float64) ** NEGATIVE_POWER
    shares: NDArray[np.float64] = np.cumsum(weights / weights.sum())
    return shares


def keep_shares(counts: NDArray[np.int64], sample: float) -> NDArray[np.float64]:
    """Chance that a word takes part, √(sample / share), 1 at most (Mikolov et al. 2013, eq. 5)."""
    kept: NDArray[np.float64] = np.minimum(1, np.sqrt(sample * counts.sum() / counts))
    return kept


@njit(cache=True, nogil=True)
def train_pairs(rows: Any, contexts: Any, pairs: Any, negatives: Any, rate: float) -> float:
    """One step a pair, in order; rows and contexts change in place. Returns the mean loss.

    negatives  (pairs, k) words held against each pair; one that is the pair's own context is passed over
    """
    dim = rows.shape[1]
    change = np.empty(dim, np.float32)
    loss = 0.0
    for p in range(len(pairs)):
        row = rows[pairs[p, 0]]
        change[:] = 0
        for k in range(-1, negatives.shape[1]):
            word = pairs[p, 1] if k < 0 else negatives[p, k]
            if k >= 0 and word == pairs[p, 1]:
                continue
            context = contexts[word]
            score = 0.0
            for d in range(dim):
                score += row[d] * context[d]
            chance = 1 / (1 + exp(-score))
            slope = (1 - chance) if k < 0 else -chance
            loss -= log(max(1e-12, chance if k < 0 else 1 - chance))
            step = np.float32(rate * slope)
            for d in range(dim):
                change[d] += step * context[d]
                context[d] += step * row[d]
        for d in range(dim):
            row[d] += change[d]
    return loss / max(1, len(pairs))
