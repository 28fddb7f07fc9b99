from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.positions.config import from_config, rope_parameters
from rowspace.positions.families import family_of
from rowspace.positions.keys import Keys
from rowspace.positions.parameters import PARTIALS, normalized


def test_the_nearest_value_wins_and_the_other_is_named():
    config = {"model_type": "llama", "head_dim": 64, "rope_theta": 1e4, "partial_rotary_factor": 0.5}
    config["rope_parameters"] = {"rope_theta": 1e6, "partial_rotary_factor": 0.25}
    found = from_config(config)
    assert (found.base, found.rotary_dim) == (1e6, 16)
    assert [warning.split(" is ignored")[0] for warning in found.warnings] == [
        "rope_theta 10000.0",
        "partial_rotary_factor 0.5",
    ]


@pytest.mark.parametrize("key", PARTIALS)
def test_every_spelling_of_the_share_of_dims(key):
    found = from_config({"head_dim": 64, "rope_theta": 1e4, key: 0.25})
    assert found.rotary_dim == 16
    assert "the first 16 of 64 dims turn" in found.rules


@pytest.mark.parametrize(
    ("key", "model_type"),
    [("rope_theta", "llama"), ("rotary_emb_base", "gpt_neox"), ("global_rope_theta", "modernbert")],
)
def test_every_spelling_of_the_base(key, model_type):
    assert from_config({"model_type": model_type, "head_dim": 64, key: 1234.0}).base == 1234.0


def test_a_base_that_is_missing_is_the_familys_and_said_to_be():
    found = from_config({"model_type": "mixtral", "head_dim": 64})
    assert found.base == 1e6
    assert "no θ is given: this family's default, 1,000,000, holds" in found.warnings
    assert not from_config({"model_type": "gptj", "head_dim": 256}).warnings


def test_a_kind_without_positions_is_null():
    config = {"head_dim": 64, "rope_parameters": {"full_attention": None, "sliding_attention": {"rope_theta": 1e4}}}
    config["layer_types"] = ["sliding_attention", "full_attention"]
    assert from_config(config, layer=0).encoding == "rotary"
    assert from_config(config, layer=1).encoding == "none"


def test_sets_beside_flat_keys_win():
    config = {"rope_parameters": {"rope_type": "linear", "factor": 8.0, "full_attention": {"rope_theta": 1e6}}}
    sets = normalized(Keys(config), None)
    assert sets.as_dict == {"full_attention": {"rope_theta": 1e6, "rope_type": "default"}}
    assert sets.warnings == ("rope_parameters.rope_type, factor is ignored: the sets a kind of layer stand beside it",)


def test_compressed_layers_have_a_base_of_their_own():
    nested = {"main": {"rope_theta": 1e4, "rope_type": "default"}, "compress": {"rope_type": "default"}}
    config = {"model_type": "deepseek_v4", "compress_rope_theta": 1.6e5, "rope_parameters": nested}
    assert rope_parameters(config)["compress"]["rope_theta"] == 1.6e5
    flat = {"model_type": "deepseek_v4", "rope_theta": 1e4, "compress_rope_theta": 1.6e5}
    assert {label: own["rope_theta"] for label, own in rope_parameters(flat).items()} == {
        "main": 1e4,
        "compress": 1.6e5,
    }
    scaled = {**flat, "rope_scaling": {"type": "yarn", "factor": 16.0, "original_max_position_embeddings": 65_536}}
    main, compress = (from_config({**scaled, "qk_rope_head_dim": 64}, layer=kind) for kind in ("main", "compress"))
    assert (main.method, compress.method, compress.attention_factor) == ("default", "yarn", 1.0)


def test_a_decoupled_part_turns_whole_whatever_share_of_the_head_it_is():
    config = {"model_type": "deepseek_v4", "head_dim": 512, "qk_rope_head_dim": 64, "rope_theta": 1e4}
    config["rope_parameters"] = {"rope_type": "default", "partial_rotary_factor": 0.125}
    assert from_config(config).rotary_dim == 64


@pytest.mark.parametrize(
    ("model_type", "base"),
    [
        ("qwen3_vl", 5e5),
        ("qwen3_vl_text", 5e5),
        ("cohere", 5e5),
        ("cohere2", 1e4),
        ("ministral3", 1e4),
        ("smollm3", 2e6),
    ],
)
def test_a_family_without_theta_takes_its_own(model_type, base):
    """Class defaults of transformers 5.24."""
    config = {"model_type": model_type, "head_dim": 64}
    assert from_config(config).base == base


def test_full_layers_of_gemma_4_have_wider_heads():
    config = {"model_type": "gemma4_text", "head_dim": 256, "rope_theta": 1e6}
    assert [from_config(config, layer=kind).head_dim for kind in ("full_attention", "sliding_attention")] == [512, 256]


def test_a_text_config_with_rotary_keys_takes_none_from_outside():
    inner = {"model_type": "llama4_text", "head_dim": 128, "rope_theta": 5e5}
    outer = {"model_type": "llama4", "rope_scaling": {"type": "linear", "factor": 4.0}, "rope_theta": 1.0}
    found = from_config({**outer, "text_config": inner}, layer=0)
    assert (found.base, found.method) == (5e5, "default")
    bare = from_config(
        {**outer, "rope_theta": 5e5, "text_config": {"model_type": "llama4_text", "head_dim": 128}}, layer=0
    )
    assert bare.method == "linear"


def test_no_window_may_be_written_as_0():
    config = {"model_type": "qwen2_moe", "head_dim": 64, "rope_theta": 1e4, "sliding_window": 0, "num_hidden_layers": 2}
    assert [rule.window for rule in from_config(config).layers] == [None, None]


def test_a_kind_that_has_no_set_takes_the_main_one_and_says_so():
    config = {"head_dim": 64, "rope_parameters": {"main": {"rope_theta": 5.0}, "compress": {"rope_theta": 6.0}}}
    config["layer_types"] = ["odd_attention"]
    found = from_config(config, layer=0)
    assert found.base == 5.0
    assert "no rotary set is given for odd_attention: that of main is taken" in found.warnings
    assert from_config(config, layer="compress").base == 6.0


def test_two_types_that_differ_are_named():
    config = {"head_dim": 64, "rope_theta": 1e4}
    config["rope_scaling"] = {"type": "dynamic", "rope_type": "linear", "factor": 2.0}
    found = from_config(config)
    assert found.method == "linear"
    assert 'rope_scaling.type "dynamic" is ignored: rope_type "linear" stands beside it' in found.warnings


def test_keys_of_another_method_are_named():
    config = {"model_type": "llama", "head_dim": 64, "rope_theta": 1e4}
    config["rope_scaling"] = {"rope_type": "linear", "factor": 2.0, "beta_fast": 32}
    assert from_config(config).warnings == ("rope_scaling.beta_fast is ignored: linear does not use it",)


def test_phi_3_spells_longrope_yarn():
    config = {"model_type": "phi3", "head_dim": 8, "max_position_embeddings": 64, "rope_theta": 1e4}
    config["rope_scaling"] = {"type": "yarn", "short_factor": [1.0] * 4, "long_factor": [2.0] * 4}
    assert from_config(config).method == "longrope"


@given(st.sampled_from([None, "llama", "phi", "gemma3", "olmo3"]), st.floats(1, 1e8), st.sampled_from([1.0, 0.5]))
def test_one_form_read_again_stays_as_it_is(model_type, base, share):
    config = {"model_type": model_type, "rope_theta": base, "partial_rotary_factor": share}
    once = rope_parameters(config)
    again = normalized(Keys({"model_type": model_type, "rope_parameters": once}), family_of(model_type))
    assert again.as_dict == once
