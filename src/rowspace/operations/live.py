"""Rows being learned, frame by frame: what the lesson's training panel shows.

Every frame is a state of one run: the rows of the words shown, their picture, the loss, cosines of pairs to watch,
how many analogies come out, and the run's last step taken apart. The same text and seed give the same frames.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument, Canceled
from rowspace.geometry.procrustes import procrustes
from rowspace.geometry.projection import principal_plane
from rowspace.geometry.similarity import unit
from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.rows import Floats
from rowspace.training.pairwise import (
    SmallText,
    first_rows,
    keep_shares,
    negative_shares,
    pairs_of,
    read_text,
    train_pairs,
)

WATCHED = (("cat", "dog"), ("king", "queen"), ("cat", "king"))
ANALOGIES = (
    ("king", "man", "woman", "queen"),
    ("actor", "man", "woman", "actress"),
    ("paris", "france", "japan", "tokyo"),
    ("walked", "walk", "run", "ran"),
)
WINDOW, NEGATIVE = 5, 5
FIRST_RATE, LAST_RATE = 0.12, 0.02
SAMPLE = 0.01  # share of the text above which a word is thinned out
PARTS = 4  # frames that a pass over the text takes
MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class WatchedPair:
    a: str
    b: str
    cosine: float


@dataclass(frozen=True, slots=True)
class StepWord:
    """A word of the step. role: "word", "context" or "negative".

    chance    σ of its score with the word's row before the step: how much the model believed in the pair
    gradient  1 − chance for the context, −chance for a negative; what its row is moved by, times rate × the other row
    """

    token: str
    role: str
    chance: float | None
    gradient: float | None


@dataclass(frozen=True, slots=True)
class LiveFrame:
    """frame 0 is the random start; `last` is the number of the final one.

    groups       group of each token: an index of `group_names`, −1 for a word of no lesson group
    loss         mean over the pairs since the frame before; None at the start
    analogies    how many of `asked` come first, the query's words excluded
    rows         [array] (n, d)            rows of the tokens shown
    coordinates  [array] (n, 2)            their principal plane, turned onto the frame before (Procrustes)
    before       [array] (2 + k, d)        the step's rows before it: word, context, negatives
    after        [array] (2 + k, d)        and after
    """

    frame: int
    last: int
    seed: int
    dim: int
    words: int
    pairs_trained: int
    rate: float
    loss: float | None
    tokens: list[str]
    groups: list[int]
    group_names: list[str]
    watched: list[WatchedPair]
    analogies: int
    asked: int
    step: list[StepWord]
    rows: Floats
    coordinates: Floats
    before: Floats
    after: Floats


def primer() -> str:
    """The text that ships for this, made by scripts/make_primer.py."""
    return (files("rowspace") / "samples" / "primer" / "text.txt").read_text(encoding="utf-8")


def train_live(
    text: str | None = None,
    *,
    more: str = "",
    seed: int = 1,
    dim: int = 24,
    frames: int = 60,
    canceled: Callable[[], bool] = lambda: False,
) -> Iterator[LiveFrame]:
    """Frames of a run on a text, by default the primer, with the lines of `more` added 20 times.

    Raises BadArgument for numbers out of bounds and a text without pairs, Canceled.
    """
    if not (2 <= dim <= 256 and 1 <= frames <= 500 and seed >= 0):
        raise BadArgument(f"dim is 2 to 256, frames 1 to 500, seed 0 or more; got {dim}, {frames}, {seed}.")
    run = _Run(
        read_text((text or primer()) + "\n" + (more.strip() + "\n") * (20 if more.strip() else 0)), seed, dim, frames
    )
    yield run.frame(0, None, 0.0)
    for number in range(1, frames + 1):
        if canceled():
            raise Canceled("Training was stopped.")
        rate = FIRST_RATE + (LAST_RATE - FIRST_RATE) * (number - 1) / max(1, frames - 1)
        yield run.frame(number, run.train(rate), rate)


class _Run:
    """The state of one run: rows, context rows, and the picture before."""

    def __init__(self, text: SmallText, seed: int, dim: int, frames: int) -> None:
        self.text, self.seed, self.frames = text, seed, frames
        self.rows, self.contexts = first_rows(len(text.tokens), dim, seed)
        self.pairs = pairs_of(text.ids, WINDOW)
        self.shares = negative_shares(text.counts)
        self.keep = keep_shares(text.counts, SAMPLE)
        self.random = np.random.default_rng([seed, 1])
        self.shown = _shown(text.tokens)
        self.trained = 0
        self.picture: Floats | None = None
        self.step: tuple[list[StepWord], Floats, Floats] = (
            [],
            np.empty((0, dim), np.float32),
            np.empty((0, dim), np.float32),
        )

    def train(self, rate: float) -> float:
        """A share of all pairs, drawn at random with frequent words thinned out; the last is looked at closely."""
        drawn = self.pairs[self.random.integers(len(self.pairs), size=max(2, len(self.pairs) // PARTS))]
        kept = (self.random.random(drawn.shape) < self.keep[drawn]).all(axis=1)
        pairs = drawn[kept] if kept.any() else drawn[:1]
        negatives = np.searchsorted(self.shares, self.random.random((len(pairs), NEGATIVE))).astype(np.int32)
        negatives = np.minimum(negatives, len(self.shares) - 1)
        loss = train_pairs(self.rows, self.contexts, pairs[:-1], negatives[:-1], rate)
        self.step = self._apart(pairs[-1:], negatives[-1:], rate)
        self.trained += len(pairs)
        return float(loss)

    def _apart(
        self, pair: NDArray[np.int32], negatives: NDArray[np.int32], rate: float
    ) -> tuple[list[StepWord], Floats, Floats]:
        """One step, with what it read and what it wrote; a negative that was drawn twice counts once."""
        word, context = (int(id) for id in pair[0])
        against = list(dict.fromkeys(int(id) for id in negatives[0] if id != context))
        touched = [context, *against]
        before = np.concatenate([self.rows[[word]], self.contexts[touched]])
        chances = 1 / (1 + np.exp(-(before[1:] @ before[0]).astype(np.float64)))
        train_pairs(self.rows, self.contexts, pair, np.array([against], np.int32), rate)
        after = np.concatenate([self.rows[[word]], self.contexts[touched]])
        tokens = self.text.tokens
        words = [StepWord(tokens[word], "word", None, None)]
        words.append(StepWord(tokens[context], "context", float(chances[0]), float(1 - chances[0])))
        words += [
            StepWord(tokens[id], "negative", float(chance), float(-chance))
            for id, chance in zip(against, chances[1:], strict=True)
        ]
        return words, before, after

    def frame(self, number: int, loss: float | None, rate: float) -> LiveFrame:
        tokens = self.text.tokens
        ids = [tokens.index(token) for token in self.shown]
        rows = self.rows[ids].copy()
        picture = principal_plane(rows).project(rows).astype(np.float32)
        if self.picture is not None:  # laid onto the one before, so that what moved is what changed
            picture = procrustes(picture, self.picture, scaled=False).moved(picture).astype(np.float32)
        self.picture = picture
        words, before, after = self.step
        return LiveFrame(
            frame=number,
            last=self.frames,
            seed=self.seed,
            dim=self.rows.shape[1],
            words=len(tokens),
            pairs_trained=self.trained,
            rate=rate,
            loss=loss,
            tokens=self.shown,
            groups=[_group(token) for token in self.shown],
            group_names=list(LESSON_GROUPS),
            watched=[WatchedPair(a, b, self._cosine(a, b)) for a, b in WATCHED if a in tokens and b in tokens],
            analogies=sum(self._holds(*question) for question in self._asked()),
            asked=len(self._asked()),
            step=words,
            rows=rows,
            coordinates=self.picture,
            before=before,
            after=after,
        )

    def _cosine(self, a: str, b: str) -> float:
        rows = unit(self.rows[[self.text.tokens.index(a), self.text.tokens.index(b)]])
        return float(rows[0] @ rows[1])

    def _asked(self) -> Sequence[tuple[str, str, str, str]]:
        return [question for question in ANALOGIES if set(question) <= set(self.text.tokens)]

    def _holds(self, a: str, minus: str, plus: str, answer: str) -> bool:
        """Whether a − minus + plus is nearest to the answer among the words shown."""
        rows = dict(
            zip(self.shown, unit(self.rows[[self.text.tokens.index(token) for token in self.shown]]), strict=True)
        )
        aim = rows[a] - rows[minus] + rows[plus]
        others = [token for token in self.shown if token not in (a, minus, plus)]
        return max(others, key=lambda token: float(rows[token] @ aim)) == answer


def _shown(tokens: list[str]) -> list[str]:
    """The lesson's words that the text has; where it has hardly any, its own most frequent words."""
    lesson = [token for group in LESSON_GROUPS.values() for token in group if token in set(tokens)]
    return lesson if len(lesson) >= 8 else tokens[:MOST_SHOWN]


def _group(token: str) -> int:
    return next((index for index, group in enumerate(LESSON_GROUPS.values()) if token in group), -1)
