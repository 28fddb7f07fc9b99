from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.alibi import slopes
from rowspace.positions.config import from_config
from rowspace.positions.precision import bfloat16


@pytest.mark.parametrize(
    ("config", "style"),
    [
        ({"model_type": "bloom", "n_head": 112}, "key"),
        ({"model_type": "mpt", "n_heads": 32, "attn_config": {"alibi": True, "alibi_bias_max": 8}}, "last"),
        ({"position_embedding_type": "alibi", "num_attention_heads": 12}, "gap"),
    ],
)
def test_styles_of_families(config, style):
    found = from_config(config)
    assert found.style == style
    np.testing.assert_array_equal(found.slopes, slopes(found.heads))


def test_mpt_with_another_steepness():
    found = from_config({"model_type": "mpt", "n_heads": 4, "attn_config": {"alibi": True, "alibi_bias_max": 4}})
    np.testing.assert_array_equal(found.slopes, [0.5, 0.25, 0.125, 0.0625])


def test_a_table_beside_alibi_is_ignored_and_named():
    found = from_config({"model_type": "mpt", "n_heads": 4, "attn_config": {"alibi": True}, "learned_pos_emb": True})
    assert found.warnings == ("learned_pos_emb is ignored: with alibi there is no table",)


def test_falcon_rounds_its_slopes():
    found = from_config({"model_type": "falcon", "num_attention_heads": 32, "alibi": True})
    np.testing.assert_array_equal(found.slopes, bfloat16(slopes(32)))
    assert found.scaled


def test_an_encoder_looks_both_ways_and_a_decoder_back():
    config = {"model_type": "t5", "num_heads": 8}
    assert from_config(config).bidirectional
    assert not from_config(config, layer="decoder").bidirectional
    assert not from_config({**config, "is_decoder": True}).bidirectional
    assert from_config({**config, "model_type": "umt5"}).shared is False


def test_a_layer_of_t5_is_like_every_other():
    (warning,) = from_config({"model_type": "t5"}, layer=3).warnings
    assert warning == "layer is ignored: all layers share their biases; name encoder or decoder"


def test_relative_keys_of_bert_are_read_and_not_drawn():
    config = {"model_type": "bert", "position_embedding_type": "relative_key", "max_position_embeddings": 512}
    found = from_config(config)
    assert (found.kind, found.buckets) == ("vectors", 1023)
    assert "read, not drawn" in found.warnings[0]


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"model_type": "bloom"}, "num_attention_heads is missing: ALiBi has one slope a head"),
        ({"model_type": "bloom", "n_head": "112"}, 'n_head must be a whole number .* got "112"'),
        (
            {"model_type": "mpt", "n_heads": 4, "attn_config": {"alibi": True, "alibi_bias_max": -8}},
            "attn_config.alibi_bias_max",
        ),
        (
            {"model_type": "t5", "relative_attention_num_buckets": 2},
            "relative_attention_num_buckets must be a whole number from 4",
        ),
        ({"model_type": "bert", "position_embedding_type": "relative_key"}, "max_position_embeddings is missing"),
    ],
)
def test_refusals(config, words):
    with pytest.raises(BadArgument, match=words):
        from_config(config)


@given(st.integers(1, 256))
def test_any_count_of_heads(heads):
    found = from_config({"model_type": "bloom", "n_head": heads})
    assert len(found.slopes) == heads
    assert any("power of two" in rule for rule in found.rules) == bool(heads & (heads - 1))
