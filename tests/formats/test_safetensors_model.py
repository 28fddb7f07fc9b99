"""A model in one safetensors file: its matrices by row, mapped or read, and dtypes that are no table's."""

from __future__ import annotations

from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
import safetensors.numpy

from rowspace.errors import BadFile
from rowspace.formats import safetensors as container_module
from rowspace.formats.safetensors_model import SafetensorsModel
from tests.hostile.safetensors_files import container, entry

ROWS = (np.arange(12, dtype=np.float32).reshape(4, 3) - 5) / 4


def model(path: Path, **tensors: np.ndarray) -> SafetensorsModel:
    safetensors.numpy.save_file(tensors, path / "model.safetensors")
    return SafetensorsModel(path / "model.safetensors")


@pytest.mark.parametrize("mapped_from", [0, 1 << 26], ids=["mapped", "read"])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, ml_dtypes.bfloat16, np.int8])
def test_rows_of_every_dtype(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapped_from: int, dtype: type[np.generic]
) -> None:
    monkeypatch.setattr(container_module, "MAPPED_FROM", mapped_from)
    table = (ROWS * 4).astype(dtype)
    rows = model(tmp_path, before=np.zeros(3, np.int8), table=table).rows("table")
    np.testing.assert_array_equal(rows[:], ROWS * 4)
    np.testing.assert_array_equal(rows[[3, 0, 3]], ROWS[[3, 0, 3]] * 4)
    assert (rows.pages is None) == bool(mapped_from)


def test_stored_bytes_are_those_of_the_file(tmp_path: Path) -> None:
    stored = model(tmp_path, table=ROWS).stored("table")
    assert stored is not None
    assert stored.tobytes() == ROWS.tobytes()


@pytest.mark.parametrize(
    ("tensor", "words"),
    [
        (np.ones((2, 2), np.int64), "is stored as I64; rows are read from"),
        (np.ones((2, 2), np.bool_), "is stored as BOOL"),
        (np.ones(3, np.float32), r"has shape \(3,\); rows are read from a matrix"),
        (np.ones((1, 2, 3), np.float32), r"has shape \(1, 2, 3\)"),
    ],
)
def test_what_is_no_table_of_numbers_is_refused(tmp_path: Path, tensor: np.ndarray, words: str) -> None:
    with pytest.raises(BadFile, match=f'tensor "x" {words}'):
        model(tmp_path, x=tensor).rows("x")


def test_scales_of_nothing_are_refused(tmp_path: Path) -> None:
    header = {"w": entry("F8_E4M3", (2, 2), (0, 4)), "w_scale": entry("F32", (0,), (4, 4))}
    (tmp_path / "model.safetensors").write_bytes(container(header, bytes(4)))
    with pytest.raises(BadFile, match='"w_scale" is empty'):
        SafetensorsModel(tmp_path / "model.safetensors").rows("w")
