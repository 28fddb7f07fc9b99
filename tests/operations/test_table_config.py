"""The settings that lie beside an open table."""

from __future__ import annotations

import json
from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable
from rowspace.operations.table_config import LONGEST, table_config
from rowspace.positions.config import from_config

from .test_gguf_settings import written

LLAMA = {"model_type": "llama", "hidden_size": 64, "num_attention_heads": 4, "rope_theta": 5e5}


def opened(folder: Path, config: str | None) -> OpenedTable:
    safetensors.numpy.save_file(
        {"model.embed_tokens.weight": np.ones((4, 64), np.float32)}, folder / "model.safetensors"
    )
    if config is not None:
        (folder / "config.json").write_text(config)
    return open_table(str(folder))


def test_a_checkpoint_brings_its_config(tmp_path: Path) -> None:
    found = table_config(opened(tmp_path, json.dumps(LLAMA)))
    assert (found.source, found.encoding, found.reason) == ("config.json", "rotary", None)
    assert json.loads(found.text or "") == LLAMA
    one = open_table(str(tmp_path / "model.safetensors"))
    assert table_config(one).text == found.text


@pytest.mark.parametrize("name", ["minilm", "royal"])
def test_tables_without_one_say_so(name: str, request: pytest.FixtureRequest) -> None:
    found = table_config(request.getfixturevalue(name))
    assert (found.text, found.reason) == (None, f"{name} comes without a model's config.json.")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"rope_theta": "many"}, 'rope_theta must be a number from 1 to 1e+12; got "many".'),
        ({"more": "x" * LONGEST}, "config.json has more than 200,000 characters."),
        ({"model_type": "unheard", "rope_theta": None}, "does not say how positions are encoded"),
    ],
)
def test_a_config_that_tells_nothing_is_a_reason(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    found = table_config(opened(tmp_path, json.dumps({**LLAMA, **change})))
    assert found.encoding is None
    assert reason in (found.reason or "")


def test_a_gguf_file_brings_its_own(royal: OpenedTable, tmp_path: Path) -> None:
    path = written(tmp_path / "tiny.gguf", rope__freq_base=5e5, attention__key_length=8)
    of_file = copy(royal)
    of_file.source = replace(royal.source, location=str(path))
    found = table_config(of_file)
    assert (found.source, found.encoding) == ("tiny.gguf", "rotary")
    assert from_config(json.loads(found.text or "")).base == 5e5  # type: ignore[attr-defined]
