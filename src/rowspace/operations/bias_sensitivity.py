"""What is left of a score of bias when one pair or one word is dropped: lists of words are chosen by somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.association import associations, effect_size
from rowspace.geometry.pair_measures import lean
from rowspace.geometry.similarity import Doubles
from rowspace.operations.bias import Weat, rows_of_sets, weat
from rowspace.operations.measured_bias import Leaning, MeasuredBias, leaning_of, measured
from rowspace.operations.weat_tests import SETS, WeatTest
from rowspace.rows import Floats
from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class Drop:
    """What is left without a pair or a word.

    kind    "pair" or "word"
    mean    of the scores then, `change` more than with it
    moved   the word whose own score moves most without the pair, from `before` to `after`; None where a word is
            dropped, which leaves the others as they are
    """

    kind: str
    dropped: str
    mean: float
    change: float
    moved: str | None
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class BiasSensitivity:
    """A measured bias and how it moves.

    low, high  of the means with everything, without each pair and without each word
    unsure     words whose score changes its sign when one of the pairs is dropped
    drops      the largest change first
    """

    bias: MeasuredBias
    low: float
    high: float
    unsure: list[str]
    drops: list[Drop]


@dataclass(frozen=True, slots=True)
class WeatDrop:
    """The effect size without one word of x, y, a or b (`list`), `change` more than with it."""

    list: str
    word: str
    effect_size: float
    change: float


@dataclass(frozen=True, slots=True)
class WeatSensitivity:
    """An association test and how its effect size moves.

    low, high  of the effect sizes with everything and without each word
    drops      the largest change first; the last word of a list is not dropped
    """

    weat: Weat
    low: float
    high: float
    drops: list[WeatDrop]


def bias_sensitivity(
    table: Table,
    pairs: Sequence[tuple[str, str]],
    words: Sequence[str],
    measure: str = "direction",
    permutations: int = 10_000,
    seed: int = 0,
) -> BiasSensitivity:
    """`measured_bias`, and again without each pair and without each word. A last pair or word is not dropped.

    A pair without which the others cancel out is left out of the drops. Raises as `measured_bias`.
    """
    leaning = leaning_of(table, pairs, words, measure)
    answer = measured(leaning, permutations, seed)
    without = _without_each_pair(leaning)
    drops = [*_dropped_pairs(leaning, without), *_dropped_words(leaning)]
    means = [answer.mean, *(drop.mean for drop in drops)]
    turned = [bool(any(scores[at] * score < 0 for _, scores in without)) for at, score in enumerate(leaning.scores)]
    return BiasSensitivity(
        bias=answer,
        low=min(means),
        high=max(means),
        unsure=[word for word, unsure in zip(leaning.ids, turned, strict=True) if unsure],
        drops=sorted(drops, key=lambda drop: -abs(drop.change)),
    )


def weat_sensitivity(
    table: Table, test: str | WeatTest | Mapping[str, object], permutations: int = 10_000, seed: int = 0
) -> WeatSensitivity:
    """`weat`, and its effect size again without each word that it used. Raises as `weat`."""
    answer = weat(table, test, permutations, seed)
    rows = rows_of_sets(table, {key: getattr(answer, key) for key in SETS})
    drops = [_without_word(answer, rows, key, at) for key in SETS for at in range(len(rows[key])) if len(rows[key]) > 1]
    sizes = [answer.effect_size, *(drop.effect_size for drop in drops)]
    return WeatSensitivity(answer, min(sizes), max(sizes), sorted(drops, key=lambda drop: -abs(drop.change)))


def _without_word(answer: Weat, rows: Mapping[str, Floats], key: str, at: int) -> WeatDrop:
    left = {**rows, key: np.delete(rows[key], at, axis=0)}
    size = effect_size(*(associations(left[side], left["a"], left["b"]) for side in ("x", "y")))
    return WeatDrop(key, getattr(answer, key)[at], size, size - answer.effect_size)


def _without_each_pair(leaning: Leaning) -> list[tuple[str, Doubles]]:
    """Each pair and the scores (w,) of the others, where they have a direction; nothing where there is only one."""
    ends, found = leaning.ends, []
    for at in range(len(ends.pairs) if len(ends.pairs) > 1 else 0):
        firsts, seconds = (np.delete(rows, at, axis=0) for rows in (ends.firsts, ends.seconds))
        with suppress(BadArgument):
            found.append((":".join(ends.pairs[at]), lean(firsts, seconds, leaning.rows, leaning.measure)))
    return found


def _dropped_pairs(leaning: Leaning, without: Sequence[tuple[str, Doubles]]) -> list[Drop]:
    words, mean = list(leaning.ids), float(leaning.scores.mean())
    drops = []
    for pair, scores in without:
        most = int(np.abs(scores - leaning.scores).argmax())
        left = float(scores.mean())
        moved = (words[most], float(leaning.scores[most]), float(scores[most]))
        drops.append(Drop("pair", pair, left, left - mean, *moved))
    return drops


def _dropped_words(leaning: Leaning) -> list[Drop]:
    count, mean = len(leaning.ids), float(leaning.scores.mean())
    if count < 2:
        return []
    left = ((leaning.scores.sum() - leaning.scores) / (count - 1)).tolist()
    return [
        Drop("word", word, value, value - mean, None, None, None) for word, value in zip(leaning.ids, left, strict=True)
    ]
