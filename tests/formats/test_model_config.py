"""config.json: what is taken from it, and that a flag of the wrong type is no flag."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile, RowspaceError
from rowspace.formats.model_config import ModelConfig, read_config


def read(folder: Path, config: Any) -> ModelConfig:
    path = folder / "config.json"
    path.write_text(config if isinstance(config, str) else json.dumps(config))
    return read_config(path)


def test_a_llamas(tmp_path: Path) -> None:
    config = read(tmp_path, {"model_type": "llama", "hidden_size": 64, "vocab_size": 100, "tie_word_embeddings": False})
    assert (config.kind, config.dim, config.rows, config.facts.tied) == ("llama", 64, 100, False)
    assert (config.facts.input_scale, config.facts.scaled_by_width, config.facts.position_offset) == (1.0, False, 0)


def test_the_text_part_of_a_model_of_text_and_images(tmp_path: Path) -> None:
    config = read(tmp_path, {"model_type": "gemma3", "text_config": {"model_type": "gemma3_text", "hidden_size": 8}})
    assert (config.kind, config.dim, config.facts.scaled_by_width) == ("gemma3", 8, True)


@pytest.mark.parametrize(
    ("config", "offset"),
    [
        ({"model_type": "opt"}, 2),
        ({"model_type": "bart"}, 2),
        ({"model_type": "roberta", "pad_token_id": 1}, 2),
        ({"model_type": "esm", "pad_token_id": 1}, 2),
        ({"model_type": "mpnet"}, 2),
        ({"model_type": "roberta", "pad_token_id": "1"}, 2),
        ({"model_type": "bert", "pad_token_id": 0}, 0),
        ({}, 0),
    ],
)
def test_rows_before_position_0(tmp_path: Path, config: Any, offset: int) -> None:
    assert read(tmp_path, config).facts.position_offset == offset


@pytest.mark.parametrize(
    ("config", "scale", "by_width"),
    [
        ({"model_type": "gemma"}, 1.0, True),
        ({"model_type": "marian", "scale_embedding": True}, 1.0, True),
        ({"model_type": "granite", "embedding_multiplier": 12.0}, 12.0, False),
        ({"model_type": "minicpm", "scale_emb": 12}, 12.0, False),
        ({"model_type": "bart", "scale_embedding": False}, 1.0, False),
        ({"embedding_multiplier": -1}, 1.0, False),
        ({"embedding_multiplier": True}, 1.0, False),
    ],
)
def test_what_a_row_is_multiplied_by(tmp_path: Path, config: Any, scale: float, by_width: bool) -> None:
    facts = read(tmp_path, config).facts
    assert (facts.input_scale, facts.scaled_by_width) == (scale, by_width)


def test_groups_and_blocks_of_quantized_numbers(tmp_path: Path) -> None:
    config = read(tmp_path, {"quantization": {"group_size": 64, "bits": 4, "lm_head": {"group_size": 32}, "x": True}})
    assert (config.group, config.group_of) == (64, {"lm_head": 32})
    assert read(tmp_path, {"quantization_config": {"weight_block_size": [128, 64]}}).block == (128, 64)


@pytest.mark.parametrize("config", ["", "[]", "null", "{", "[" * 200_000, '{"a": ' + "9" * 10_000 + "}"])
def test_what_is_no_object_is_refused(tmp_path: Path, config: str) -> None:
    with pytest.raises(BadFile, match=r"^config\.json (is not readable JSON|must hold a JSON object)"):
        read(tmp_path, config)


def test_a_config_of_megabytes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"config\.json has 1,000,00\d bytes; of such a file at most 1,000,000 are read"):
        read(tmp_path, '"' + "a" * 1_000_000 + '"')


KEYS = ["model_type", "hidden_size", "vocab_size", "tie_word_embeddings", "pad_token_id", "text_config", "quantization"]
KEYS += ["quantization_config", "embedding_multiplier", "scale_embedding", "normalize", "group_size"]
KEYS += ["weight_block_size"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["gemma", "opt"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_flags_of_any_type_are_read_or_absent(tmp_path_factory: pytest.TempPathFactory, config: dict[str, Any]) -> None:
    try:
        read_back = read(tmp_path_factory.getbasetemp(), config)
    except RowspaceError:
        return
    assert read_back.dim is None or read_back.dim > 0
    assert read_back.facts.tied in (None, True, False)
    assert read_back.facts.position_offset >= 0
