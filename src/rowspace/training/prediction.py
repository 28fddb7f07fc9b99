"""Rows that predict neighbors: what skip-gram and CBOW share, two matrices and the chunks of a text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from rowspace.rows import Floats
from rowspace.training.ngrams import Pieces
from rowspace.training.sampling import alias_table, keep_chances
from rowspace.training.settings import Settings
from rowspace.training.vocabulary import Encoded, Vocabulary

CHUNK = 1 << 16  # ids between two looks at the learning rate
LEAST_RATE = 1e-4  # of the first rate: where word2vec's schedule ends


class Prediction:
    """Rows and context rows of a vocabulary, learned from a text chunk by chunk (`run.Learner`).

    Every chunk draws from a random state of its own, made of the seed and its number: a run that goes on from any
    chunk does what one that was never stopped does.
    """

    block: ClassVar[int]
    shared: ClassVar[int]
    first_rate: ClassVar[float]

    def __init__(self, vocabulary: Vocabulary, text: Encoded, settings: Settings, pieces: Pieces | None = None) -> None:
        self.settings = settings
        self._text = text
        self._pieces = pieces
        self._keep = keep_chances(vocabulary.counts, settings.sample)
        self._chance, self._other = alias_table(vocabulary.counts)
        random = np.random.default_rng(settings.seed)
        size = (pieces.rows if pieces else len(vocabulary), settings.dim)
        self._rows: Floats = (random.random(size, np.float32) - np.float32(0.5)) / np.float32(settings.dim)
        self._contexts: Floats = np.zeros((len(vocabulary), settings.dim), np.float32)

    @property
    def state(self) -> dict[str, NDArray[Any]]:
        return {"rows": self._rows, "contexts": self._contexts}

    @property
    def chunks(self) -> int:
        return self._chunks_a_pass * self.settings.epochs

    def learn(self, chunk: int) -> tuple[float, float]:
        """Trains on one chunk. Returns the loss seen and the pairs it was seen on."""
        ids = self._text.read((chunk % self._chunks_a_pass) * CHUNK, (chunk % self._chunks_a_pass + 1) * CHUNK)
        rate = (self.settings.rate or self.first_rate) * max(LEAST_RATE, 1 - chunk / self.chunks)
        state = np.random.SeedSequence([self.settings.seed, chunk]).generate_state(1, np.uint64) | np.uint64(1)
        loss = np.zeros(2)
        starts, pieces = (self._pieces.starts, self._pieces.pieces) if self._pieces else (_NONE, _NONE)
        self._kernel(
            ids, self._keep, self._chance, self._other, starts, pieces, self._rows, self._contexts,
            self.settings.window, float(self.settings.negative), self.block, self.shared, rate, state, loss,
        )  # fmt: skip
        return float(loss[0]), float(loss[1])

    def rows(self) -> Floats:
        """The row of each word.   -> (n, d)"""
        if self._pieces is None:
            return self._rows
        from rowspace.training.blocks import compose

        words = np.arange(len(self._contexts), dtype=np.int32)
        out = np.empty_like(self._contexts)
        compose(self._rows, self._pieces.starts, self._pieces.pieces, words, 0, len(words), out)
        return out

    @cached_property
    def _chunks_a_pass(self) -> int:
        return max(1, -(-self._text.length // CHUNK))

    @property
    def _kernel(self) -> Callable[..., None]:
        raise NotImplementedError


_NONE = np.empty(0, np.int64)
