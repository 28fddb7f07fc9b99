"""The plane of largest variance of all rows, by passes over them."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

from rowspace.geometry import widest
from rowspace.geometry.projection import principal_plane
from rowspace.geometry.widest import is_dear, widest_plane
from rowspace.rows import ArrayRows


def stretched_rows(count: int = 600, dim: int = 30) -> np.ndarray:
    """Normal rows, wide along a few directions, around a mean of their own."""
    random = np.random.default_rng(0)
    spreads = np.r_[6.0, 4.0, 2.5, np.ones(dim - 3)]
    turn = np.linalg.qr(random.standard_normal((dim, dim)))[0]
    return (random.standard_normal((count, dim)) * spreads @ turn + random.standard_normal(dim)).astype(np.float32)


def test_axes_and_shares_are_those_of_other_implementations() -> None:
    numbers = stretched_rows()
    found = widest_plane(ArrayRows(numbers))
    other = PCA(2, svd_solver="full").fit(numbers.astype(np.float64))
    assert 1 < found.passes < widest.MOST_PASSES
    np.testing.assert_allclose(np.abs(found.plane.axes @ other.components_.T), np.eye(2), atol=1e-2)
    np.testing.assert_allclose(found.plane.explained, other.explained_variance_ratio_, rtol=1e-3)
    own = principal_plane(numbers)
    np.testing.assert_allclose(found.plane.project(numbers), own.project(numbers), atol=0.2)


def test_rows_that_are_not_finite_move_no_axis() -> None:
    numbers = stretched_rows()
    broken = np.concatenate([numbers, np.full((1, 30), np.nan, np.float32), np.full((1, 30), np.inf, np.float32)])
    plane = widest_plane(ArrayRows(broken)).plane
    np.testing.assert_allclose(plane.axes, widest_plane(ArrayRows(numbers)).plane.axes, atol=1e-5)


def test_equal_rows_spread_nowhere() -> None:
    plane = widest_plane(ArrayRows(np.ones((5, 3), np.float32))).plane
    assert plane.explained.tolist() == [0, 0]


def test_many_rows_of_many_dims_are_dear() -> None:
    assert not is_dear(ArrayRows(np.zeros((4000, 50), np.float32)))
    assert is_dear(ArrayRows(np.broadcast_to(np.float32(0), (128_256, 4_096))))


def test_a_tick_that_raises_stops_the_work() -> None:
    def stop(done: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        widest_plane(ArrayRows(stretched_rows()), tick=stop)
