"""Eight-bit floats: every code against ml_dtypes, and scales as DeepSeek and compressed-tensors store them."""

from __future__ import annotations

from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile
from rowspace.formats.float8 import FLOAT8, Float8Rows, scaled
from rowspace.formats.registry import open_file
from tests.hostile.safetensors_files import container, entry

EVERY_CODE = np.arange(256, dtype=np.uint8).reshape(32, 8)
THEIRS = {
    "F8_E4M3": ml_dtypes.float8_e4m3fn,
    "F8_E5M2": ml_dtypes.float8_e5m2,
    "F8_E4M3FNUZ": ml_dtypes.float8_e4m3fnuz,
    "F8_E5M2FNUZ": ml_dtypes.float8_e5m2fnuz,
}


@pytest.mark.parametrize("dtype", FLOAT8)
def test_every_code_is_what_ml_dtypes_says(dtype: str) -> None:
    np.testing.assert_array_equal(Float8Rows(EVERY_CODE, dtype)[:], EVERY_CODE.view(THEIRS[dtype]).astype(np.float32))


def test_the_largest_numbers_of_the_paper() -> None:
    """Micikevicius et al. 2022, table 1: 448 and 57,344."""
    assert np.nanmax(FLOAT8["F8_E4M3"]) == 448
    assert FLOAT8["F8_E5M2"][np.isfinite(FLOAT8["F8_E5M2"])].max() == 57_344


@pytest.mark.parametrize("shape", [(), (1,), (1, 1), (32,), (32, 1)])
def test_one_scale_or_one_a_row(shape: tuple[int, ...]) -> None:
    scales = np.arange(1, np.prod(shape, dtype=int) + 1, dtype=np.float32).reshape(shape)
    rows = scaled(EVERY_CODE, "F8_E4M3", scales, block=None, where="x")
    expected = FLOAT8["F8_E4M3"][EVERY_CODE] * scales.reshape(-1, 1)
    np.testing.assert_array_equal(rows[:], expected)
    np.testing.assert_array_equal(rows[[31, 4]], expected[[31, 4]])


@given(shape=st.tuples(st.integers(1, 20), st.integers(1, 20)), block=st.tuples(st.integers(1, 9), st.integers(1, 9)))
def test_a_scale_covers_its_block_and_the_last_may_be_cut(shape: tuple[int, int], block: tuple[int, int]) -> None:
    grid = (-(-shape[0] // block[0]), -(-shape[1] // block[1]))
    scales = np.arange(2, 2 + grid[0] * grid[1], dtype=np.float32).reshape(grid)
    codes = np.full(shape, 0x38, np.uint8)  # 1.0
    rows = scaled(codes, "F8_E4M3", scales, block=block, where="x")[:]
    for i in range(shape[0]):
        for j in range(shape[1]):
            expected = scales.item() if scales.size == 1 else scales[i // block[0], j // block[1]]
            if scales.shape != (shape[0], 1):
                assert rows[i, j] == expected


def test_scales_that_do_not_cover_the_rows_are_refused() -> None:
    with pytest.raises(BadFile, match=r"scales of shape \(3, 2\) do not cover 32 × 8 numbers in blocks of 128 × 128"):
        scaled(EVERY_CODE, "F8_E4M3", np.ones((3, 2), np.float32), block=None, where="x")


@pytest.mark.parametrize("suffix", ["_scale_inv", "_scale"])
def test_a_file_brings_its_scales(tmp_path: Path, suffix: str) -> None:
    scale = np.array([[2.0]], np.float32)
    header = {
        "embed_tokens.weight": entry("F8_E4M3", (32, 8), (0, 256)),
        "embed_tokens.weight" + suffix: entry("F32", (1, 1), (256, 260)),
    }
    path = tmp_path / "model.safetensors"
    path.write_bytes(container(header, EVERY_CODE.tobytes() + scale.tobytes()))
    table = open_file(path)
    np.testing.assert_array_equal(table.rows[:], 2 * FLOAT8["F8_E4M3"][EVERY_CODE])
    assert (table.rows.dtype, table.rows.nbytes) == ("float8_e4m3", 260)
