"""Quantized blocks against the gguf package, bit for bit, and against values worked out by hand."""

from __future__ import annotations

from typing import Any

import gguf
import numpy as np
import pytest
from gguf.constants import GGML_QUANT_SIZES
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from rowspace.formats import gguf_rows
from rowspace.formats.gguf_blocks import KERNELS
from rowspace.formats.gguf_rows import BlockRows
from rowspace.formats.gguf_types import BLOCKS, TYPES

BY_NAME = {kind.name: kind for kind in TYPES.values()}


def theirs(stored: np.ndarray[Any, Any], name: str) -> np.ndarray[Any, Any]:
    with np.errstate(all="ignore"):  # random scales are infinite or NaN now and then
        return gguf.quants.dequantize(stored, gguf.GGMLQuantizationType[name])


def same_bits(ours: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    """Equal to the sign of zero; one NaN is as good as another."""
    equal = ours.view(np.uint32) == other.view(np.uint32)
    return bool(np.all(equal | (np.isnan(ours) & np.isnan(other))))


def test_the_sizes_of_blocks_are_the_libraries() -> None:
    for kind, (numbers, bytes) in GGML_QUANT_SIZES.items():
        assert (TYPES[kind].name, TYPES[kind].numbers, TYPES[kind].bytes) == (kind.name, numbers, bytes)


def test_every_type_that_is_listed_has_its_kernel() -> None:
    assert sorted(KERNELS) == sorted(BLOCKS)


@pytest.mark.parametrize("name", BLOCKS)
def test_rows_equal_the_librarys_bit_for_bit(name: str) -> None:
    kind = BY_NAME[name]
    stored = np.random.default_rng(0).integers(0, 256, (200, 3 * kind.bytes), np.uint8)
    rows = BlockRows(stored, kind)
    assert rows.shape == (200, 3 * kind.numbers)
    assert (rows.dtype, rows.nbytes) == (name, stored.nbytes)
    expected = theirs(stored, name)
    assert same_bits(rows[:], expected)
    assert same_bits(rows[[7, 0, 7]], expected[[7, 0, 7]])
    assert same_bits(rows[199], expected[199])
    assert len(rows[5:5]) == 0


def test_many_rows_are_gathered_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gguf_rows, "GATHERED", 100)
    rows = BlockRows(np.arange(34 * 50, dtype=np.uint8).reshape(50, 34), BY_NAME["Q8_0"])
    ids = [3, 3, 49, 0, 7]
    np.testing.assert_array_equal(rows[ids], rows[:][ids])


def test_a_block_worked_out_by_hand() -> None:
    half = np.float16(0.5).tobytes()
    block = np.frombuffer(half + bytes([0x08, 0xF0] + [0x88] * 14), np.uint8)  # 8 stands for 0, low half bytes first
    row = BlockRows(block[None], BY_NAME["Q4_0"])[0]
    assert row[:3].tolist() == [0.0, -4.0, 0.0]
    assert row[16:19].tolist() == [-4.0, 3.5, 0.0]


def test_a_six_bit_scale_worked_out_by_hand() -> None:
    scales = bytearray(12)
    scales[0], scales[4] = 3, 2  # of the first group: scale 3, minimum 2
    scales[3], scales[11] = 0b10_000000, 0b0000_0001  # of the last: scale 2 << 4 | 1
    block = np.float16(1).tobytes() + np.float16(0.5).tobytes() + bytes(scales) + bytes([0xF5] * 128)
    row = BlockRows(np.frombuffer(block, np.uint8)[None], BY_NAME["Q4_K"])[0]
    assert row[0] == 3 * 5 - 0.5 * 2
    assert row[255] == 33 * 15


@pytest.mark.parametrize(("name", "levels"), [("Q8_0", 127), ("Q4_0", 8), ("Q4_1", 15), ("Q5_0", 16), ("Q5_1", 31)])
@given(rows=arrays_of.arrays(np.float32, (2, 32), elements=st.floats(-8, 8, width=16)))
def test_what_was_quantized_comes_back_within_a_step(name: str, levels: int, rows: np.ndarray[Any, Any]) -> None:
    stored = gguf.quants.quantize(rows, gguf.GGMLQuantizationType[name])
    signed = name.endswith("_0")
    span = np.abs(rows).max(1, keepdims=True) if signed else np.ptp(rows, axis=1, keepdims=True)
    back = BlockRows(stored, BY_NAME[name])[:]
    allowed = span / levels * (1 if signed else 0.5) + span * 0.002 + np.abs(rows).max() * 0.001 + 1e-5
    assert np.all(np.abs(back - rows) <= allowed)
