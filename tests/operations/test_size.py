from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.size import MODEL_SIZES, parse_shape, size, size_of, size_of_config
from rowspace.rows import ArrayRows
from rowspace.sizing import int4, int8
from rowspace.table import Source, Table, Tokens


def test_gpt_3_worked_out():
    table = size(*parse_shape("50257x12288"))
    assert table.parameters == 617_558_016
    assert {scheme: round(gb, 3) for scheme, gb in table.gb.items()} == {
        "fp32": 2.470,
        "fp16": 1.235,
        "int8": 0.618,
        "int4": 0.309,
    }
    assert table.scales == {"int8": 100_514, "int4": 38_597_376}
    assert table.total_with_scales["int8"] == 617_558_016 + 100_514
    assert table.gib["fp16"] == pytest.approx(1.150, abs=5e-4)


def test_bytes_are_those_of_rows_that_were_quantized():
    rows = ArrayRows(np.random.default_rng(0).normal(size=(30, 70)).astype(np.float32))
    counted = size(30, 70)
    assert int8.quantized(rows).nbytes == counted.total_with_scales["int8"]
    assert int4.quantized(rows).nbytes == counted.total_with_scales["int4"]


def test_size_of_an_open_table():
    table = Table(
        name="tiny", tokens=Tokens.of(["a"]), rows=ArrayRows(np.ones((2, 3))), source=Source("tiny", "native", "rows")
    )
    assert size_of(table) == size(2, 3)


def test_shares_of_models():
    models = {model.name: model for model in MODEL_SIZES}
    assert models["GPT-2 XL"].table_parameters == 80_411_200
    assert models["GPT-3 175B"].share == pytest.approx(0.00354, abs=1e-5)
    assert models["Gemma-3 270M"].share == pytest.approx(0.626, abs=5e-4)
    assert not models["Llama-2 7B"].tied
    assert all(model.source for model in MODEL_SIZES)


@pytest.mark.parametrize("text", ["50257x12288", "50,257 × 12,288", "50_257X12288", " 50257 * 12288 "])
def test_spellings_of_a_shape(text):
    assert parse_shape(text) == (50_257, 12_288)


@pytest.mark.parametrize("text", ["", "50257", "50257x", "x8", "5.5x8", "-5x8", "axb", "9" * 200 + "x8"])
def test_what_is_no_shape_is_refused(text):
    with pytest.raises(BadArgument, match="A shape reads ROWSxDIM, such as 50257x12288; got"):
        parse_shape(text)


@pytest.mark.parametrize("text", ["0x8", ",x8", "8x1000000000"])
def test_shapes_no_model_has_are_refused(text):
    with pytest.raises(BadArgument, match="must be a whole number from 1 to"):
        parse_shape(text)


@given(st.integers(1, 10**6), st.integers(1, 10**4))
def test_a_shape_reads_back(rows, dim):
    assert parse_shape(f"{rows:,}x{dim:,}") == (rows, dim)
    assert size(rows, dim).gib["int8"] * 2**30 == pytest.approx(rows * dim)


def test_size_of_a_config(tmp_path):
    path = tmp_path / "config.json"
    path.write_text('{"vocab_size": 50257, "n_embd": 1600}')
    assert size_of_config(path) == size_of_config(tmp_path) == size(50_257, 1_600)
    assert size_of_config({"text_config": {"vocab_size": 10, "hidden_size": 4}}) == size(10, 4)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"hidden_size": 8}, "config has no vocab_size; give the shape itself"),
        ({"vocab_size": 8}, "config has no hidden_size; give the shape itself"),
        ({"vocab_size": "8", "hidden_size": 8}, 'vocab_size must be a whole number .* got "8"'),
    ],
)
def test_configs_that_do_not_say_their_size(config, words):
    with pytest.raises(BadArgument, match=words):
        size_of_config(config)
