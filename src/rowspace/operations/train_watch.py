"""What is told of a training while it runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rowspace.table import Table

Stage: TypeAlias = Literal["reading", "counting", "learning", "factoring"]
APART = 0.1  # seconds between two tellings


@dataclass(frozen=True, slots=True)
class TrainingProgress:
    """How far a training is.

    fraction          of the stage, 0 to 1; None while reading, as nobody knows how much there is
    words             read, or learned from, so far; each epoch counts its words again
    words_per_second  in this stage
    seconds_left      in this stage, from its pace so far
    loss              mean negative log likelihood of a pair and its negatives, of late
    """

    stage: Stage
    fraction: float | None
    words: int
    words_per_second: float
    seconds_left: float | None
    loss: float | None

    @property
    def sentence(self) -> str:
        """The same in one line."""
        pace = f", {self.words_per_second / 1e3:,.0f} thousand words/s" if self.words_per_second else ""
        loss = "" if self.loss is None else f", loss {self.loss:.3f}"
        left = "" if self.seconds_left is None else f", {self.seconds_left:,.0f} s left"
        return f"{self.stage.capitalize()}: {self.words:,} words{pace}{loss}{left}"


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a caller wants to hear and may say.

    progress  hears a TrainingProgress now and then, from several threads but one at a time
    look      hears the table so far and the epochs done, after each epoch but the last
    stop      True ends the learning, and the table is what was learned
    canceled  True ends all with Canceled
    trouble   hears a sentence about what went wrong without ending the training
    """

    progress: Callable[[TrainingProgress], None] | None = None
    look: Callable[[Table, int], None] | None = None
    stop: Callable[[], bool] = lambda: False
    canceled: Callable[[], bool] = lambda: False
    trouble: Callable[[str], None] = lambda sentence: None


class Watch:
    """One stage: turns words or shares done into progress, and tells it not too often."""

    def __init__(self, stage: Stage, hooks: Hooks, *, words: int = 0, done: float = 0.0) -> None:
        self._stage = stage
        self._hooks = hooks
        self._words = words
        self._first = done
        self._began = time.monotonic()
        self._told = 0.0
        self._furthest = done
        self._lock = threading.Lock()

    def read(self, words: int) -> None:
        """So many words are read, of nobody knows how many."""
        self._tell(None, words, words, None)

    def share(self, done: float, loss: float | None = None) -> None:
        """A share of the stage's words is done."""
        with self._lock:
            self._furthest = done = max(done, self._furthest)
        self._tell(done, round(done * self._words), round((done - self._first) * self._words), loss)

    def _tell(self, done: float | None, words: int, fresh: int, loss: float | None) -> None:
        now = time.monotonic()
        if self._hooks.progress is None or (now - self._told < APART and done != 1):
            return
        with self._lock:
            self._told = now
            seconds = max(1e-9, now - self._began)
            left = None
            if done is not None and done > self._first:
                left = seconds * (1 - done) / (done - self._first)
            self._hooks.progress(TrainingProgress(self._stage, done, words, fresh / seconds, left, loss))
