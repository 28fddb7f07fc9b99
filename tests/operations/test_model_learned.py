"""Learned positions are scored where their table lies beside the config, OPT's and RoBERTa's offsets skipped."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from rowspace.operations.config_file import Settings, has_settings
from rowspace.operations.model_learned import learned_scores
from rowspace.operations.positions import model_positions
from rowspace.operations.positions_table import positions_table
from rowspace.positions.config import from_config

ROWS = np.random.default_rng(0).standard_normal((20, 8)).astype(np.float32)
BERT = {"model_type": "bert", "hidden_size": 8, "vocab_size": 5, "max_position_embeddings": 20}
ROBERTA = {**BERT, "model_type": "roberta", "pad_token_id": 1}


@pytest.fixture(params=["bert", "roberta"])
def folder(request, tmp_path):
    names = {"word": np.ones((5, 8), np.float32), "position": ROWS}
    save_file(
        {f"{request.param}.embeddings.{name}_embeddings.weight": rows for name, rows in names.items()},
        tmp_path / "model.safetensors",
    )
    config = BERT if request.param == "bert" else ROBERTA
    (tmp_path / "config.json").write_text(json.dumps(config))
    return tmp_path


def cosine(a, b):
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_the_table_lies_beside_the_config(folder):
    offset = json.loads((folder / "config.json").read_text()).get("pad_token_id", -1) + 1
    for what in (folder, folder / "config.json", folder / "model.safetensors"):
        found = model_positions(what, at=(3, 7), shift=2)
        expected = [cosine(ROWS[m + offset], ROWS[n + offset]) for m, n in ((3, 7), (5, 9))]
        assert found.scores == pytest.approx(expected, abs=1e-6)
        assert found.warnings == []
    assert has_settings(str(folder / "model.safetensors"))


def test_positions_past_the_last_row(folder):
    last = 20 - model_positions(folder).offset
    found = model_positions(folder, at=(0, last))
    assert found.scores == []
    assert found.warnings == [f"position {last} has no row: the model learned {last}, from 0 to {last - 1}"]
    assert model_positions(folder, at=(0, last - 1)).score is not None


def test_between_two_rows_there_is_nothing(folder):
    assert "whole numbers" in model_positions(folder, at=(0.5, 1)).warnings[0]


def test_without_a_table_there_is_a_word_instead_of_a_score():
    found = model_positions("bert-base", at=(3, 7))
    assert found.scores == []
    assert found.warnings == ["scores of learned positions need their table: name the checkpoint's folder or file"]


def test_a_folder_whose_model_cannot_be_opened(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps(BERT))
    (tmp_path / "model.safetensors").write_bytes(b"\0" * 8)
    assert model_positions(tmp_path, at=(3, 7)).warnings[0].startswith("scores of learned positions need their table")


def test_the_table_is_written_as_it_is(folder):
    found = from_config(json.loads((folder / "config.json").read_text()))
    table = positions_table(found, "mine", settings=Settings("config.json", BERT, weights=folder))
    np.testing.assert_allclose(table.values, ROWS[found.offset :])


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=3))
def test_there_is_a_score_a_place_or_a_reason(places):
    found = from_config(BERT)
    scores, notes = learned_scores(Settings("config", BERT), found, [(float(m), float(n)) for m, n in places])
    assert (scores, len(notes)) == ([], 1)
