import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rowspace.geometry.dims import moments, outlying
from rowspace.rows import ArrayRows


def test_worked_by_hand() -> None:
    found = moments(ArrayRows(np.array([[1, 5], [-1, 5], [1, 5], [-1, 5]], np.float32)))
    assert found.variance.tolist() == [1, 0]
    assert found.kurtosis.tolist() == [1, 0]
    assert found.largest.tolist() == [1, 5]


def test_equals_scipy_and_passes_over_rows_that_are_not_finite() -> None:
    values = np.random.default_rng(0).standard_t(5, (4000, 3)).astype(np.float32)
    found = moments(ArrayRows(np.concatenate([values, np.full((1, 3), np.nan, np.float32)])))
    np.testing.assert_allclose(found.variance, values.var(axis=0, dtype=np.float64), rtol=1e-5)
    np.testing.assert_allclose(found.kurtosis, stats.kurtosis(values.astype(np.float64), fisher=False), rtol=1e-5)
    np.testing.assert_allclose(found.largest, np.abs(values).max(axis=0))


def test_one_wide_dim_among_many_stands_out() -> None:
    variance = np.ones(50)
    variance[7] = 30
    assert outlying(variance).tolist() == [7]
    assert outlying(np.ones(50)).tolist() == []


@given(st.floats(0.01, 100))
def test_the_unit_of_the_numbers_does_not_matter(factor: float) -> None:
    variance = np.random.default_rng(1).uniform(0.5, 1.5, 40)
    variance[[3, 9]] = 40, 60
    assert outlying(variance * factor).tolist() == outlying(variance).tolist() == [9, 3]
