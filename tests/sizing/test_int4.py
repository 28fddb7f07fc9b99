from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from rowspace.errors import BadArgument
from rowspace.rows import ArrayRows
from rowspace.sizing.damage import errors
from rowspace.sizing.int4 import quantized

TABLES = arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.floats(-100, 100, width=32))


def test_worked_example():
    stored = quantized(ArrayRows(np.array([[0.0, 1.0, 7.5, 15.0, -2.0]], np.float32)), group=4)
    assert stored.scales.tolist() == [[1.0, 0.0]]
    assert stored.minimums.tolist() == [[0.0, -2.0]]
    assert stored.codes.tolist() == [[0x10, 0xF8, 0x00]]
    assert stored[0].tolist() == [0.0, 1.0, 8.0, 15.0, -2.0]
    assert stored.nbytes == 3 + 2 * 2 * 2


def test_errors_are_those_of_a_normal_table():
    table = ArrayRows(np.random.default_rng(0).normal(size=(500, 384)).astype(np.float32))
    lost = errors(table, quantized(table))
    assert lost.mean == pytest.approx(4e-3, abs=5e-4)
    assert errors(table, quantized(table, group=32)).mean < lost.mean < errors(table, quantized(table, group=128)).mean


def test_numbers_float16_cannot_hold_are_refused():
    with pytest.raises(BadArgument, match=r"Row 1 holds ±40000; INT4 keeps numbers within ±32,752"):
        quantized(ArrayRows(np.array([[1.0], [-40_000.0]], np.float32)))


@pytest.mark.parametrize("group", [0, -64, 1 << 21])
def test_groups_that_are_none_are_refused(group):
    with pytest.raises(BadArgument, match="group must be a whole number of dims from 1 to"):
        quantized(ArrayRows(np.ones((1, 4), np.float32)), group=group)


@given(TABLES, st.integers(1, 14))
def test_no_number_moves_by_more_than_a_step(table, group):
    stored = quantized(ArrayRows(table), group=group)
    group_of = np.arange(table.shape[1]) // group
    steps = stored.scales.astype(np.float32)[:, group_of]
    rounding = np.abs(table).max() * 2.0**-10  # of the float16 minimum
    assert (np.abs(stored[:] - table) <= 0.51 * steps + rounding + 1e-7).all()


@given(TABLES)
def test_quantizing_keeps_order_within_a_group(table):
    values = quantized(ArrayRows(table), group=16)[:]
    order = np.argsort(table, axis=1, kind="stable")
    assert (np.diff(np.take_along_axis(values, order, axis=1), axis=1) >= 0).all()
