"""Training rows by skip-gram with negative sampling: threads that share two matrices without a lock."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count as counting

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from rowspace.errors import BadArgument, Canceled
from rowspace.rows import Floats
from rowspace.training.sampling import alias_table, keep_chances
from rowspace.training.vocabulary import Encoded, Vocabulary

CHUNK = 1 << 16  # ids between two looks at the learning rate
BLOCK, SHARED = 16, 8
LEAST_RATE = 1e-4  # of the first rate: where word2vec's schedule ends


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of skip-gram is made of; defaults are word2vec's.

    window    most words between a word and its context; the reach of each word is drawn from 1 … window
    negative  words held against each pair
    sample    share of the text above which a word is thinned out
    rate      first step, falling along a line to 1/10,000 of it
    """

    dim: int = 100
    window: int = 5
    negative: int = 5
    epochs: int = 5
    sample: float = 1e-3
    rate: float = 0.025
    seed: int = 1
    workers: int = 1

    def check(self) -> None:
        """Raises BadArgument for a number outside what makes sense."""
        bounds = {"dim": 1 << 14, "window": 1000, "negative": 1000, "epochs": 100_000, "workers": 1024}
        for name, most in bounds.items():
            value = getattr(self, name)
            if not 1 <= value <= most:
                raise BadArgument(f"{name} is a whole number from 1 to {most:,}; got {value}.")
        if not 0 < self.rate <= 10 or not 0 <= self.sample <= 1:
            raise BadArgument(f"rate lies in 0 … 10 and sample in 0 … 1; got {self.rate} and {self.sample}.")


class SkipGram:
    """Rows and context rows of a vocabulary, and the words of a text they were trained on so far."""

    def __init__(self, vocabulary: Vocabulary, settings: Settings) -> None:
        settings.check()
        self.vocabulary = vocabulary
        self.settings = settings
        random = np.random.default_rng(settings.seed)
        size = (len(vocabulary), settings.dim)
        self.rows: Floats = (random.random(size, np.float32) - np.float32(0.5)) / np.float32(settings.dim)
        self.contexts: Floats = np.zeros(size, np.float32)
        self._keep = keep_chances(vocabulary.counts, settings.sample)
        self._chance, self._other = alias_table(vocabulary.counts)

    def train(
        self,
        text: Encoded,
        *,
        tick: Callable[[int], None] = lambda words: None,
        canceled: Callable[[], bool] = lambda: False,
        first_chunk: int = 0,
    ) -> None:
        """Trains for the settings' epochs; `tick` hears how many words are done. Raises Canceled."""
        chunks = -(-text.length // CHUNK)
        todo = counting(first_chunk)  # next() on it is atomic
        total = chunks * self.settings.epochs

        def work(worker: int) -> None:
            state = np.array([_seed_of(self.settings.seed, worker, first_chunk)], np.uint64)
            while (chunk := next(todo)) < total and not canceled():
                self._train(text.read((chunk % chunks) * CHUNK, (chunk % chunks + 1) * CHUNK), chunk / total, state)
                tick(min(text.words * self.settings.epochs, (chunk + 1) * text.words // chunks))

        with threadpool_limits(1, "blas"), ThreadPoolExecutor(self.settings.workers) as pool:
            list(pool.map(work, range(self.settings.workers)))
        if canceled():
            raise Canceled("Training was stopped.")

    def _train(self, ids: NDArray[np.int32], done: float, state: NDArray[np.uint64]) -> None:
        from rowspace.training.skipgram_kernel import train_chunk

        settings = self.settings
        rate = settings.rate * max(LEAST_RATE, 1 - done)
        train_chunk(
            ids, self._keep, self._chance, self._other, self.rows, self.contexts, settings.window, settings.negative,
            BLOCK, SHARED, rate, state,
        )  # fmt: skip


def default_workers() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _seed_of(seed: int, worker: int, chunk: int) -> int:
    return int(np.random.SeedSequence([seed, worker, chunk]).generate_state(1, np.uint64)[0]) | 1
