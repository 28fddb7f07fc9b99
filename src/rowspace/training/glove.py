"""GloVe: rows whose products are the logarithms of how often words meet, by weighted least squares."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.rows import Floats
from rowspace.training.settings import Settings
from rowspace.training.sparse import Sparse

CHUNK = 1 << 17  # pairs
FIRST_RATE = 0.05
POWER = 0.75


class GloVe:
    """Rows and context rows learned from counted pairs in one shuffled order (`run.Learner`).

    weights  symmetric, row a has the weights of a with each neighbor b
    most     meetings from which a pair counts fully; the authors take 100 for billions of words, 10 for millions
    """

    def __init__(self, weights: Sparse, settings: Settings, *, most: float = 10.0) -> None:
        self.settings = settings
        self._most = most
        random = np.random.default_rng(settings.seed)
        size = (len(weights), settings.dim + 1)
        self._rows = ((random.random(size, np.float32)) - np.float32(0.5)) / np.float32(settings.dim)
        self._contexts = ((random.random(size, np.float32)) - np.float32(0.5)) / np.float32(settings.dim)
        self._squares = np.ones(size, np.float32), np.ones(size, np.float32)
        order = random.permutation(len(weights.values))
        self._first = np.repeat(np.arange(len(weights), dtype=np.int32), np.diff(weights.starts))[order]
        self._second = weights.columns[order]
        self._weights = weights.values[order]

    @property
    def state(self) -> dict[str, NDArray[Any]]:
        squares, context_squares = self._squares
        return {"rows": self._rows, "contexts": self._contexts, "squares": squares, "context_squares": context_squares}

    @property
    def chunks(self) -> int:
        return self._chunks_a_pass * self.settings.epochs

    def learn(self, chunk: int) -> tuple[float, float]:
        """Learns one chunk of pairs. Returns the loss and the number of pairs."""
        from rowspace.training.glove_kernel import glove_chunk

        start = (chunk % self._chunks_a_pass) * CHUNK
        part = slice(start, start + CHUNK)
        loss = glove_chunk(
            self._first[part], self._second[part], self._weights[part], self._rows, self._contexts, *self._squares,
            self._most, POWER, self.settings.rate or FIRST_RATE,
        )  # fmt: skip
        return float(loss), float(len(self._first[part]))

    def rows(self) -> Floats:
        """Row + context row of each word, as the paper does.   -> (n, d)"""
        return np.ascontiguousarray((self._rows + self._contexts)[:, :-1])

    @property
    def _chunks_a_pass(self) -> int:
        return max(1, -(-len(self._weights) // CHUNK))
