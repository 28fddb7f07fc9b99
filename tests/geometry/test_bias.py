import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ortho_group
from sklearn.decomposition import PCA

from rowspace.errors import BadArgument
from rowspace.geometry.bias import along, held_out, mean_direction

SEEDS = st.integers(0, 2**32 - 1)


def test_two_pairs_worked_by_hand() -> None:
    """Differences (1, −1) and (1.4, 0.2): of length 1 they are (0.7071, −0.7071) and (0.9899, 0.1414).

    Their mean is (0.8485, −0.2828), of direction (3, −1) / √10. They are 53.13° apart (cosine 0.6), so the first
    principal component holds (1 + 0.6) / 2 = 0.8 of their squares.
    """
    shared = mean_direction(np.array([[1, 0], [0.6, 0.8]]), np.array([[0, 1], [-0.8, 0.6]]))
    np.testing.assert_allclose(shared.vector, np.array([3, -1]) / 10**0.5)
    assert shared.explained == pytest.approx(0.8)
    np.testing.assert_allclose(along(np.array([[6, -2], [-3, 1], [1, 3], [0, 0]]), shared), [1, -1, 0, 0], atol=1e-12)


def test_one_pair_explains_itself() -> None:
    shared = mean_direction(np.array([[3.0, 0, 0]]), np.array([[0, 0.1, 0]]))
    np.testing.assert_allclose(shared.vector, [0.5**0.5, -(0.5**0.5), 0])
    assert shared.explained == pytest.approx(1)


@settings(deadline=None)
@given(SEEDS, st.integers(2, 8))
def test_the_explained_share_equals_that_of_centered_pairs(seed: int, pairs: int) -> None:
    steps = np.random.default_rng(seed).standard_normal((pairs, 5))
    steps /= np.linalg.norm(steps, axis=1, keepdims=True)
    others = np.zeros_like(steps)
    halves = np.vstack([(steps - others) / 2, (others - steps) / 2])
    oracle = PCA(svd_solver="full").fit(halves).explained_variance_ratio_[0]
    assert mean_direction(steps, others).explained == pytest.approx(oracle)


@settings(deadline=None)
@given(SEEDS)
def test_scores_keep_under_a_rotation_and_turn_with_the_pairs(seed: int) -> None:
    random = np.random.default_rng(seed)
    first, second, words = (random.standard_normal((count, 6)) for count in (4, 4, 9))
    turn = ortho_group.rvs(6, random_state=seed)
    scores = along(words, mean_direction(first, second))
    np.testing.assert_allclose(along(words @ turn, mean_direction(first @ turn, second @ turn)), scores, atol=1e-9)
    np.testing.assert_allclose(along(words, mean_direction(second, first)), -scores, atol=1e-9)
    assert np.abs(scores).max() <= 1


def test_pairs_without_a_direction_are_refused() -> None:
    with pytest.raises(BadArgument, match="Pair 2 has no direction: both its rows point the same way"):
        mean_direction(np.array([[1.0, 0], [0, 2]]), np.array([[0, 1.0], [0, 5]]))
    with pytest.raises(BadArgument, match="cancel out, so they have no direction; are some written backwards"):
        mean_direction(np.array([[1.0, 0], [0, 1]]), np.array([[0, 1.0], [1, 0]]))


def test_a_pair_is_held_against_the_direction_of_the_others() -> None:
    """Two pairs along x, one against them: the others of each of the two cancel out, those of the third disagree."""
    first, second = np.array([[1.0, 0], [1, 0], [-1, 0]]), np.array([[-1.0, 0], [-1, 0], [1, 0]])
    assert held_out(first[:2], second[:2]) == 1
    assert held_out(first, second) == pytest.approx((0.5 + 0.5 + 0) / 3)
    assert held_out(first[:1], second[:1]) is None


@given(st.integers(0, 1000), st.integers(2, 8))
def test_held_out_pairs_equal_the_long_way(seed: int, pairs: int) -> None:
    first, second = np.random.default_rng(seed).standard_normal((2, pairs, 3))
    right = 0
    for at in range(pairs):
        others = mean_direction(np.delete(first, at, 0), np.delete(second, at, 0))
        right += along(first[at : at + 1], others)[0] > along(second[at : at + 1], others)[0]
    assert held_out(first, second) == pytest.approx(right / pairs)
