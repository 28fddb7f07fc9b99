from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.config import from_config
from rowspace.positions.learned import added as learned_added
from rowspace.positions.sinusoidal import added as waves_added
from rowspace.positions.sinusoidal import sinusoidal


@pytest.mark.parametrize(
    ("config", "layout", "padding"),
    [
        ({"model_type": "marian", "d_model": 512}, "concatenated", None),
        ({"model_type": "distilbert", "dim": 768, "sinusoidal_pos_embds": True}, "interleaved", None),
        ({"model_type": "fsmt", "d_model": 1024, "pad_token_id": 1}, "tensor2tensor", 1),
        ({"model_type": "m2m_100", "d_model": 1024}, "tensor2tensor", 1),
    ],
)
def test_layouts_of_families(config, layout, padding):
    found = from_config(config)
    assert (found.encoding, found.layout, found.padding) == ("sinusoidal", layout, padding)
    assert len(found.inv_freq) == found.dim // 2


def test_the_first_row_after_padding_is_told():
    assert (
        "row 1 is zero for padding; the first token takes row 2"
        in from_config({"model_type": "fsmt", "d_model": 8}).rules
    )


@pytest.mark.parametrize(
    ("config", "rows", "offset", "context"),
    [
        ({"model_type": "roberta", "max_position_embeddings": 514}, 514, 2, 512),
        ({"model_type": "roberta", "max_position_embeddings": 130, "pad_token_id": 0}, 130, 1, 129),
        ({"model_type": "opt", "max_position_embeddings": 2048, "pad_token_id": 1}, 2050, 2, 2048),
        ({"model_type": "gpt2", "n_ctx": 1024}, 1024, 0, 1024),
    ],
)
def test_rows_and_offsets(config, rows, offset, context):
    found = from_config(config)
    assert (found.rows, found.offset, found.context) == (rows, offset, context)


def test_there_is_no_row_past_the_end():
    found = from_config({"model_type": "gpt2", "n_positions": 8}, length=9)
    assert found.warnings == ("9 tokens are more than 8: there is no row past the end",)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"model_type": "bert"}, "max_position_embeddings is missing: a learned table has one row a position"),
        ({"model_type": "marian"}, "hidden_size is missing: waves are as wide as the rows"),
        ({"model_type": "roberta", "max_position_embeddings": 2}, "must be above 2, the rows kept for padding; got 2"),
        ({"model_type": "gpt2", "n_positions": -1}, "n_positions must be a whole number from 1"),
    ],
)
def test_refusals(config, words):
    with pytest.raises(BadArgument, match=words):
        from_config(config)


def test_adding_a_table_that_ends():
    table = np.arange(12.0).reshape(6, 2)
    np.testing.assert_array_equal(learned_added(np.zeros((3, 2)), table, first=1, offset=2), table[3:])
    with pytest.raises(BadArgument, match="The table has 4 positions; got a text that ends at 5"):
        learned_added(np.zeros((3, 2)), table, first=2, offset=2)


@given(st.integers(1, 6), st.integers(1, 8), st.integers(0, 1000), st.booleans())
def test_adding_waves_is_the_row_times_root_dim_plus_its_wave(count, half, first, scaled):
    rows = np.random.default_rng(first).normal(size=(2, count, 2 * half))
    expected = rows * (np.sqrt(2 * half) if scaled else 1) + sinusoidal(np.arange(first, first + count), 2 * half)
    np.testing.assert_allclose(waves_added(rows, first=first, scaled=scaled), expected)
