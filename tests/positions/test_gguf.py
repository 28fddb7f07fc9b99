from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.catalogue import model_named
from rowspace.positions.config import from_config
from rowspace.positions.families import FAMILIES
from rowspace.positions.gguf import MODEL_TYPES, as_config


def llama(**more):
    return {
        "general.architecture": "llama",
        "llama.context_length": 131_072,
        "llama.embedding_length": 4096,
        "llama.block_count": 32,
        "llama.attention.head_count": 32,
        "llama.rope.freq_base": 500_000.0,
        "llama.rope.dimension_count": 128,
        **more,
    }


def test_llama_is_interleaved_in_gguf():
    found = from_config(llama())
    assert (found.base, found.rotary_dim, found.context, found.pairing) == (500_000.0, 128, 131_072, "interleaved")


def test_divisors_stored_as_a_tensor_equal_llama_3_1s_own_scaling():
    expected = from_config(model_named("llama-3.1-8b").config)
    divisors = (expected.unscaled / expected.inv_freq).astype(np.float32)
    found = from_config(llama(**{"rope_freqs.weight": divisors}))
    np.testing.assert_allclose(found.inv_freq, expected.inv_freq, rtol=5e-7)
    assert found.attention_factor == 1.0


def test_yarn_of_gpt_oss():
    metadata = {
        "general.architecture": "gpt-oss",
        "gpt-oss.context_length": 131_072,
        "gpt-oss.embedding_length": 2880,
        "gpt-oss.attention.head_count": 64,
        "gpt-oss.attention.key_length": 64,
        "gpt-oss.rope.freq_base": 150_000.0,
        "gpt-oss.rope.scaling.type": "yarn",
        "gpt-oss.rope.scaling.factor": 32.0,
        "gpt-oss.rope.scaling.original_context_length": 4096,
    }
    found = from_config(metadata)
    assert (found.method, found.head_dim, found.pairing) == ("yarn", 64, "half")
    assert found.attention_factor == pytest.approx(1.3465735902799727)


def test_latent_attention_turns_the_dims_that_are_counted():
    metadata = {
        "general.architecture": "deepseek2",
        "deepseek2.attention.key_length": 192,
        "deepseek2.rope.dimension_count": 64,
        "deepseek2.rope.freq_base": 10_000.0,
    }
    found = from_config(metadata)
    assert (found.rotary_dim, found.pairing) == (64, "interleaved")
    assert found.softmax_scale == pytest.approx(192**-0.5)


def test_phi_turns_a_part_and_bloom_nothing():
    phi = {"general.architecture": "phi2", "phi2.attention.key_length": 80, "phi2.rope.dimension_count": 32}
    assert from_config({**phi, "phi2.rope.freq_base": 1e4}).rotary_dim == 32
    assert from_config({"general.architecture": "bloom", "bloom.attention.head_count": 16}).encoding == "alibi"


def test_scaling_that_is_none():
    assert from_config(llama(**{"llama.rope.scaling.type": "none"})).method == "default"


def test_an_unknown_architecture_is_named():
    with pytest.raises(BadArgument, match=r'general.architecture "warp" is not known; known are llama'):
        from_config({"general.architecture": "warp"})


@pytest.mark.parametrize("name", MODEL_TYPES)
def test_every_architecture_is_a_known_family(name):
    assert as_config({"general.architecture": name})["model_type"] in FAMILIES


@given(
    st.dictionaries(
        st.sampled_from([*llama(), "rope_freqs.weight"]), st.none() | st.integers() | st.text() | st.lists(st.floats())
    )
)
def test_any_metadata_gives_positions_or_one_sentence(change):
    try:
        message = "" if from_config({**llama(), **change}).encoding else "no encoding"
    except BadArgument as refused:
        message = str(refused)
    assert "\n" not in message


def test_three_axes_are_told_by_their_sections():
    metadata = {
        "general.architecture": "qwen2vl",
        "qwen2vl.embedding_length": 3584,
        "qwen2vl.attention.head_count": 28,
        "qwen2vl.rope.freq_base": 1e6,
        "qwen2vl.rope.dimension_sections": [16, 24, 24, 0],
    }
    found = from_config(metadata)
    assert found.axes == from_config(model_named("qwen2-vl-7b").config).axes
    assert found.method == "default"


def test_an_old_linear_scale():
    found = from_config(llama(**{"llama.rope.scale_linear": 4.0}))
    assert found.method == "linear"
    np.testing.assert_allclose(found.inv_freq, found.unscaled / 4)


def test_deepseek_says_its_temperature_as_a_multiplier():
    own = from_config(model_named("deepseek-v3").config)
    found = from_config(
        {
            "general.architecture": "deepseek2",
            "deepseek2.context_length": 163_840,
            "deepseek2.attention.key_length": 576,
            "deepseek2.attention.key_length_mla": 192,
            "deepseek2.rope.dimension_count": 64,
            "deepseek2.rope.freq_base": 10_000.0,
            "deepseek2.rope.scaling.type": "yarn",
            "deepseek2.rope.scaling.factor": 40.0,
            "deepseek2.rope.scaling.original_context_length": 4096,
            "deepseek2.rope.scaling.yarn_log_multiplier": 0.1,
        }
    )
    np.testing.assert_allclose(found.inv_freq, own.inv_freq)
    assert found.attention_factor == 1.0
    assert found.softmax_scale == pytest.approx(own.softmax_scale, rel=1e-12)
