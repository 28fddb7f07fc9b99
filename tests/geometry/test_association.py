from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.geometry import association
from rowspace.geometry.association import associations, effect_size, p_value, statistic

SEEDS = st.integers(0, 2**32 - 1)


def test_two_words_a_side_worked_by_hand() -> None:
    """Rows at 1 and 0.8 to A and 0 and 0.6 to B, and the other way round: associations 1, 0.2 and −1, −0.2.

    Means ±0.6, deviation √((1 + 0.04) / 2) = 0.7211: effect 1.664. The halves of the six splits sum to 1.2, 0.8, 0,
    0, −0.8 and −1.2; the observed 1.2 is reached once. So p = 1/6.
    """
    a, b = np.array([[2.0, 0]]), np.array([[0, 3.0]])
    x = associations(np.array([[5.0, 0], [8, 6]]), a, b)
    y = associations(np.array([[0, 1.0], [3, 4]]), a, b)
    np.testing.assert_allclose(x, [1, 0.2])
    np.testing.assert_allclose(y, [-1, -0.2])
    assert statistic(x, y) == pytest.approx(2.4)
    assert effect_size(x, y) == pytest.approx(1.2 / 0.52**0.5)
    assert p_value(x, y) == (pytest.approx(1 / 6), True, 6)


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.integers(2, 4), st.integers(1, 4), st.integers(1, 4))
def test_equals_the_paper_read_word_by_word(seed: int, size: int, a_size: int, b_size: int) -> None:
    random = np.random.default_rng(seed)
    x, y, a, b = (random.standard_normal((count, 5)) for count in (size, size, a_size, b_size))
    x_scores, y_scores = associations(x, a, b), associations(y, a, b)
    assert statistic(x_scores, y_scores) == pytest.approx(_statistic(x, y, a, b))
    everyone = [_association(word, a, b) for word in [*x, *y]]
    effect = (np.mean(everyone[:size]) - np.mean(everyone[size:])) / np.std(everyone)
    assert effect_size(x_scores, y_scores) == pytest.approx(effect)
    assert p_value(x_scores, y_scores).value == pytest.approx(_p_value(np.vstack([x, y]), size, a, b))


@settings(deadline=None)
@given(SEEDS, st.integers(1, 6), st.integers(1, 300))
def test_a_chance_is_above_zero_and_at_most_one(seed: int, size: int, permutations: int) -> None:
    scores = np.random.default_rng(seed).uniform(-2, 2, (2, size)).round(1)
    found = p_value(*scores, permutations=permutations, seed=seed)
    assert 0 < found.value <= 1
    assert found == p_value(*scores, permutations=permutations, seed=seed)
    assert -2 - 1e-9 <= effect_size(*scores) <= 2 + 1e-9


def test_draws_come_near_the_exact_chance_and_count_the_observed_split() -> None:
    random = np.random.default_rng(2)
    x, y = random.normal(0.15, 0.3, 8), random.normal(0, 0.3, 8)
    exact, drawn = p_value(x, y, permutations=12_870), p_value(x, y, permutations=12_869, seed=1)
    assert (exact.exact, exact.partitions, drawn.exact, drawn.partitions) == (True, 12_870, False, 12_869)
    assert drawn.value == pytest.approx(exact.value, abs=0.02)
    apart = p_value(np.arange(100, 130.0), np.arange(30.0), permutations=99)
    assert apart.value == pytest.approx(0.01)


def test_a_block_holds_part_of_the_splits(monkeypatch: pytest.MonkeyPatch) -> None:
    x, y = np.array([0.5, 0.1, 0.4]), np.array([0.2, 0.3, 0.0])
    whole = p_value(x, y)
    monkeypatch.setattr(association, "BLOCK", 7)
    assert p_value(x, y) == whole
    assert p_value(x, y, permutations=19, seed=3).partitions == 19


def test_words_that_do_not_differ_have_no_effect() -> None:
    same = np.full(4, 0.3)
    assert effect_size(same, same) == 0
    assert p_value(same, same).value == 1


def _association(word: np.ndarray, a: np.ndarray, b: np.ndarray) -> float:
    cosines = [[word @ other / np.linalg.norm(word) / np.linalg.norm(other) for other in rows] for rows in (a, b)]
    return float(np.mean(cosines[0]) - np.mean(cosines[1]))


def _statistic(x: np.ndarray, y: np.ndarray, a: np.ndarray, b: np.ndarray) -> float:
    return sum(_association(word, a, b) for word in x) - sum(_association(word, a, b) for word in y)


def _p_value(pool: np.ndarray, size: int, a: np.ndarray, b: np.ndarray) -> float:
    observed = _statistic(pool[:size], pool[size:], a, b)
    splits = list(combinations(range(len(pool)), size))
    rest = [[word for word in range(len(pool)) if word not in split] for split in splits]
    found = [_statistic(pool[list(one)], pool[other], a, b) for one, other in zip(splits, rest, strict=True)]
    return float(np.mean([value >= observed - 1e-9 for value in found]))
