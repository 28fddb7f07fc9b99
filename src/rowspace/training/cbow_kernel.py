"""CBOW (Mikolov et al. 2013): the mean of a window's rows against the context row of the word in its middle.

The gradient of a mean is shared by its parts. word2vec hands each part the whole of it; divided as here, CBOW is as
good as skip-gram at a higher rate (İrsoy, Benton & Stratos 2021).
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
from rowspace.training.skipgram_kernel import LOSS_EVERY


@compiled
def cbow_chunk(
    ids: Any, keep: Any, chance: Any, other: Any, starts: Any, pieces: Any, rows: Any, contexts: Any, window: int,
    negative: float, block: int, shared: int, rate: float, state: Any, loss: Any,
) -> None:  # fmt: skip
    """One pass over a chunk of a text; arguments are those of `skipgram_chunk`."""
    dim = rows.shape[1]
    stream, sentence = np.empty(len(ids), np.int32), np.empty(len(ids), np.int32)
    length = thin_out(ids, keep, stream, sentence, state)
    most = block + 2 * window
    x, dx = np.empty((most, dim), np.float32), np.empty((most, dim), np.float32)
    hidden, back = np.empty((block, dim), np.float32), np.empty((block, dim), np.float32)
    y, dy = np.empty((block, dim), np.float32), np.empty((block, dim), np.float32)
    far, dfar = np.empty((shared, dim), np.float32), np.empty((shared, dim), np.float32)
    pairs, drawn = np.empty((most, block), np.float32), np.empty(shared, np.int32)
    scores, slope = np.empty((block, shared), np.float32), np.empty((block, shared), np.float32)
    own, weight, step = np.empty(block, np.float32), np.float32(negative / shared), np.float32(rate)
    for start in range(0, length, block):
        stop = min(start + block, length)
        low, high = max(0, start - window), min(length, stop + window)
        used, width = high - low, stop - start
        mark_pairs(sentence, low, high, start, stop, window, pairs, state)
        shares(pairs, used, width, block)
        draw_negatives(chance, other, drawn, state)
        if len(starts):
            compose(rows, starts, pieces, stream, low, used, x)
        else:
            gather(rows, stream, low, used, x)
        gather(contexts, stream, start, width, y)
        gather(contexts, drawn, 0, shared, far)
        np.dot(pairs[:used].T, x[:used], hidden)
        np.dot(hidden, far.T, scores)
        slopes(hidden, y, pairs, used, width, scores, slope, own, weight, step)
        if (start // block) % LOSS_EVERY == 0:
            add_loss(hidden, y, own, width, scores, weight, loss)
        np.dot(slope, far, back)
        np.dot(slope.T, hidden, dfar)
        for j in range(width):
            for d in range(dim):
                dy[j, d] = own[j] * hidden[j, d]
                back[j, d] += own[j] * y[j, d]
        np.dot(pairs[:used], back, dx[:used])
        limit(dx, used)
        limit(dy, width)
        limit(dfar, shared)
        if len(starts):
            spread(rows, starts, pieces, stream, low, used, dx)
        else:
            scatter(rows, stream, low, used, dx)
        scatter(contexts, stream, start, width, dy)
        scatter(contexts, drawn, 0, shared, dfar)


@compiled
def shares(pairs: Any, used: int, width: int, block: int) -> None:
    """Turns the marks of each word's window into shares of its mean; words past `width` have none."""
    for j in range(block):
        count = np.float32(0)
        for p in range(used):
            if j >= width:
                pairs[p, j] = 0
            count += pairs[p, j]
        for p in range(used):
            pairs[p, j] /= max(count, np.float32(1))


@compiled
def slopes(
    hidden: Any, y: Any, pairs: Any, used: int, width: int, scores: Any, slope: Any, own: Any, weight: Any, rate: Any
) -> None:
    """What the scores ask for: rate × (label − σ(score)). A word without neighbors has 0.

    own    (block,)         of each word with its window's mean
    slope  (block, shared)  of each negative with it
    """
    for j in range(len(own)):
        own[j] = 0
        for k in range(slope.shape[1]):
            slope[j, k] = 0
        total = np.float32(0)
        for p in range(used):
            total += pairs[p, j]
        if j >= width or total == 0:
            continue
        score = np.float32(0)
        for d in range(hidden.shape[1]):
            score += hidden[j, d] * y[j, d]
        own[j] = rate * (np.float32(1) - sigmoid(score))
        for k in range(slope.shape[1]):
            slope[j, k] = -rate * weight * sigmoid(scores[j, k])


@compiled
def add_loss(hidden: Any, y: Any, own: Any, width: int, scores: Any, weight: Any, loss: Any) -> None:
    """The negative log likelihood of a block's words and their negatives, and how many words they were."""
    for j in range(width):
        if own[j] != 0:
            loss[0] += surprise(np.dot(hidden[j], y[j]))
            for k in range(scores.shape[1]):
                loss[0] += weight * surprise(-scores[j, k])
            loss[1] += 1
