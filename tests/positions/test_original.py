from __future__ import annotations

import numpy as np
import pytest

from rowspace.errors import BadArgument
from rowspace.positions.catalogue import model_named
from rowspace.positions.config import from_config
from rowspace.positions.original import translated

META = {"dim": 4096, "n_heads": 32, "n_layers": 32, "rope_theta": 500_000.0, "use_scaled_rope": True}


def test_metas_own_file_equals_the_published_config():
    ours, theirs = from_config(META), from_config(model_named("llama-3.1-8b").config)
    np.testing.assert_array_equal(ours.inv_freq, theirs.inv_freq)
    assert (ours.pairing, theirs.pairing) == ("interleaved", "half")


def test_metas_factor_of_32():
    ours = from_config({**META, "dim": 2048, "n_heads": 32, "rope_scale_factor": 32})
    np.testing.assert_array_equal(ours.inv_freq, from_config(model_named("llama-3.2-1b").config).inv_freq)


def test_a_switch_that_is_off_scales_nothing():
    assert from_config({**META, "use_scaled_rope": False}).method == "default"


def test_gpt_oss_and_its_own_names_for_the_betas():
    config = {
        "head_dim": 64,
        "rope_theta": 150_000,
        "initial_context_length": 4096,
        "rope_scaling_factor": 32.0,
        "rope_ntk_alpha": 1.0,
        "rope_ntk_beta": 32.0,
    }
    ours, theirs = from_config(config), from_config(model_named("gpt-oss-20b").config)
    np.testing.assert_array_equal(ours.inv_freq, theirs.inv_freq)
    assert ours.attention_factor == theirs.attention_factor


def test_deepseeks_inference_config():
    config = {
        "qk_nope_head_dim": 128,
        "qk_rope_head_dim": 64,
        "original_seq_len": 4096,
        "rope_theta": 10_000.0,
        "rope_factor": 40,
        "beta_fast": 32,
        "beta_slow": 1,
        "mscale": 1.0,
    }
    ours, theirs = from_config(config), from_config(model_named("deepseek-v3").config)
    np.testing.assert_array_equal(ours.inv_freq, theirs.inv_freq)
    assert ours.softmax_scale == theirs.softmax_scale


@pytest.mark.parametrize("marker", ["rope_ntk_alpha", "rope_factor"])
def test_a_marker_of_a_wrong_type_is_named(marker):
    with pytest.raises(BadArgument, match=r"must be a number .* got \"much\""):
        from_config(
            {
                "head_dim": 64,
                "rope_theta": 1e4,
                "rope_scaling_factor": 2.0,
                "qk_rope_head_dim": 64,
                "original_seq_len": 64,
                "initial_context_length": 64,
                marker: "much",
            }
        )


def test_a_config_in_the_usual_spelling_is_left_alone():
    config = model_named("llama-3.1-8b").config
    assert translated(config) is config
