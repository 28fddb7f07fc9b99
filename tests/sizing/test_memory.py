from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.sizing.memory import checked_shape, number_bytes, scale_bytes
from rowspace.sizing.models import SHAPES

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "positions" / "table_sizes.json").read_text("utf-8"))


@pytest.mark.parametrize("row", GOLDEN["rows"], ids=lambda row: row["model"])
def test_bytes_equal_the_reference(row):
    counted = number_bytes(row["vocab_rows"], row["d_model"])
    expected = row["bytes"]
    assert counted == {
        "fp32": expected["float32"],
        "fp16": expected["float16"],
        "int8": expected["int8"],
        "int4": expected["int4"],
    }
    assert expected["float16"] == expected["bfloat16"]


@pytest.mark.parametrize("row", GOLDEN["rows"], ids=lambda row: row["model"])
def test_presets_agree_with_the_reference(row):
    presets = {shape.name.lower().replace(" ", "-"): shape for shape in SHAPES}
    names = {"gpt2-xl": "gpt-2-xl", "gpt2": "gpt-2-small", "bert-base-uncased": "bert-base", "falcon-7b": "falcon-7b"}
    shape = presets.get(names.get(row["model"], row["model"]))
    if shape is not None:
        assert (shape.rows, shape.dim, shape.tied) == (row["vocab_rows"], row["d_model"], row["tied_with_output"])


def test_gpt_2_xl_worked_out():
    assert number_bytes(50_257, 1_600)["fp16"] == 160_822_400
    assert scale_bytes(50_257, 1_600) == {"int8": 100_514, "int4": 50_257 * 25 * 4}


def test_an_odd_dim_and_a_last_group_that_is_not_full_are_rounded_up():
    assert number_bytes(10, 5)["int4"] == 30
    assert scale_bytes(10, 65)["int4"] == 10 * 2 * 4


def test_shares_are_those_that_are_printed():
    shares = {shape.name: 100 * shape.rows * shape.dim / shape.total for shape in SHAPES}
    assert shares["GPT-3 175B"] == pytest.approx(0.35, abs=0.005)
    assert shares["Gemma-3 270M"] == pytest.approx(62.6, abs=0.05)
    assert shares["GPT-2 small"] == pytest.approx(31.0, abs=0.05)
    assert all(0 < share < 100 for share in shares.values())
    assert len({shape.name for shape in SHAPES}) == len(SHAPES) >= 40


@pytest.mark.parametrize(
    ("rows", "dim", "group", "words"),
    [
        (0, 8, 64, "rows must be a whole number from 1 to 268,435,456; got 0"),
        (10, 10**9, 64, "dim must be a whole number from 1 to 1,048,576; got 1,000,000,000"),
        (10, 8, 0, "group must be"),
    ],
)
def test_shapes_no_model_has_are_refused(rows, dim, group, words):
    with pytest.raises(BadArgument, match=words):
        checked_shape(rows, dim, group=group)


@given(st.integers(1, 10**6), st.integers(1, 10**5), st.integers(1, 512))
def test_fewer_bits_take_fewer_bytes(rows, dim, group):
    counted = number_bytes(rows, dim)
    assert counted["fp32"] > counted["fp16"] > counted["int8"] >= counted["int4"] >= counted["int8"] / 2
    assert scale_bytes(rows, dim, group=group)["int4"] >= 4 * rows
