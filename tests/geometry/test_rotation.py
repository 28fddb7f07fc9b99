import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm, logm
from scipy.stats import kstest

from rowspace.errors import BadArgument
from rowspace.geometry import rotation
from rowspace.geometry.rotation import planes_of, random_rotation, rotated, rotation_planes

DIMS, SEEDS = st.integers(1, 40), st.integers(0, 1000)


def matrix(dim: int, seed: int, amount: float) -> np.ndarray:
    """The rotation that `rotated` applies to columns.   -> (dim, dim)"""
    return rotated(np.eye(dim), seed=seed, amount=amount).T


def test_a_quarter_turn_worked_by_hand() -> None:
    planes = planes_of(np.array([[0.0, -1], [1, 0]]), np.arange(2))
    assert np.abs(planes.angles) == pytest.approx([np.pi / 2])


def test_half_of_the_amount_is_half_of_the_angle() -> None:
    whole, half = matrix(2, 3, 1.0), matrix(2, 3, 0.5)
    angle = np.arctan2(whole[1, 0], whole[0, 0])
    np.testing.assert_allclose(half, [[np.cos(angle / 2), -np.sin(angle / 2)], [np.sin(angle / 2), np.cos(angle / 2)]])


@pytest.mark.parametrize("dim", [1, 2, 3, 7, 50])
def test_the_way_equals_the_exponential_of_the_logarithm(dim: int) -> None:
    whole = random_rotation(dim, np.random.default_rng(11))
    np.testing.assert_allclose(matrix(dim, 11, 1.0), whole, atol=1e-9)
    np.testing.assert_allclose(matrix(dim, 11, 0.3), expm(0.3 * logm(whole)).real, atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(DIMS, SEEDS, st.floats(0, 1))
def test_cosines_and_lengths_keep_everywhere_on_the_way(dim: int, seed: int, amount: float) -> None:
    rows = np.random.default_rng(seed).standard_normal((5, dim))
    turned = rotated(rows, seed=seed, amount=amount)
    np.testing.assert_allclose(turned @ turned.T, rows @ rows.T, atol=1e-9)
    turn = matrix(dim, seed, amount)
    np.testing.assert_allclose(turn @ turn.T, np.eye(dim), atol=1e-9)
    assert np.linalg.det(turn) == pytest.approx(1)


@settings(deadline=None, max_examples=40)
@given(DIMS, SEEDS)
def test_no_amount_changes_nothing_at_all(dim: int, seed: int) -> None:
    rows = np.random.default_rng(seed).standard_normal((3, dim))
    np.testing.assert_array_equal(rotated(rows, seed=seed, amount=0), rows)


def test_every_rotation_is_as_likely_as_every_other() -> None:
    """In three dims a random rotation's angle t has the density (1 − cos t) / π, so the distribution below."""
    random = np.random.default_rng(0)
    traces = [np.trace(random_rotation(3, random)) for _ in range(2_000)]
    angles = np.arccos(np.clip((np.array(traces) - 1) / 2, -1, 1))
    assert kstest(angles, lambda t: (t - np.sin(t)) / np.pi).pvalue > 0.01


def test_wide_rows_are_rotated_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "WIDEST", 8)
    rotation_planes.cache_clear()
    groups = rotation_planes(21, 0)
    assert [len(planes.dims) for planes in groups] == [7, 7, 7]
    assert sorted(np.concatenate([planes.dims for planes in groups])) == list(range(21))
    rows = np.random.default_rng(1).standard_normal((4, 21))
    turned = rotated(rows, seed=0)
    np.testing.assert_allclose(turned @ turned.T, rows @ rows.T)
    assert np.abs(turned - rows).min() > 0
    rotation_planes.cache_clear()


def test_a_slider_factors_once() -> None:
    rotation_planes.cache_clear()
    for amount in (0.1, 0.2, 0.3):
        rotated(np.ones((1, 6)), seed=4, amount=amount)
    assert rotation_planes.cache_info().misses == 1


@pytest.mark.parametrize("amount", [-0.1, 1.5, float("nan")])
def test_an_amount_outside_the_way_is_refused(amount: float) -> None:
    with pytest.raises(BadArgument, match="amount is how far to rotate, 0 to 1; got"):
        rotated(np.ones((1, 2)), amount=amount)


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(BadArgument, match="seed is a whole number from 0; got -1"):
        rotated(np.ones((1, 2)), seed=-1)
