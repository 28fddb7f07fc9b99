"""Skip-gram with negative sampling (Mikolov et al. 2013), a block of positions at a time.

The rows of the words in and around a block (X) meet the context rows of its B words and of K words drawn at random
(Y) in one small matrix product, and the gradients are two more. Each pair of the window is trained once, as in
word2vec; the K negatives serve all pairs of the block, each with the weight that makes `negative` of them a pair in
the mean.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from rowspace.kernels.compiling import compiled
from rowspace.training.blocks import (
    compose,
    draw_negatives,
    gather,
    limit,
    mark_pairs,
    scatter,
    sigmoid,
    spread,
    surprise,
    thin_out,
)  # fmt: skip

LOSS_EVERY = 32  # blocks: a look at the loss costs a logarithm a score


@compiled
def skipgram_chunk(
    ids: Any, keep: Any, chance: Any, other: Any, starts: Any, pieces: Any, rows: Any, contexts: Any, window: int,
    negative: float, block: int, shared: int, rate: float, state: Any, loss: Any,
) -> None:  # fmt: skip
    """One pass over a chunk of a text.

    rows, contexts  (n, d) float32, changed in place, without a lock
    starts, pieces  rows that each word is made of; `starts` is empty where word i is row i
    loss            (2,) gets the loss seen and its pairs added, of one block in LOSS_EVERY
    """
    dim = rows.shape[1]
    stream, sentence = np.empty(len(ids), np.int32), np.empty(len(ids), np.int32)
    length = thin_out(ids, keep, stream, sentence, state)
    most = block + 2 * window
    x, dx = np.empty((most, dim), np.float32), np.empty((most, dim), np.float32)
    y, dy = np.empty((block + shared, dim), np.float32), np.empty((block + shared, dim), np.float32)
    flat_scores = np.empty(most * (block + shared), np.float32)
    flat_slope = np.empty(most * (block + shared), np.float32)
    pairs = np.empty((most, block), np.float32)
    drawn = np.empty(shared, np.int32)
    weight = np.float32(negative / shared)
    step = np.float32(rate)
    for start in range(0, length, block):
        stop = min(start + block, length)
        low, high = max(0, start - window), min(length, stop + window)
        used, width = high - low, stop - start
        mark_pairs(sentence, low, high, start, stop, window, pairs, state)
        draw_negatives(chance, other, drawn, state)
        if len(starts):
            compose(rows, starts, pieces, stream, low, used, x)
        else:
            gather(rows, stream, low, used, x)
        gather(contexts, stream, start, width, y)
        gather(contexts, drawn, 0, shared, y[width:])
        scores = flat_scores[: used * (width + shared)].reshape(used, width + shared)
        slope = flat_slope[: used * (width + shared)].reshape(used, width + shared)
        near, far = x[:used], y[: width + shared]
        np.dot(near, far.T, scores)
        slopes(scores, slope, pairs, used, width, shared, weight, step)
        np.dot(slope, far, dx[:used])
        np.dot(slope.T, near, dy[: width + shared])
        limit(dx, used)
        limit(dy, width + shared)
        if len(starts):
            spread(rows, starts, pieces, stream, low, used, dx)
        else:
            scatter(rows, stream, low, used, dx)
        scatter(contexts, stream, start, width, dy)
        scatter(contexts, drawn, 0, shared, dy[width:])
        if (start // block) % LOSS_EVERY == 0:
            add_loss(scores, pairs, used, width, shared, weight, loss)


@compiled
def slopes(scores: Any, slope: Any, pairs: Any, used: int, block: int, shared: int, weight: Any, rate: Any) -> None:
    """What the scores ask for: rate × (label − σ(score)), of negatives times their weight.

    scores, slope  (m, block + shared)
    pairs   (m, ≥ block) 1 where position and word are a pair
    weight  negatives that a pair has in the mean, for each one drawn
    """
    for p in range(used):
        score, step, marks, count = scores[p], slope[p], pairs[p], np.float32(0)
        for k in range(block + shared):
            step[k] = sigmoid(score[k])
        for j in range(block):
            count += marks[j]
            step[j] = rate * marks[j] * (np.float32(1) - step[j])
        share = -rate * weight * count
        for k in range(block, block + shared):
            step[k] *= share


@compiled
def add_loss(scores: Any, pairs: Any, used: int, block: int, shared: int, weight: Any, loss: Any) -> None:
    """The negative log likelihood of a block's pairs and their negatives, and how many pairs they were."""
    for p in range(used):
        count = 0.0
        for j in range(block):
            if pairs[p, j] > 0:
                loss[0] += surprise(scores[p, j])
                count += 1
        if count:
            for k in range(block, block + shared):
                loss[0] += count * weight * surprise(-scores[p, k])
        loss[1] += count
