"""MLX's packed tables: a row written bit by bit comes back, and a config that errs is found out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile
from rowspace.formats.mlx import BITS, codes
from rowspace.formats.registry import open_file

RNG = np.random.default_rng(0)


def packed(numbers: np.ndarray, bits: int) -> np.ndarray:
    """Codes (n, d) as one little-endian run of bits a row, in words of 32."""
    runs = [sum(int(code) << (bits * at) for at, code in enumerate(row)) for row in numbers]
    raw = b"".join(run.to_bytes(numbers.shape[1] * bits // 8, "little") for run in runs)
    return np.frombuffer(raw, "<u4").reshape(len(numbers), -1)


def write(folder: Path, bits: int, *, group: int = 64, dim: int = 128, config: dict | None = None) -> np.ndarray:
    """A checkpoint folder of five packed rows; returns the numbers they stand for."""
    numbers = RNG.integers(0, 1 << bits, (5, dim))
    scales = RNG.standard_normal((5, dim // group)).astype(np.float16)
    biases = RNG.standard_normal((5, dim // group)).astype(np.float16)
    tensors = {"weight": packed(numbers, bits), "scales": scales, "biases": biases}
    safetensors.numpy.save_file(
        {f"model.embed_tokens.{k}": v for k, v in tensors.items()}, folder / "model.safetensors"
    )
    (folder / "config.json").write_text(json.dumps(config or {}))
    wide = [np.repeat(part.astype(np.float32), group, axis=1) for part in (scales, biases)]
    return numbers.astype(np.float32) * wide[0] + wide[1]


def test_four_bits_worked_out() -> None:
    """Eight codes fill a word, the first in its lowest bits."""
    assert codes(np.array([[0x76543210]], np.uint32), 4).tolist() == [[0, 1, 2, 3, 4, 5, 6, 7]]


@pytest.mark.parametrize("bits", BITS)
def test_rows_are_code_times_scale_plus_bias(tmp_path: Path, bits: int) -> None:
    expected = write(tmp_path, bits, config={"quantization": {"group_size": 64, "bits": bits}})
    table = open_file(tmp_path)
    np.testing.assert_array_equal(table.rows[:], expected)
    np.testing.assert_array_equal(table.rows[[4, 1]], expected[[4, 1]])
    assert table.rows.dtype == f"mlx {bits}-bit"
    assert table.source.model.tensors[0].dtype == f"MLX {bits}-bit"


def test_bits_come_from_the_tensors_whatever_the_config_says(tmp_path: Path) -> None:
    expected = write(tmp_path, 6, config={"quantization": {"group_size": 64, "bits": 4}})
    np.testing.assert_array_equal(open_file(tmp_path).rows[:], expected)


@pytest.mark.parametrize(
    "config",
    [
        {"quantization": {"group_size": 64, "model.embed_tokens": {"group_size": 32, "bits": 4}}},
        {"hidden_size": 128},
        {"text_config": {"hidden_size": 128}},
    ],
)
def test_the_size_of_a_group_may_be_a_tensors_own_or_follow_from_the_width(tmp_path: Path, config: dict) -> None:
    expected = write(tmp_path, 4, group=32, config=config)
    np.testing.assert_array_equal(open_file(tmp_path).rows[:], expected)


@pytest.mark.parametrize(
    ("leave_out", "words"),
    [("biases", "packed without biases"), ("scales", "is stored as U32; rows are read from")],
)
def test_words_without_their_scales_are_no_numbers(tmp_path: Path, leave_out: str, words: str) -> None:
    write(tmp_path, 4)
    path = tmp_path / "model.safetensors"
    tensors = safetensors.numpy.load_file(path)
    del tensors[f"model.embed_tokens.{leave_out}"]
    safetensors.numpy.save_file(tensors, path)
    with pytest.raises(BadFile, match=words):
        open_file(tmp_path)


def test_parts_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    write(tmp_path, 4)
    path = tmp_path / "model.safetensors"
    tensors = safetensors.numpy.load_file(path)
    safetensors.numpy.save_file(tensors | {"model.embed_tokens.scales": np.ones((4, 2), np.float16)}, path)
    with pytest.raises(BadFile, match=r"scales \(4, 2\) and biases \(5, 2\) do not fit 5 packed rows"):
        open_file(tmp_path)
    thin = {
        "model.embed_tokens.scales": np.ones((5, 3), np.float16),
        "model.embed_tokens.biases": np.ones((5, 3), np.float16),
    }
    safetensors.numpy.save_file(tensors | thin, path)
    with pytest.raises(BadFile, match="16 words and 3 groups a row fit no packing of MLX"):
        open_file(tmp_path)


@given(st.sampled_from(BITS), st.integers(1, 3), st.data())
def test_what_is_packed_comes_back(bits: int, eighths: int, data: st.DataObject) -> None:
    dim = 32 * eighths
    row = data.draw(st.lists(st.integers(0, (1 << bits) - 1), min_size=dim, max_size=dim))
    np.testing.assert_array_equal(codes(packed(np.array([row]), bits), bits), [row])
