"""Rows from counts: positive pointwise mutual information, and the singular vectors of its matrix.

For a small text this beats skip-gram: every pair is used at its full count, and nothing depends on a schedule
(Levy & Goldberg 2014; Levy, Goldberg & Dagan 2015, whose recommendations the defaults follow).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.rows import Floats
from rowspace.training.pair_counts import PairCounts
from rowspace.training.vocabulary import IDS, Encoded

OVERSAMPLE = 10
PASSES = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """How counts become rows.

    window     most words between two that count as near
    shift      log of it is taken off each PMI; word2vec's `negative` in this form (Levy & Goldberg 2014)
    smoothing  power on context counts, which keeps rare contexts from dominating
    power      on singular values: 0.5 shares them between rows and contexts
    """

    dim: int = 100
    window: int = 5
    shift: float = 1.0
    smoothing: float = 0.75
    power: float = 0.5
    seed: int = 1

    def check(self, words: int) -> None:
        """Raises BadArgument for numbers outside what makes sense."""
        if not 1 <= self.dim < max(2, words):
            raise BadArgument(f"dim is from 1 to below the {words:,} words of the vocabulary; got {self.dim}.")
        if not 1 <= self.window <= 1000 or self.shift < 1 or not 0 < self.smoothing <= 1:
            raise BadArgument("window is from 1 to 1,000, shift from 1, smoothing in 0 … 1.")


def count_text(text: Encoded, window: int, tick: Callable[[float], None] = lambda share: None) -> PairCounts:
    """Pair counts of a whole text; `tick` hears the share that is done."""
    counts = PairCounts(window)
    before = np.empty(0, np.int32)
    done = 0
    for ids in text.chunks(IDS):
        counts.add(np.concatenate([before, ids]), fresh_from=len(before))
        before = ids[-window:]
        done += len(ids)
        tick(done / max(1, text.length))
    return counts


def ppmi(counts: PairCounts, words: int, *, shift: float, smoothing: float) -> Any:
    """max(0, log(p(a, b) / (p(a) p(b)^smoothing)) − log shift) as a sparse matrix.   -> (words, words) csr float32"""
    from scipy.sparse import coo_matrix

    keys, weights = counts.pairs()
    low, high = (keys >> np.uint64(32)).astype(np.int64), (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    apart = low != high
    rows = np.concatenate([low, high[apart]])
    columns = np.concatenate([high, low[apart]])
    values = np.concatenate([np.where(apart, weights, 2 * weights), weights[apart]]).astype(np.float64)
    sums = np.bincount(rows, values, words)
    contexts = sums**smoothing
    total = contexts.sum()
    information = np.log(values * total / (sums[rows] * contexts[columns])) - np.log(shift)
    kept = information > 0
    matrix = coo_matrix((information[kept].astype(np.float32), (rows[kept], columns[kept])), (words, words))
    return matrix.tocsr()


def factorize(matrix: Any, settings: Settings, tick: Callable[[float], None] = lambda share: None) -> Floats:
    """Leading singular vectors × values^power by randomized subspace iteration (Halko et al. 2011, alg. 4.4 and 5.1).

    matrix (n, n) sparse  ->  (n, dim); signs fixed so that the largest entry of each dim is positive
    """
    random = np.random.default_rng(settings.seed)
    width = min(settings.dim + OVERSAMPLE, matrix.shape[0])
    basis = matrix @ random.standard_normal((matrix.shape[1], width), np.float32)
    transposed = matrix.T.tocsr()
    for done in range(PASSES):
        basis = _orthonormal(matrix @ _orthonormal(transposed @ _orthonormal(basis)))
        tick((done + 1) / (PASSES + 1))
    small = (transposed @ basis).T
    left, values, _ = np.linalg.svd(small.astype(np.float64), full_matrices=False)
    vectors = (basis @ left[:, : settings.dim]) * values[: settings.dim] ** settings.power
    signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(vectors.shape[1])])
    tick(1.0)
    return (vectors * np.where(signs == 0, 1, signs)).astype(np.float32)


def _orthonormal(columns: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.linalg.qr(columns)[0].astype(np.float32, copy=False)
