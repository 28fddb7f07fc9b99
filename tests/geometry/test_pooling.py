"""Cells pooled by the number farthest from zero, sign kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from rowspace.geometry import pooling
from rowspace.geometry.pooling import pooled_dims, pooled_rows
from rowspace.kernels.ready import load
from rowspace.rows import ArrayRows, BFloat16Rows, Int8Rows, LaterRows, Rows

NUMBERS = arrays(
    np.float32, some.tuples(some.integers(1, 9), some.integers(1, 5)), elements=some.floats(-4, 4, width=16)
)


def by_hand(numbers: np.ndarray, height: int) -> np.ndarray:
    """Line by line and cell by cell."""
    lines = []
    for start in range(0, len(numbers), height):
        band = numbers[start : start + height]
        lines.append([max(column, key=lambda number: (abs(number), number)) for column in band.T])
    return np.array(lines, np.float32)


def test_the_farthest_number_of_each_band_keeps_its_sign() -> None:
    rows = ArrayRows(np.array([[1, 0], [-3, 2], [0, 0], [0.5, -0.25], [7, 1]], np.float32))
    assert pooled_rows(rows, [0, 1, 2, 3, 4], 2).tolist() == [[-3, 2], [0.5, -0.25], [7, 1]]
    assert pooled_rows(rows, [4, 2, 0], 3, (1, 2)).tolist() == [[1]]
    assert pooled_dims(np.array([[1, -2, 2, 0, -5]], np.float32), 2).tolist() == [[-2, 2, -5]]


def test_a_nan_is_farther_than_any_number_and_of_two_signs_plus_is_kept() -> None:
    rows = ArrayRows(np.array([[np.nan, -1], [9, 1]], np.float32))
    pooled = pooled_rows(rows, [0, 1], 2)
    assert np.isnan(pooled[0, 0])
    assert pooled[0, 1] == 1


@given(numbers=NUMBERS, height=some.integers(1, 4), seed=some.integers(0, 99))
def test_any_order_and_height(numbers: np.ndarray, height: int, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(numbers))
    expected = by_hand(numbers[order], height)
    np.testing.assert_array_equal(pooled_rows(ArrayRows(numbers), order, height), expected)
    np.testing.assert_array_equal(pooled_dims(numbers.T[:, order].copy(), height), expected.T)


def kinds() -> list[Rows]:
    numbers = np.random.default_rng(0).normal(size=(50, 7)).astype(np.float32)
    numbers[3, 2] = np.nan
    bits = (numbers.view(np.uint32) >> 16).astype(np.uint16)
    codes = np.random.default_rng(1).integers(-127, 128, (50, 7)).astype(np.int8)
    scales = np.linspace(0.01, 0.5, 50, dtype=np.float16)
    return [
        ArrayRows(numbers),
        ArrayRows(numbers.astype(np.float16)),
        BFloat16Rows(bits),
        Int8Rows(codes, scales),
        LaterRows(ArrayRows(np.concatenate([numbers, numbers])), 50),
    ]


@pytest.mark.parametrize("rows", kinds(), ids=lambda rows: f"{type(rows).__name__}-{rows.dtype}")
def test_compiled_loops_give_what_numpy_gives(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    order = np.random.default_rng(2).permutation(50)
    slow = [pooled_rows(rows, order, height, (1, 6)) for height in (1, 4, 64)]
    assert rows.cells is not None
    load(rows.cells.kind)
    monkeypatch.setattr(pooling, "usable", lambda kind, count: True)
    for height, expected in zip((1, 4, 64), slow, strict=True):
        np.testing.assert_array_equal(pooled_rows(rows, order, height, (1, 6)), expected)
