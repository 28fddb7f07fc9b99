from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.rows import ArrayRows
from rowspace.sizing.damage import errors


def rows(*values):
    return ArrayRows(np.array(values, np.float32))


def test_worked_example():
    lost = errors(rows([1, 0], [0, 2], [3, 4]), rows([0, 1], [0, 5], [3, 4]))
    assert lost.worst == pytest.approx(1.0)
    assert lost.mean == pytest.approx(1 / 3)
    assert lost.p99 == pytest.approx(0.98)


def test_rows_of_zeros_are_unharmed():
    assert errors(rows([0, 0]), rows([0, 0])) == (0.0, 0.0, 0.0)


def test_small_errors_do_not_cancel():
    angle = 1e-5
    lost = errors(rows([1, 0]), rows([np.cos(angle), np.sin(angle)]))
    assert lost.worst == pytest.approx(angle**2 / 2, rel=1e-4)


@given(st.floats(1e-3, 1e3), st.integers(0, 2**32 - 1))
def test_length_is_no_damage(factor, seed):
    table = np.random.default_rng(seed).normal(size=(5, 8)).astype(np.float32)
    assert errors(ArrayRows(table), ArrayRows(table * np.float32(factor))).worst < 1e-12
