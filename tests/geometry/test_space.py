import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import METRICS, Metric
from rowspace.geometry.space import space_of, usual_top
from rowspace.rows import ArrayRows


def _rows(seed: int = 0) -> ArrayRows:
    values = np.random.default_rng(seed).standard_normal((90, 6)) * np.linspace(1, 3, 6) + 2
    return ArrayRows(values.astype(np.float32))


def test_all_but_the_top_takes_about_a_hundredth_of_the_dims() -> None:
    assert [usual_top(dim) for dim in (1, 2, 50, 100, 300, 4096)] == [0, 1, 1, 1, 3, 41]


def test_what_is_left_has_neither_mean_nor_top_directions() -> None:
    rows = _rows()
    space = space_of(rows, without_top=2)
    left = space.moved(rows[:])
    np.testing.assert_allclose(left.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(left @ PCA(2).fit(rows[:]).components_.T, 0, atol=1e-4)
    np.testing.assert_allclose(space.lengths, np.linalg.norm(left, axis=1), rtol=1e-5)


def test_a_space_is_measured_once_and_goes_with_its_rows() -> None:
    rows = _rows()
    assert space_of(rows) is space_of(rows)
    assert space_of(rows, center=True) is not space_of(rows)
    assert space_of(rows, without_top=1) is space_of(rows, center=True, without_top=1)
    assert space_of(_rows()) is not space_of(rows)


def test_more_directions_than_dims_are_refused() -> None:
    with pytest.raises(BadArgument, match="Of 6 dims, 0 to 5 directions can be removed; got 6"):
        space_of(_rows(), without_top=6)


@given(st.integers(0, 50), st.sampled_from(list(METRICS)), st.booleans())
def test_what_a_row_is_worth_lies_between_its_bounds(seed: int, metric: Metric, center: bool) -> None:
    """The formula of `kernels.asked`, worked out in numpy's float32."""
    rows = _rows(seed)
    space = space_of(rows, center=center)
    query = space.moved(np.random.default_rng(seed).standard_normal((1, 6)) * 5)
    asked, worth = space.asked(query, metric), space.worth(metric)
    product = rows[:] @ asked.directions[0] - asked.offsets[0]
    most = asked.factors[0] * (product + worth.give) * worth.times + worth.most
    least = asked.factors[0] * (product - worth.give) * worth.times + worth.least
    exact = METRICS[metric](query, space.moved(rows[:]))[0]
    long = np.linalg.norm(query)
    true = {
        "cosine": exact,
        "dot": exact / long,
        "euclidean": (long**2 - exact**2) / space.unit**2,
    }[metric]
    assert (least <= true).all()
    assert (true <= most).all()
