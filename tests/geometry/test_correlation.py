import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rowspace.geometry.correlation import pearson, ranks, spearman


def test_equal_numbers_share_the_mean_of_their_ranks() -> None:
    assert ranks(np.array([10.0, 30, 20, 30])).tolist() == [1, 3.5, 2, 3.5]


def test_equals_scipy() -> None:
    random = np.random.default_rng(0)
    x, y = random.integers(0, 9, 200), random.standard_normal(200)
    assert spearman(x, y) == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-12)
    assert pearson(x, y) == pytest.approx(stats.pearsonr(x, y).statistic, abs=1e-12)


def test_one_value_only_has_no_correlation() -> None:
    assert np.isnan(spearman(np.ones(3), np.arange(3)))


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=20, unique=True))
def test_ranks_rise_with_whatever_rises(numbers: list[int]) -> None:
    x = np.array(numbers)
    assert spearman(x, x**3) == pytest.approx(1)
    assert spearman(x, -x) == pytest.approx(-1)
