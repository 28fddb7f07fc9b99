from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.geometry.pair_measures import Measure, lean
from rowspace.geometry.relabeling import Chances, chances
from rowspace.geometry.similarity import unit

MEASURES: tuple[Measure, ...] = ("direction", "rnd")


def drawn(seed: int, pairs: int, words: int, dim: int = 6) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    firsts, seconds = random.standard_normal((2, pairs, dim))
    return firsts, seconds, random.standard_normal((words, dim))


def strength(first: np.ndarray, second: np.ndarray, words: np.ndarray, measure: Measure) -> np.ndarray:
    """What is held against other labels: a relative norm distance, or the product with the mean step."""
    if measure == "rnd":
        return lean(first, second, words, measure)
    return unit(words) @ unit(unit(first) - unit(second)).mean(axis=0)


def the_long_way(first: np.ndarray, second: np.ndarray, words: np.ndarray, measure: Measure) -> Chances:
    """Every exchange, scored by the measure itself."""
    seen = strength(first, second, words, measure)
    mean, each, count = 0, np.zeros(len(words)), 0
    for turned in product([False, True], repeat=len(first)):
        flags = np.array(turned)[:, None]
        scores = strength(np.where(flags, second, first), np.where(flags, first, second), words, measure)
        mean += abs(scores.mean()) >= abs(seen.mean()) - 1e-9
        each += np.abs(scores) >= np.abs(seen) - 1e-9
        count += 1
    return Chances(mean / count, each / count, True, count)


def test_pairs_that_all_agree_by_hand() -> None:
    """Firsts at 1 on the first dim, seconds at −1, each pair with a dim of its own, and a word on the first dim. Any
    exchange leaves less of the mean difference, but for exchanging all: 2 of 2^p.
    """
    for pairs in (2, 3, 5):
        own = np.eye(pairs)
        first, second = np.hstack([np.ones((pairs, 1)), own]), np.hstack([-np.ones((pairs, 1)), own])
        word = np.eye(pairs + 1)[:1]
        for measure in MEASURES:
            found = chances(first, second, word, measure)
            assert found is not None
            assert (found.mean, found.words.tolist()) == (2 / 2**pairs, [2 / 2**pairs])
            assert (found.exact, found.exchanges) == (True, 2**pairs)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(2, 5), st.integers(1, 4), st.sampled_from(MEASURES))
def test_all_exchanges_equal_the_long_way(seed: int, pairs: int, words: int, measure: Measure) -> None:
    given_rows = drawn(seed, pairs, words)
    found, expected = chances(*given_rows, measure), the_long_way(*given_rows, measure)
    assert found is not None
    assert found.mean == pytest.approx(expected.mean)
    assert (found.exact, found.exchanges) == (True, expected.exchanges)
    np.testing.assert_allclose(found.words, expected.words)


@pytest.mark.parametrize("measure", MEASURES)
def test_drawn_exchanges_estimate_all_of_them(measure: Measure) -> None:
    given_rows = drawn(5, 10, 3)
    exact = chances(*given_rows, measure)
    some, again = (chances(*given_rows, measure, permutations=400, seed=1) for _ in range(2))
    assert exact is not None
    assert some is not None
    assert again is not None
    assert (exact.exact, some.exact, some.exchanges) == (True, False, 400)
    np.testing.assert_allclose(some.words, exact.words, atol=0.1)
    np.testing.assert_array_equal(some.words, again.words)


@pytest.mark.parametrize("measure", MEASURES)
def test_labels_that_mean_nothing_are_seldom_told_apart(measure: Measure) -> None:
    values = [chances(*drawn(seed, 6, 6), measure) for seed in range(100)]
    means = np.array([value.mean for value in values if value is not None])
    assert len(means) == 100
    assert (means <= 0.1).mean() < 0.2
    assert 0.35 < means.mean() < 0.65


@pytest.mark.parametrize("measure", MEASURES)
def test_blocks_change_nothing(measure: Measure, monkeypatch: pytest.MonkeyPatch) -> None:
    given_rows = drawn(7, 6, 3)
    whole = chances(*given_rows, measure)
    monkeypatch.setattr("rowspace.geometry.relabeling.CELLS", 63)
    blocks = chances(*given_rows, measure)
    assert whole is not None
    assert blocks is not None
    assert (whole.mean, whole.words.tolist()) == (blocks.mean, blocks.words.tolist())


def test_one_pair_and_a_component_tell_nothing() -> None:
    assert chances(*drawn(1, 1, 2), "direction") is None
    assert chances(*drawn(1, 4, 2), "ripa") is None
