import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.decomposition import PCA

from rowspace.geometry.projection import pca, principal_plane

CLOUDS = arrays(np.float64, st.tuples(st.integers(2, 9), st.integers(1, 6)), elements=st.integers(-50, 50).map(float))


def test_points_on_a_line_need_one_axis() -> None:
    plane = principal_plane(np.array([[0, 0], [3, 3], [6, 6]]))
    np.testing.assert_allclose(plane.axes, [[0.5**0.5, 0.5**0.5], [0, 0]])
    assert plane.explained.tolist() == [1, 0]
    np.testing.assert_allclose(plane.project(np.array([[3, 3], [4, 4], [4, 2]])), [[0, 0], [2**0.5, 0], [0, 0]])


def test_the_largest_entry_of_an_axis_is_positive() -> None:
    rows = np.array([[0, 0, 1], [0, 5, 0], [0, -5, 0], [-9, 0, 0], [9, 1, 0]])
    for turned in (rows, -rows, rows[::-1]):
        axes = principal_plane(turned).axes
        assert (np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1) > 0).all()


@pytest.mark.parametrize("shape", [(6, 40), (40, 6), (30, 30)], ids=["wide", "tall", "square"])
def test_equals_scikit_learn(shape: tuple[int, int]) -> None:
    rows = np.random.default_rng(3).standard_normal(shape) * np.linspace(1, 3, shape[1])
    coordinates, explained = pca(rows)
    oracle = PCA(2, svd_solver="full").fit(rows)
    np.testing.assert_allclose(np.abs(coordinates), np.abs(oracle.transform(rows)), atol=1e-9)
    np.testing.assert_allclose(explained, oracle.explained_variance_ratio_)


@pytest.mark.parametrize("rows", [np.full((5, 3), 0.1), np.zeros((1, 4))], ids=["equal", "single"])
def test_rows_without_a_spread_stay_at_the_origin(rows: np.ndarray) -> None:
    coordinates, explained = pca(rows)
    assert not coordinates.any()
    assert not explained.any()


def test_more_axes_can_be_asked_for() -> None:
    rows = np.random.default_rng(0).standard_normal((8, 5))
    coordinates, explained = pca(rows, 5)
    np.testing.assert_allclose(explained.sum(), 1)
    np.testing.assert_allclose(np.square(coordinates).sum(), np.square(rows - rows.mean(axis=0)).sum())


@settings(deadline=None)
@given(CLOUDS, st.integers(-100, 100))
def test_moving_all_rows_moves_nothing_in_the_picture(rows: np.ndarray, shift: int) -> None:
    np.testing.assert_allclose(pca(rows + shift)[0], pca(rows)[0], atol=1e-6)


@settings(deadline=None)
@given(CLOUDS, st.integers(1, 20))
def test_scaling_all_rows_scales_the_picture(rows: np.ndarray, factor: int) -> None:
    np.testing.assert_allclose(pca(rows * 2.0**factor)[0], pca(rows)[0] * 2.0**factor)
    np.testing.assert_allclose(pca(rows * 2.0**factor)[1], pca(rows)[1])


@settings(deadline=None)
@given(CLOUDS)
def test_shares_fall_and_are_those_of_the_picture(rows: np.ndarray) -> None:
    coordinates, explained = pca(rows)
    total = np.square(rows - rows.mean(axis=0)).sum()
    assert 1 >= explained[0] >= explained[1] >= 0
    assert explained.sum() <= 1 + 1e-12
    np.testing.assert_allclose(np.square(coordinates).sum(axis=0), explained * total, atol=1e-6 * max(total, 1))
