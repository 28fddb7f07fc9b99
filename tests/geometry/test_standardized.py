"""Standardized directions: equal to numpy's, whichever way rows are read."""

from __future__ import annotations

import numpy as np

from rowspace.geometry.standardized import StandardizedRows
from rowspace.rows import ArrayRows


def test_dims_count_alike_however_wide_they_are() -> None:
    random = np.random.default_rng(0)
    numbers = (random.standard_normal((300, 5)) * [1, 1, 50, 1, 1] + [0, 3, 100, 0, 0]).astype(np.float32)
    means, sds = numbers.mean(axis=0), numbers.std(axis=0)
    rows = StandardizedRows(ArrayRows(numbers), means, sds)
    expected = (numbers - means) / sds
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    np.testing.assert_allclose(rows[:], expected, atol=2e-6)
    np.testing.assert_allclose(rows[[7, 2]], expected[[7, 2]], atol=2e-6)
    np.testing.assert_allclose(rows.norms, np.linalg.norm(rows[:], axis=1), rtol=1e-6)


def test_a_dim_without_spread_counts_nothing() -> None:
    rows = StandardizedRows(ArrayRows(np.array([[1, 5], [3, 5]])), np.array([2, 5.0]), np.array([1.0, 0]))
    assert rows[:].tolist() == [[-1, 0], [1, 0]]
    at_the_mean = StandardizedRows(ArrayRows(np.array([[2, 5]])), np.array([2, 5.0]), np.array([1.0, 0]))
    assert at_the_mean[0].tolist() == [0, 0]
