import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.manifold import trustworthiness as sklearn_trustworthiness

from rowspace.geometry import faithfulness
from rowspace.geometry.faithfulness import k_for, kept_neighbors, true_ranks, trustworthiness
from rowspace.geometry.projection import pca
from rowspace.rows import ArrayRows

SEEDS = st.integers(0, 2**32 - 1)


def test_one_misplaced_row_worked_by_hand() -> None:
    """A fan of six directions, drawn on a line with the last between the first and the second.

    The nearest drawn neighbors are 5, 2, 3, 4, 3, 0. Row 5 is row 0's fifth and the other way round; by their angles
    row 2 is row 1's second, row 3 row 2's third, row 4 row 3's second, row 3 row 4's first. The ranks exceed k = 1 by
    4 + 1 + 2 + 1 + 0 + 4 = 12, so T = 1 − 2 / (6 · 1 · 8) · 12 = 0.5.
    """
    angles = np.array([0, 0.1, 0.3, 0.65, 1.1, 1.7])
    places = np.array([[0, 0], [2, 0], [2.9, 0], [3.7, 0], [4.4, 0], [0.9, 0]])
    ranks = true_ranks(np.stack([np.cos(angles), np.sin(angles)], axis=1), places, 1)
    assert ranks[:, 0].tolist() == [5, 2, 3, 2, 1, 5]
    assert trustworthiness(ranks, 6) == pytest.approx(0.5)
    assert kept_neighbors(ranks) == pytest.approx(1 / 6)


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.integers(3, 60), st.integers(2, 8))
def test_equals_scikit_learn_and_a_count_of_shared_neighbors(seed: int, count: int, dim: int) -> None:
    random = np.random.default_rng(seed)
    rows, places, k = random.standard_normal((count, dim)), random.standard_normal((count, 2)), k_for(count)
    ranks = true_ranks(rows, places, k)
    oracle = sklearn_trustworthiness(rows, places, n_neighbors=k, metric="cosine")
    assert trustworthiness(ranks, count) == pytest.approx(oracle)
    assert kept_neighbors(ranks) == pytest.approx(_shared(rows, places, k))


def test_a_picture_that_is_the_space_loses_nothing() -> None:
    angles = np.random.default_rng(1).uniform(0, 2 * np.pi, 50)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    ranks = true_ranks(circle * 7, circle, 10)
    assert trustworthiness(ranks, 50) == 1
    assert kept_neighbors(ranks) == 1


def test_ties_are_not_held_against_a_picture() -> None:
    rows = np.array([[1.0, 2, 3]] * 6 + [[-1.0, 0, 0]] * 3)
    for places in (np.zeros((9, 2)), pca(rows)[0]):
        ranks = true_ranks(rows[:6], places[:6], 2)
        assert trustworthiness(ranks, 6) == 1
        assert kept_neighbors(ranks) == 1
    assert true_ranks(np.eye(12), np.random.default_rng(0).standard_normal((12, 2)), 4).max() == 1


def test_a_sample_stands_for_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(4)
    rows = random.standard_normal((400, 5))
    places = pca(rows)[0]
    whole = true_ranks(rows, places, 10)
    monkeypatch.setattr(faithfulness, "MEASURED", 250)
    sample = true_ranks(rows, places, 10)
    assert len(sample) == 250
    assert trustworthiness(sample, 400) == pytest.approx(trustworthiness(whole, 400), abs=0.02)
    np.testing.assert_array_equal(sample, true_ranks(rows, places, 10))


def test_rows_are_measured_a_block_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(5).standard_normal((30, 4))
    whole = true_ranks(rows, rows[:, :2], 5)
    monkeypatch.setattr(faithfulness, "READ", 4 * 20)
    monkeypatch.setattr(faithfulness, "CELLS", 20 * 15)
    told: list[float] = []
    np.testing.assert_array_equal(true_ranks(ArrayRows(rows), rows[:, :2], 5, told.append), whole)
    assert told == pytest.approx([0, 20 * 0.5 / 30, 20 / 30])


def test_of_a_very_large_table_fewer_rows_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(6).standard_normal((400, 5))
    monkeypatch.setattr(faithfulness, "FEWEST", 50)
    for work, measured in ((400 * 5 * 90, 90), (1, 50), (400 * 5 * 9000, 400)):
        monkeypatch.setattr(faithfulness, "WORK", work)
        assert len(true_ranks(rows, rows[:, :2], 10)) == measured


def test_few_rows_are_asked_for_few_neighbors() -> None:
    assert [k_for(count) for count in (3, 5, 6, 29, 30, 39, 1000)] == [1, 1, 2, 9, 10, 10, 10]


def _shared(rows: np.ndarray, places: np.ndarray, k: int) -> float:
    """Mean share of common members of the two lists of k nearest, found the long way."""
    shares = []
    for row in range(len(rows)):
        others = [other for other in range(len(rows)) if other != row]
        cosines = [rows[row] @ rows[o] / np.linalg.norm(rows[row]) / np.linalg.norm(rows[o]) for o in others]
        steps = [np.linalg.norm(places[row] - places[o]) for o in others]
        near = {others[at] for at in np.argsort(cosines)[::-1][:k]}
        shares.append(len(near & {others[at] for at in np.argsort(steps)[:k]}) / k)
    return float(np.mean(shares))
