"""The Word Embedding Association Test on rows (WEAT; Caliskan, Bryson & Narayanan 2017).

Are the rows X closer to the attributes A, and the rows Y closer to the attributes B, than chance would have it?
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from math import comb
from typing import NamedTuple

import numpy as np

from rowspace.geometry.similarity import Doubles, Vectors, cosine

BLOCK = 4_096  # partitions tried at once
TIE = 1e-12  # sums closer than this are equal: the same words added in another order


class PValue(NamedTuple):
    """value above 0, at most 1; exact where all partitions were tried; how many were tried."""

    value: float
    exact: bool
    partitions: int


def associations(rows: Vectors, a: Vectors, b: Vectors) -> Doubles:
    """s(w, A, B): mean cosine with the rows A less mean cosine with the rows B, −2 to 2.   (n, d) -> (n,)"""
    difference: Doubles = cosine(rows, a).mean(axis=1) - cosine(rows, b).mean(axis=1)
    return difference


def statistic(x: Doubles, y: Doubles) -> float:
    """s(X, Y, A, B): sum of X's associations less sum of Y's.   (n,), (n,)"""
    return float(x.sum() - y.sum())


def effect_size(x: Doubles, y: Doubles) -> float:
    """Difference of the mean associations in standard deviations of all of them, −2 to 2.   (n,), (n,)

    The deviation is that of the population (÷ 2n), which the limits −2 and 2 belong to. 0 where all are equal.

    Associations 0.3, 0.1 and −0.1, −0.3 differ by 0.4 in the mean and deviate by 0.224: effect size 1.789.
    """
    deviation = float(np.concatenate([x, y]).std())
    return float(x.mean() - y.mean()) / deviation if deviation > TIE else 0.0


def p_value(x: Doubles, y: Doubles, *, permutations: int = 10_000, seed: int = 0) -> PValue:
    """One-sided chance of a statistic at least this large, were all equal splits of the words equally likely.

    All C(2n, n) splits are tried where they are no more than `permutations`; the observed one is among them. Else
    that many are drawn, and the observed one is counted in: (1 + as large) ÷ (1 + drawn), as a chance of 0 could not
    be told from few draws (Phipson & Smyth 2010). A split that ties with the observed one counts as large as it.

    x, y  (n,) associations, equally many
    """
    pool = np.concatenate([x, y])
    size, splits = len(x), comb(len(pool), len(x))
    exact = splits <= permutations
    sums = _all_sums(pool, size) if exact else _drawn_sums(pool, size, permutations, seed)
    # the sum of one half decides: the statistic is twice it less the sum of all
    large = sum(int(np.count_nonzero(block >= x.sum() - TIE)) for block in sums)
    if exact:
        return PValue(large / splits, True, splits)
    return PValue((1 + large) / (1 + permutations), False, permutations)


def _all_sums(pool: Doubles, size: int) -> Iterator[Doubles]:
    """Sum of every choice of `size` numbers, a block at a time."""
    choices = combinations(range(len(pool)), size)
    while block := list(islice(choices, BLOCK)):
        yield pool[np.array(block)].sum(axis=1)


def _drawn_sums(pool: Doubles, size: int, draws: int, seed: int) -> Iterator[Doubles]:
    """Sums of `size` numbers drawn without return, `draws` times, a block at a time."""
    random = np.random.default_rng(seed)
    for start in range(0, draws, BLOCK):
        keys = random.random((min(BLOCK, draws - start), len(pool)))
        yield pool[np.argpartition(keys, size - 1, axis=1)[:, :size]].sum(axis=1)
