"""Would it be the same with other labels? Scores of words between the ends of pairs, with words of pairs exchanged.

If it made no difference which word of a pair is the first, exchanging the two in some pairs would give scores as far
from 0. Every such score is made of sums and differences of the pairs' steps, so that an exchange costs a few products
of small matrices: the steps' own dot products and those with the words are taken once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rowspace.geometry.pair_measures import Measure
from rowspace.geometry.similarity import Doubles, Vectors, unit

CELLS = 1 << 21  # scores held at once
TIE = 1e-9  # scores closer than this are equal: the same sums added in another order


class Chances(NamedTuple):
    """How often words exchanged in some of the pairs give a score as far from 0.

    mean       of the mean score, above 0 and at most 1
    words      (w,) of each word's score
    exact      whether all ways to exchange them were tried
    exchanges  how many were
    """

    mean: float
    words: Doubles
    exact: bool
    exchanges: int


def chances(
    first: Vectors, second: Vectors, words: Vectors, measure: Measure, *, permutations: int = 10_000, seed: int = 0
) -> Chances | None:
    """Two-sided chances, were the two words of each pair interchangeable.

    All 2^p ways to exchange them are tried where they are no more than `permutations`; the observed one is among them.
    Else that many are drawn, and the observed one is counted in (Phipson & Smyth 2010). With p pairs no chance is below
    2 ÷ 2^p, as exchanging all of them gives the same with the other sign. What is held against them is, for the
    direction, the product with the mean difference before it is made length 1: pairs that no longer agree leave it
    short, which a cosine would not show.

    None for one pair, which tells nothing, and for RIPA: the component that it measures along does not know which word
    of a pair is the first.

    first, second (p, d), words (w, d), w ≥ 1
    """
    pairs = len(first)
    if pairs < 2 or measure == "ripa":
        return None
    exact = 2**pairs <= permutations
    steps = _Steps.of(first, second, words, measure)
    seen = steps.scores(np.ones((1, pairs)))[0]
    size = max(1, CELLS // (len(words) + pairs))
    mean, each = 0, np.zeros(len(words))
    for signs in _all_signs(pairs, size) if exact else _drawn_signs(pairs, size, permutations, seed):
        scores = steps.scores(signs)
        mean += int(np.count_nonzero(np.abs(scores.mean(axis=1)) >= abs(seen.mean()) - TIE))
        each += np.count_nonzero(np.abs(scores) >= np.abs(seen) - TIE, axis=0)
    if exact:
        return Chances(mean / 2**pairs, each / 2**pairs, True, 2**pairs)
    return Chances((1 + mean) / (1 + permutations), (1 + each) / (1 + permutations), False, permutations)


class _Steps(NamedTuple):
    """From the second to the first row of each pair.

    gram      (p, p)  their dot products
    products  (p, w)  those with the words, of RND less the middle of all ends
    squares   (w,)    of RND: squared lengths of the words less that middle; None for the direction
    """

    gram: Doubles
    products: Doubles
    squares: Doubles | None

    @classmethod
    def of(cls, first: Vectors, second: Vectors, words: Vectors, measure: Measure) -> _Steps:
        one, other, others = unit(first), unit(second), unit(words)
        if measure == "direction":
            steps = unit(one - other)
            return cls(steps @ steps.T, steps @ others.T, None)
        steps, others = one - other, others - (one + other).mean(axis=0) / 2
        return cls(steps @ steps.T, steps @ others.T, np.square(others).sum(axis=1))

    def scores(self, signs: Doubles) -> Doubles:
        """Scores where the pairs with −1 are turned round.   (s, p) -> (s, w)"""
        pairs = len(self.gram)
        along: Doubles = signs @ self.products / pairs
        if self.squares is None:
            return along
        even = self.squares + np.einsum("si,ij,sj->s", signs, self.gram, signs)[:, None] / (2 * pairs) ** 2
        distances: Doubles = np.sqrt(np.maximum(0, even + along)) - np.sqrt(np.maximum(0, even - along))
        return distances


def _all_signs(pairs: int, size: int) -> Iterator[Doubles]:
    for start in range(0, 2**pairs, size):
        numbers = np.arange(start, min(start + size, 2**pairs))
        yield 1.0 - 2.0 * (numbers[:, None] >> np.arange(pairs) & 1).astype(np.float64)


def _drawn_signs(pairs: int, size: int, draws: int, seed: int) -> Iterator[Doubles]:
    random = np.random.default_rng(seed)
    for start in range(0, draws, size):
        yield random.choice([-1.0, 1.0], (min(size, draws - start), pairs))
