import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.decomposition import PCA

from rowspace.geometry.spectrum import (
    effective_rank,
    participation_ratio,
    principal_axes,
    scatter,
    shares,
    singular_values,
    stable_rank,
)
from rowspace.rows import ArrayRows


def _values(seed: int = 0) -> np.ndarray:
    random = np.random.default_rng(seed)
    return (random.standard_normal((500, 12)) * np.linspace(1, 4, 12) + np.linspace(-9, 9, 12)).astype(np.float32)


def test_three_equal_directions_and_none_beside_them_count_three() -> None:
    values = np.array([2.0, 2, 2, 0])
    assert shares(values).tolist() == [1 / 3, 1 / 3, 1 / 3, 0]
    assert effective_rank(values) == pytest.approx(3)
    assert participation_ratio(values) == pytest.approx(3)
    assert stable_rank(values) == pytest.approx(3)
    assert stable_rank(np.array([2.0, 1, 1])) == pytest.approx(6 / 4)


def test_equal_rows_have_no_direction() -> None:
    values = singular_values(scatter(ArrayRows(np.ones((5, 3), np.float32)), center=True))
    assert (effective_rank(values), participation_ratio(values), stable_rank(values)) == (0, 0, 0)


@pytest.mark.parametrize("center", [False, True])
def test_equals_lapack(center: bool) -> None:
    values = _values().astype(np.float64)
    expected = np.linalg.svd(values - center * values.mean(axis=0), compute_uv=False)
    np.testing.assert_allclose(singular_values(scatter(ArrayRows(_values()), center=center)), expected, rtol=1e-5)


def test_axes_equal_those_of_scikit_learn() -> None:
    theirs = PCA(3).fit(_values()).components_
    ours = principal_axes(ArrayRows(_values()), 3)
    np.testing.assert_allclose(np.abs(np.sum(theirs * ours, axis=1)), 1, atol=1e-5)


def test_rows_that_are_not_finite_do_not_count() -> None:
    values = _values()
    broken = np.concatenate([values, np.full((2, 12), np.nan, np.float32), np.full((1, 12), np.inf, np.float32)])
    np.testing.assert_allclose(
        scatter(ArrayRows(broken), center=True), scatter(ArrayRows(values), center=True), rtol=1e-6, atol=1e-2
    )


@given(arrays(np.float64, st.integers(1, 20), elements=st.floats(0, 1e6)))
def test_each_rank_lies_between_one_and_the_dims(values: np.ndarray) -> None:
    ranks = [measure(np.sort(values)[::-1]) for measure in (stable_rank, participation_ratio, effective_rank)]
    if values.max() < 1e-100:
        assert ranks == [0, 0, 0]
    else:
        assert all(1 - 1e-9 <= rank <= len(values) + 1e-9 for rank in ranks)
