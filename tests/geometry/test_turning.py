import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import orthogonal_procrustes
from scipy.stats import ortho_group

from rowspace.geometry.similarity import unit
from rowspace.geometry.turning import cosines_with, overlap, turn_onto
from rowspace.rows import ArrayRows


def rows(array: np.ndarray) -> ArrayRows:
    return ArrayRows(np.asarray(array, np.float32))


def test_two_axes_turned_by_a_right_angle() -> None:
    one, other = rows(np.array([[3, 0], [0, 2]])), rows(np.array([[0, 1], [-5, 0]]))
    turn = turn_onto(one, other)
    np.testing.assert_allclose(turn, [[0, 1], [-1, 0]], atol=1e-12)
    assert cosines_with(one, other).tolist() == [0, 0]
    assert cosines_with(one, other, turn).tolist() == [1, 1]


def test_the_turn_is_scipys_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rowspace.geometry.turning.BLOCK_BYTES", 8 * 6 * 7)  # seven rows at once
    one, other = np.random.default_rng(0).standard_normal((2, 40, 6)).astype(np.float32)
    turn = turn_onto(rows(one), rows(other))
    expected, _ = orthogonal_procrustes(unit(one), unit(other))
    np.testing.assert_allclose(turn, expected, atol=1e-12)
    found = cosines_with(rows(one), rows(other), turn)
    np.testing.assert_allclose(found, (unit(one) @ expected * unit(other)).sum(axis=1), atol=1e-6)


@given(st.integers(0, 10_000))
def test_what_was_only_turned_has_cosine_one(seed: int) -> None:
    one = np.random.default_rng(seed).standard_normal((12, 4))
    turned = 3 * one @ ortho_group.rvs(4, random_state=seed)
    np.testing.assert_allclose(cosines_with(rows(one), rows(turned), turn_onto(rows(one), rows(turned))), 1, atol=1e-5)


def test_overlap_counts_what_two_lists_share(monkeypatch: pytest.MonkeyPatch) -> None:
    assert overlap(np.array([[3, 5, 7, 9]]), np.array([[9, 3, 1, 2]])).tolist() == [0.5]
    monkeypatch.setattr("rowspace.geometry.turning.BLOCK_BYTES", 9)  # a list at once
    random = np.random.default_rng(0)
    one, other = (np.array([random.permutation(8)[:3] for _ in range(20)]) for _ in range(2))
    expected = [len({*a} & {*b}) / 3 for a, b in zip(one.tolist(), other.tolist(), strict=True)]
    np.testing.assert_allclose(overlap(one, other), expected, rtol=1e-6)
