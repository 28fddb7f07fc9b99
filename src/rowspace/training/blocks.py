"""What the kernels of skip-gram and CBOW share: drawing, thinning out, and rows in and out of a block.

A block is B words in reading order with the words around them: small matrices that fit the first cache, so that a
handful of matrix products does what word2vec does pair by pair.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from rowspace.kernels.compiling import compiled
from rowspace.training.words import END

LOG2E = np.float32(1.4426950408889634)
LONGEST_STEP = np.float32(1)
ONE_BIT = 2.3283064365386963e-10  # of 32: turns a draw into a share below 1


@compiled
def draw(state: Any) -> np.uint32:
    """32 random bits (xorshift64*, Vigna 2016).   state (1,) uint64, never 0"""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return np.uint32((x * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(32))


@compiled
def thin_out(ids: Any, keep: Any, stream: Any, sentence: Any, state: Any) -> int:
    """Words to train on, frequent ones at random, and the number of the sentence of each. Returns how many."""
    kept, number = 0, 0
    for id in ids:
        if id == END:
            number += 1
        elif keep[id] >= 1 or draw(state) * ONE_BIT < keep[id]:
            stream[kept] = id
            sentence[kept] = number
            kept += 1
    return kept


@compiled
def mark_pairs(sentence: Any, low: int, high: int, start: int, stop: int, window: int, pairs: Any, state: Any) -> None:
    """Pairs of the block's words with the words within a random reach of 1 … window, as word2vec draws it.

    pairs  (≥ high − low, block) gets 1 where position low + p is near word start + j
    """
    for p in range(high - low):
        for j in range(stop - start):
            pairs[p, j] = 0
    for center in range(start, stop):
        reach: int = 1 + int(draw(state) % np.uint32(window))
        for other in range(max(low, center - reach), min(high, center + reach + 1)):
            if other != center and sentence[other] == sentence[center]:
                pairs[other - low, center - start] = 1


@compiled
def draw_negatives(chance: Any, other: Any, drawn: Any, state: Any) -> None:
    """Words by the alias table of `sampling`."""
    words = np.uint64(len(chance))
    for k in range(len(drawn)):
        slot = np.int64((np.uint64(draw(state)) * words) >> np.uint64(32))
        drawn[k] = slot if draw(state) * ONE_BIT < chance[slot] else other[slot]


@compiled
def gather(rows: Any, words: Any, start: int, count: int, out: Any) -> None:
    for i in range(count):
        source = rows[words[start + i]]
        for d in range(out.shape[1]):
            out[i, d] = source[d]


@compiled
def scatter(rows: Any, words: Any, start: int, count: int, change: Any) -> None:
    for i in range(count):
        target = rows[words[start + i]]
        for d in range(change.shape[1]):
            target[d] += change[i, d]


@compiled
def limit(change: Any, count: int) -> None:
    """Shortens steps longer than LONGEST_STEP.

    A block adds up many steps that were taken apart would each have seen the one before. Where few words fill a
    text, or the window is wide, the sum would overshoot, and overshoot further the next time.
    """
    for i in range(count):
        square = np.float32(0)
        for d in range(change.shape[1]):
            square += change[i, d] * change[i, d]
        if square > LONGEST_STEP * LONGEST_STEP:
            share = LONGEST_STEP / np.sqrt(square)
            for d in range(change.shape[1]):
                change[i, d] *= share


@compiled
def compose(rows: Any, starts: Any, pieces: Any, words: Any, start: int, count: int, out: Any) -> None:
    """The mean of a word's pieces, where its row is made of several.   starts (n + 1,), pieces: rows of each word"""
    for i in range(count):
        word = words[start + i]
        first, last = starts[word], starts[word + 1]
        share = np.float32(1) / np.float32(last - first)
        out[i] = 0
        for k in range(first, last):
            source = rows[pieces[k]]
            for d in range(out.shape[1]):
                out[i, d] += source[d]
        for d in range(out.shape[1]):
            out[i, d] *= share


@compiled
def spread(rows: Any, starts: Any, pieces: Any, words: Any, start: int, count: int, change: Any) -> None:
    """The change of a word shared by its pieces: the gradient of `compose`."""
    for i in range(count):
        word = words[start + i]
        first, last = starts[word], starts[word + 1]
        share = np.float32(1) / np.float32(last - first)
        for k in range(first, last):
            target = rows[pieces[k]]
            for d in range(change.shape[1]):
                target[d] += share * change[i, d]


@compiled
def sigmoid(x: Any) -> Any:
    """1 / (1 + e^−x) to 3e-6, in a form that compilers turn into vectors: e^x = 2^n · 2^f by bits and a polynomial.

    np.divide, because Python's own division checks for zero, and a check ends the vector.
    """
    y = min(max(np.float32(127) - x * LOG2E, np.float32(1)), np.float32(253))
    whole = np.int32(y)
    f = y - np.float32(whole)
    power = np.float32(1.5403530393381609954e-4)
    power = power * f + np.float32(1.3333558146428443423e-3)
    power = power * f + np.float32(9.6181291076284771619e-3)
    power = power * f + np.float32(5.5504108664821579953e-2)
    power = power * f + np.float32(2.4022650695910071233e-1)
    power = power * f + np.float32(6.9314718055994530942e-1)
    power = power * f + np.float32(1)
    scale = np.int32(whole << np.int32(23)).view(np.float32)
    return np.divide(np.float32(1), np.float32(1) + power * scale)


@compiled
def surprise(x: float) -> float:
    """−log σ(x): the loss of a pair with this score; of a negative with −x."""
    return float(np.log1p(np.exp(-abs(x))) + max(-x, 0.0))
