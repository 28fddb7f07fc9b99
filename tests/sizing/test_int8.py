from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from rowspace.errors import BadArgument
from rowspace.rows import ArrayRows
from rowspace.sizing.damage import errors
from rowspace.sizing.int8 import quantized

TABLES = arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.floats(-100, 100, width=32))


def test_worked_example():
    stored = quantized(ArrayRows(np.array([[12.7, -6.35, 0.0, 0.1]], np.float32)))
    assert stored.codes.tolist() == [[127, -64, 0, 1]]
    assert stored.scales.dtype == np.float16
    assert stored.nbytes == 4 + 2


def test_a_row_of_zeros_stays_zero_and_the_others_are_kept():
    table = np.array([[0, 0, 0], [3, -4, 0]], np.float32)
    np.testing.assert_allclose(quantized(ArrayRows(table))[:], table, atol=4 / 127)


def test_one_long_row_does_not_spoil_the_others():
    table = np.random.default_rng(0).normal(size=(50, 64)).astype(np.float32)
    table[7] *= 50
    assert errors(ArrayRows(table), quantized(ArrayRows(table))).worst < 2e-4


@pytest.mark.parametrize("factor", [1e-6, 1e9])
def test_rows_whose_scale_float16_cannot_hold_keep_a_float32_scale(factor):
    table = (np.random.default_rng(1).normal(size=(4, 32)) * factor).astype(np.float32)
    stored = quantized(ArrayRows(table))
    assert stored.scales.dtype == np.float32
    assert errors(ArrayRows(table), stored).worst < 2e-4


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_row_that_is_not_finite_is_refused_by_its_number(value):
    table = np.ones((3, 4), np.float32)
    table[2, 1] = value
    with pytest.raises(BadArgument, match="Row 2 holds NaN or infinity"):
        quantized(ArrayRows(table))


def test_blocks_give_what_the_whole_table_gives(monkeypatch):
    table = np.random.default_rng(2).normal(size=(37, 16)).astype(np.float32)
    whole = quantized(ArrayRows(table))
    monkeypatch.setattr("rowspace.rows.BLOCK_BYTES", 5 * 4 * 16)
    blockwise = quantized(ArrayRows(table))
    np.testing.assert_array_equal(whole.codes, blockwise.codes)
    np.testing.assert_array_equal(whole.scales, blockwise.scales)


@given(TABLES)
def test_no_number_moves_by_more_than_a_step(table):
    stored = quantized(ArrayRows(table))
    steps = stored.scales.astype(np.float32)[:, None]
    assert (np.abs(stored[:] - table) <= steps * 0.6 + 1e-30).all()


@given(TABLES)
def test_quantizing_keeps_order_and_sign(table):
    codes = quantized(ArrayRows(table)).codes.astype(np.int16)
    order = np.argsort(table, axis=1, kind="stable")
    assert (np.diff(np.take_along_axis(codes, order, axis=1), axis=1) >= 0).all()
    assert (codes * np.sign(table) >= 0).all()


@given(TABLES)
def test_quantizing_again_changes_nothing(table):
    once = quantized(ArrayRows(table))
    twice = quantized(once)
    np.testing.assert_allclose(twice[:], once[:], rtol=2e-3, atol=1e-6)
