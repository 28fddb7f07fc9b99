import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import TruncatedSVD

from rowspace.errors import BadArgument
from rowspace.geometry.pair_measures import lean, relation_vector, relative_norm_distance, ripa

SEEDS = st.integers(0, 10_000)


def test_three_measures_of_one_row_by_hand() -> None:
    """Ends (1, 0) and (0, 1), a row (3, 4): the direction is (1, −1)/√2, the unit row (0.6, 0.8)."""
    first, second, row = np.array([[2.0, 0]]), np.array([[0.0, 3]]), np.array([[3.0, 4]])
    assert lean(first, second, row, "direction") == pytest.approx([-0.2 / 2**0.5])
    assert lean(first, second, row, "rnd") == pytest.approx([0.4**0.5 - 0.8**0.5])
    assert lean(first, second, row, "ripa") == pytest.approx([(3 * 2 - 4 * 3) / 13**0.5])


def test_relative_norm_distance_sums_to_the_papers_figure_with_the_sign_turned() -> None:
    random = np.random.default_rng(0)
    first, second, words = (random.standard_normal((count, 5)) for count in (4, 3, 9))
    unit = [rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (first, second, words)]
    theirs = sum(np.linalg.norm(w - unit[0].mean(axis=0)) - np.linalg.norm(w - unit[1].mean(axis=0)) for w in unit[2])
    assert relative_norm_distance(first, second, words).sum() == pytest.approx(-theirs)


def test_the_relation_vector_is_scikit_learns_first_component() -> None:
    first, second = np.random.default_rng(1).standard_normal((2, 8, 6))
    oracle = TruncatedSVD(1, algorithm="arpack", random_state=0).fit(first - second).components_[0]
    vector = relation_vector(first, second)
    np.testing.assert_allclose(np.abs(vector), np.abs(oracle), atol=1e-9)
    assert (first - second).sum(axis=0) @ vector > 0


def test_inner_products_keep_the_length_of_a_row() -> None:
    """What the paper's measure is for: a frequent word's longer row counts for more."""
    first, second = np.random.default_rng(2).standard_normal((2, 3, 4))
    row = np.random.default_rng(3).standard_normal((1, 4))
    vector = relation_vector(first, second)
    assert ripa(7 * row, vector) == pytest.approx(7 * ripa(row, vector))
    for measure in ("direction", "rnd"):
        assert lean(first, second, 7 * row, measure) == pytest.approx(lean(first, second, row, measure))


def test_pairs_without_a_direction_are_refused() -> None:
    same = np.ones((2, 3))
    with pytest.raises(BadArgument, match="The pairs have no direction: the two rows of each are equal"):
        relation_vector(same, same)


@given(SEEDS, st.sampled_from(["direction", "rnd", "ripa"]), st.integers(1, 5))
def test_turning_the_ends_round_turns_the_scores_round(seed: int, measure: str, pairs: int) -> None:
    random = np.random.default_rng(seed)
    first, second = random.standard_normal((2, pairs, 6))
    words = random.standard_normal((4, 6))
    scores = lean(first, second, words, measure)  # type: ignore[arg-type]
    np.testing.assert_allclose(lean(second, first, words, measure), -scores, atol=1e-9)  # type: ignore[arg-type]
