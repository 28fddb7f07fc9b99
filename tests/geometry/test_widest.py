"""The plane of largest variance of all rows, by the full matrix and by passes."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

from rowspace.geometry import widest
from rowspace.geometry.projection import principal_plane
from rowspace.geometry.widest import placed, widest_plane
from rowspace.rows import ArrayRows


def stretched_rows(count: int = 600, dim: int = 30) -> np.ndarray:
    """Normal rows, wide along a few directions, around a mean of their own."""
    random = np.random.default_rng(0)
    spreads = np.r_[6.0, 4.0, 2.5, np.ones(dim - 3)]
    turn = np.linalg.qr(random.standard_normal((dim, dim)))[0]
    return (random.standard_normal((count, dim)) * spreads @ turn + random.standard_normal(dim)).astype(np.float32)


@pytest.mark.parametrize("by_passes", [False, True])
def test_axes_and_shares_are_those_of_other_implementations(by_passes: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if by_passes:
        monkeypatch.setattr(widest, "DEAR", 0)
    numbers = stretched_rows()
    found = widest_plane(ArrayRows(numbers))
    other = PCA(2, svd_solver="full").fit(numbers.astype(np.float64))
    assert (found.passes > 1) == by_passes
    np.testing.assert_allclose(np.abs(found.plane.axes @ other.components_.T), np.eye(2), atol=3e-3)
    np.testing.assert_allclose(found.plane.explained, other.explained_variance_ratio_, rtol=1e-4)
    own = principal_plane(numbers)
    np.testing.assert_allclose(placed(ArrayRows(numbers), found.plane), own.project(numbers), atol=0.05)


def test_rows_that_are_not_finite_move_no_axis_and_have_no_place() -> None:
    numbers = stretched_rows()
    broken = np.concatenate([numbers, np.full((1, 30), np.nan, np.float32), np.full((1, 30), np.inf, np.float32)])
    plane = widest_plane(ArrayRows(broken)).plane
    np.testing.assert_allclose(plane.axes, widest_plane(ArrayRows(numbers)).plane.axes, atol=1e-5)
    places = placed(ArrayRows(broken), plane)
    assert np.isnan(places[-2:]).all()
    assert np.isfinite(places[:-2]).all()


def test_equal_rows_spread_nowhere() -> None:
    plane = widest_plane(ArrayRows(np.ones((5, 3), np.float32))).plane
    assert plane.explained.tolist() == [0, 0]


def test_a_tick_that_raises_stops_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(done: float) -> None:
        raise InterruptedError

    for dear in (widest.DEAR, 0):
        monkeypatch.setattr(widest, "DEAR", dear)
        with pytest.raises(InterruptedError):
            widest_plane(ArrayRows(stretched_rows()), tick=stop)
