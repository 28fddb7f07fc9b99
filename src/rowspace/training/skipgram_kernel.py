"""Skip-gram with negative sampling (Mikolov et al. 2013), a block of positions at a time.

A block is B words in reading order. The rows of the words in and around it (X) meet the context rows of the B words
and of K words drawn at random (Y) in one small matrix product, and the gradients are two more. Each pair of the
window is trained once, as in word2vec; the K negatives serve all pairs of the block, each with the weight that makes
`negative` of them a pair in the mean.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from rowspace.training.words import END

LOG2E = np.float32(1.4426950408889634)


@njit(cache=True, nogil=True)
def draw(state: Any) -> np.uint32:
    """32 random bits (xorshift64*, Vigna 2016)."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return np.uint32((x * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(32))


@njit(cache=True, nogil=True)
def thin_out(ids: Any, keep: Any, stream: Any, sentence: Any, state: Any) -> int:
    """Words to train on, frequent ones at random, and the number of the sentence of each. Returns how many."""
    kept, number = 0, 0
    for id in ids:
        if id == END:
            number += 1
        elif keep[id] >= 1 or draw(state) * 2.3283064365386963e-10 < keep[id]:
            stream[kept] = id
            sentence[kept] = number
            kept += 1
    return kept


@njit(cache=True, nogil=True, fastmath=True, inline="always")
def sigmoid(x: Any) -> Any:
    """1 / (1 + e^−x) to 2e-7, in a form that compilers turn into vectors: e^x = 2^n · 2^f by bits and a polynomial."""
    y = -x * LOG2E
    y = min(max(y, np.float32(-126)), np.float32(126))
    whole = np.floor(y)
    f = y - whole
    power = np.float32(1.5403530393381609954e-4)
    power = power * f + np.float32(1.3333558146428443423e-3)
    power = power * f + np.float32(9.6181291076284771619e-3)
    power = power * f + np.float32(5.5504108664821579953e-2)
    power = power * f + np.float32(2.4022650695910071233e-1)
    power = power * f + np.float32(6.9314718055994530942e-1)
    power = power * f + np.float32(1)
    scale = np.int32((np.int32(whole) + np.int32(127)) << np.int32(23)).view(np.float32)
    return np.float32(1) / (np.float32(1) + power * scale)


@njit(cache=True, nogil=True)
def gather(rows: Any, words: Any, start: int, count: int, out: Any) -> None:
    for i in range(count):
        source = rows[words[start + i]]
        for d in range(out.shape[1]):
            out[i, d] = source[d]


@njit(cache=True, nogil=True)
def scatter(rows: Any, words: Any, start: int, count: int, change: Any) -> None:
    for i in range(count):
        target = rows[words[start + i]]
        for d in range(change.shape[1]):
            target[d] += change[i, d]


@njit(cache=True, nogil=True, fastmath=True)
def gradients(
    scores: Any, slope: Any, pairs: Any, used: int, block: int, negatives: int, weight: Any, rate: Any
) -> None:
    """slope = rate × (label − σ(score)) for pairs, × their weight for negatives.   scores, slope (m, block + negatives)

    pairs   (m, ≥ block) 1 where position and word are a pair
    weight  (m,) negatives that a position has in the mean, for each one drawn
    """
    for p in range(used):
        for j in range(block):
            slope[p, j] = pairs[p, j] * rate * (np.float32(1) - sigmoid(scores[p, j]))
        share = rate * weight[p]
        for k in range(block, block + negatives):
            slope[p, k] = -share * sigmoid(scores[p, k])


@njit(cache=True, nogil=True)
def mark_pairs(
    sentence: Any, low: int, high: int, start: int, stop: int, window: int, pairs: Any, counts: Any, state: Any
) -> None:
    """Pairs of the block's words with the words within a random reach of 1 … window, as word2vec draws it."""
    for p in range(high - low):
        counts[p] = 0
        for j in range(stop - start):
            pairs[p, j] = 0
    for center in range(start, stop):
        reach = 1 + np.int64(draw(state) % np.uint32(window))
        for other in range(max(low, center - reach), min(high, center + reach + 1)):
            if other != center and sentence[other] == sentence[center]:
                pairs[other - low, center - start] = 1
                counts[other - low] += 1


@njit(cache=True, nogil=True)
def draw_negatives(chance: Any, other: Any, drawn: Any, count: int, state: Any) -> None:
    words = np.uint64(len(chance))
    for k in range(count):
        slot = np.int64((np.uint64(draw(state)) * words) >> np.uint64(32))
        drawn[k] = slot if draw(state) * 2.3283064365386963e-10 < chance[slot] else other[slot]


@njit(cache=True, nogil=True)
def train_chunk(
    ids: Any, keep: Any, chance: Any, other: Any, rows: Any, contexts: Any, window: int, negative: int, block: int,
    shared: int, rate: float, state: Any,
) -> None:  # fmt: skip
    """One pass over a chunk of a text.  rows, contexts (n, d) float32, changed in place, without a lock."""
    dim = rows.shape[1]
    stream, sentence = np.empty(len(ids), np.int32), np.empty(len(ids), np.int32)
    length = thin_out(ids, keep, stream, sentence, state)
    most = block + 2 * window
    x, dx = np.empty((most, dim), np.float32), np.empty((most, dim), np.float32)
    y, dy = np.empty((block + shared, dim), np.float32), np.empty((block + shared, dim), np.float32)
    flat_scores = np.empty(most * (block + shared), np.float32)
    flat_slope = np.empty(most * (block + shared), np.float32)
    pairs = np.empty((most, block), np.float32)
    counts = np.empty(most, np.float32)
    drawn = np.empty(shared, np.int32)
    step = np.float32(rate)
    for start in range(0, length, block):
        stop = min(start + block, length)
        low, high = max(0, start - window), min(length, stop + window)
        used, width = high - low, stop - start
        mark_pairs(sentence, low, high, start, stop, window, pairs, counts, state)
        draw_negatives(chance, other, drawn, shared, state)
        for p in range(used):
            counts[p] *= np.float32(negative) / np.float32(shared)
        gather(rows, stream, low, used, x)
        gather(contexts, stream, start, width, y)
        gather(contexts, drawn, 0, shared, y[width:])
        scores = flat_scores[: used * (width + shared)].reshape(used, width + shared)
        slope = flat_slope[: used * (width + shared)].reshape(used, width + shared)
        near, far = x[:used], y[: width + shared]
        np.dot(near, far.T, scores)
        gradients(scores, slope, pairs, used, width, shared, counts, step)
        np.dot(slope, far, dx[:used])
        np.dot(slope.T, near, dy[: width + shared])
        scatter(rows, stream, low, used, dx)
        scatter(contexts, stream, start, width, dy)
        scatter(contexts, drawn, 0, shared, dy[width:])
