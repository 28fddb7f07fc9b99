"""model2vec's folders: a row a token, after its mapping and weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from rowspace.errors import BadFile
from rowspace.formats.registry import open_file

from .makers import ROWS, TOKENS, wordpiece_json

WEIGHTS = np.array([0, 1, 2, 0.5, 4, 1], np.float32)
MAPPING = np.array([0, 1, 1, 2, 2, 0])


def write(folder: Path, config: dict | None = None, **tensors: np.ndarray) -> Path:
    safetensors.numpy.save_file(tensors, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps({"model_type": "model2vec", **(config or {})}))
    (folder / "tokenizer.json").write_text(json.dumps(wordpiece_json(TOKENS)), encoding="utf-8")
    return folder


def test_rows_alone(tmp_path: Path) -> None:
    table = open_file(write(tmp_path, {"normalize": True}, embeddings=ROWS))
    np.testing.assert_array_equal(table["dog"], ROWS[3])
    assert table.source.note == "The model makes the mean row of a text length 1."
    assert [piece.id for piece in table.tokenizer.encode("cats")] == [2, 4]


def test_weights_multiply(tmp_path: Path) -> None:
    table = open_file(write(tmp_path, embeddings=ROWS, weights=WEIGHTS.astype(np.float64)))
    np.testing.assert_array_equal(table.rows[:], ROWS * WEIGHTS[:, None])
    np.testing.assert_array_equal(table.rows[[3, 1]], (ROWS * WEIGHTS[:, None])[[3, 1]])
    assert table.source.format == "model2vec"


def test_a_mapping_shares_rows_between_tokens(tmp_path: Path) -> None:
    table = open_file(write(tmp_path, embeddings=ROWS[:3], mapping=MAPPING, weights=WEIGHTS))
    np.testing.assert_array_equal(table.rows[:], ROWS[:3][MAPPING] * WEIGHTS[:, None])
    assert (len(table), len(table.tokens), table.source.model.tensors[0].shape) == (6, 6, (6, 3))


def test_eight_bits_without_their_scale_are_said_to_be_so(tmp_path: Path) -> None:
    table = open_file(write(tmp_path, embeddings=np.arange(18, dtype=np.int8).reshape(6, 3)))
    assert "drops the scale" in table.source.note
    assert table.rows[5].tolist() == [15, 16, 17]


@pytest.mark.parametrize(
    ("tensors", "words"),
    [
        ({"mapping": np.array([0, 9])}, '"mapping" points outside the 6 rows'),
        ({"mapping": np.array([0, -1])}, '"mapping" points outside the 6 rows'),
        ({"mapping": np.ones((2, 2), np.int64)}, r'"mapping" is I64 of shape \(2, 2\); a list is needed'),
        ({"mapping": WEIGHTS}, '"mapping" is F32'),
        ({"mapping": np.array([], np.int64)}, '"mapping" is I64'),
        ({"weights": WEIGHTS[:3]}, '3 "weights" for 6 rows; one each is needed'),
        ({"weights": MAPPING}, '"weights" is I64'),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, tensors: dict[str, np.ndarray], words: str) -> None:
    with pytest.raises(BadFile, match=words):
        open_file(write(tmp_path, embeddings=ROWS, **tensors))


def test_a_table_of_one_dimension_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r'"embeddings" has shape \(3,\); a table is a matrix'):
        open_file(write(tmp_path, embeddings=ROWS[0], weights=WEIGHTS))
