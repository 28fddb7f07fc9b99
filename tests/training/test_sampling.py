"""Drawing words: chances are those of word2vec, and draws come as often as they should."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.training.blocks import draw_negatives
from rowspace.training.sampling import alias_table, keep_chances

COUNTS = st.lists(st.integers(1, 10_000), min_size=1, max_size=40).map(lambda held: np.array(held, np.int64))


def test_frequent_words_are_thinned_out_as_word2vec_does() -> None:
    counts = np.array([90_000, 9_990, 10], np.int64)
    kept = keep_chances(counts, 1e-3)
    # word2vec.c: (sqrt(count / (sample × total)) + 1) × sample × total / count
    assert kept.tolist() == pytest.approx([(np.sqrt(900) + 1) / 900, (np.sqrt(99.9) + 1) / 99.9, 1])
    assert keep_chances(counts, 0).tolist() == [1, 1, 1]


@given(COUNTS, st.sampled_from([0.0, 0.75, 1.0]))
def test_the_alias_table_gives_each_word_its_chance(counts: np.ndarray, power: float) -> None:
    chance, other = alias_table(counts, power)
    total = chance.astype(np.float64).copy()
    np.add.at(total, other, 1 - chance.astype(np.float64))
    weights = counts.astype(np.float64) ** power
    np.testing.assert_allclose(total / len(counts), weights / weights.sum(), atol=1e-6)


def test_draws_follow_the_chances() -> None:
    counts = np.array([1000, 100, 10, 1], np.int64)
    drawn = np.empty(200_000, np.int32)
    draw_negatives(*alias_table(counts), drawn, np.array([7], np.uint64))
    weights = counts**0.75
    np.testing.assert_allclose(np.bincount(drawn) / len(drawn), weights / weights.sum(), atol=0.005)
