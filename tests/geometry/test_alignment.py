"""Laying one picture onto another: turned, mirrored and moved, never stretched."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import orthogonal_procrustes

from rowspace.geometry.alignment import aligned


def spread(points: np.ndarray) -> np.ndarray:
    return np.linalg.norm(points[:, None] - points[None], axis=2)


@given(st.integers(0, 2**32 - 1), st.floats(0, 6.3), st.booleans())
def test_a_turned_picture_comes_back(seed: int, angle: float, mirrored: bool) -> None:
    picture = np.random.default_rng(seed).normal(size=(9, 2)).astype(np.float32)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved = (picture @ turn.T * (1, -1 if mirrored else 1) + (3, -2)).astype(np.float32)
    np.testing.assert_allclose(aligned(moved, picture), picture, atol=1e-4)


@given(st.integers(0, 2**32 - 1))
def test_distances_stay_and_scipy_agrees(seed: int) -> None:
    random = np.random.default_rng(seed)
    picture, onto = (random.normal(size=(7, 2)).astype(np.float32) for _ in range(2))
    result = aligned(picture, onto)
    np.testing.assert_allclose(spread(result), spread(picture), atol=1e-4)
    turn, _ = orthogonal_procrustes(picture - picture.mean(axis=0), onto - onto.mean(axis=0))
    np.testing.assert_allclose(result, (picture - picture.mean(axis=0)) @ turn + onto.mean(axis=0), atol=1e-4)
