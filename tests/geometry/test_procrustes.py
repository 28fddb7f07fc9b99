import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import orthogonal_procrustes
from scipy.spatial import procrustes as scipy_procrustes
from scipy.stats import ortho_group

from rowspace.geometry.procrustes import procrustes

SEEDS = st.integers(0, 10_000)


def test_three_corners_turned_and_doubled() -> None:
    corners, there = np.array([[0, 0], [2, 0], [0, 1]]), np.array([[5, 5], [5, 9], [3, 5]])
    alignment = procrustes(corners, there)
    np.testing.assert_allclose(alignment.moved(corners), there, atol=1e-12)
    assert alignment.scale == pytest.approx(2)
    np.testing.assert_allclose(alignment.turn, [[0, 1], [-1, 0]], atol=1e-12)
    assert alignment.disparity == pytest.approx(0, abs=1e-12)
    np.testing.assert_allclose(alignment.moved(np.array([[1, 1]])), [[3, 7]])


def test_equals_scipy() -> None:
    points, onto = np.random.default_rng(0).standard_normal((2, 30, 3))
    theirs, moved, disparity = scipy_procrustes(onto, points)
    alignment = procrustes(points, onto)
    assert alignment.disparity == pytest.approx(disparity)
    size = np.linalg.norm(onto - onto.mean(axis=0))
    np.testing.assert_allclose((alignment.moved(points) - onto.mean(axis=0)) / size, moved, atol=1e-12)
    np.testing.assert_allclose((onto - onto.mean(axis=0)) / size, theirs, atol=1e-12)
    rigid = procrustes(points, onto, scaled=False)
    turn, _ = orthogonal_procrustes(points - points.mean(axis=0), onto - onto.mean(axis=0))
    np.testing.assert_allclose(rigid.turn, turn, atol=1e-12)
    assert rigid.scale == 1


@given(SEEDS, st.floats(0.1, 10), st.booleans())
def test_what_was_moved_as_a_whole_comes_back(seed: int, scale: float, mirrored: bool) -> None:
    random = np.random.default_rng(seed)
    points, turn = random.standard_normal((8, 2)), ortho_group.rvs(2, random_state=seed)
    turn[0] *= -1 if mirrored else 1
    there = points @ turn * scale + random.standard_normal(2)
    alignment = procrustes(points, there)
    np.testing.assert_allclose(alignment.moved(points), there, atol=1e-9)
    assert alignment.disparity == pytest.approx(0, abs=1e-12)


@given(SEEDS)
def test_no_small_change_of_the_turn_comes_nearer(seed: int) -> None:
    random = np.random.default_rng(seed)
    points, onto = random.standard_normal((2, 9, 2))
    alignment = procrustes(points, onto)
    best = np.square(alignment.moved(points) - onto).sum()
    for angle in (-0.01, 0.01):
        nudge = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        other = (points - alignment.middle) @ alignment.turn @ nudge * alignment.scale + alignment.target
        assert np.square(other - onto).sum() >= best - 1e-12


def test_points_that_are_one_stay_finite() -> None:
    for points, onto in ((np.ones((4, 2)), np.eye(4)[:, :2]), (np.eye(4)[:, :2], np.ones((4, 2)))):
        alignment = procrustes(points, onto)
        assert np.isfinite(alignment.moved(points)).all()
        np.testing.assert_allclose(alignment.moved(points).mean(axis=0), onto.mean(axis=0))


@given(SEEDS)
def test_distances_stay_where_nothing_is_scaled(seed: int) -> None:
    points, onto = np.random.default_rng(seed).standard_normal((2, 7, 2))
    moved = procrustes(points, onto, scaled=False).moved(points)
    apart = np.linalg.norm(points[:, None] - points, axis=2)
    np.testing.assert_allclose(np.linalg.norm(moved[:, None] - moved, axis=2), apart, atol=1e-9)
