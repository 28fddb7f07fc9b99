from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.catalogue import model_named, models
from rowspace.positions.config import from_config
from rowspace.positions.model import RotaryPositions
from rowspace.positions.rescaled import METHODS, rescaled

LLAMA = from_config(model_named("llama-2-7b").config)


def read(name):
    return from_config(model_named(name).config)


def test_the_models_own_method_gives_its_own_frequencies():
    """Llama 3.1 is Llama 3 rescaled by llama3, 8 times 8,192; the YaRN models are theirs rescaled by yarn."""
    again = rescaled(read("llama-3-8b"), "llama3", 8)
    np.testing.assert_allclose(again.inv_freq, read("llama-3.1-8b").inv_freq, rtol=1e-12)
    yarned, published = rescaled(LLAMA, "yarn", 16), read("yarn-llama-2-7b-64k")
    np.testing.assert_allclose(yarned.inv_freq, published.inv_freq, rtol=1e-12)
    assert yarned.attention_factor == published.attention_factor
    assert (yarned.context, yarned.original) == (published.context, published.original)


def test_default_takes_a_scaling_away():
    found = read("llama-3.1-8b")
    plain = rescaled(found, "default", 8)
    np.testing.assert_array_equal(plain.inv_freq, found.unscaled)
    assert (plain.context, plain.attention_factor) == (8192, 1)


def test_a_quarter_of_the_pairs_turns_in_p_rope():
    found = rescaled(LLAMA, "proportional", 4)
    assert int((found.inv_freq > 0).sum()) == 16
    assert found.context == 4096


def test_plain_frequencies_need_no_training_context():
    assert rescaled(read("gemma-4"), "default", 4).context is None
    assert int((rescaled(read("gemma-4"), "default", 4).inv_freq > 0).sum()) == 256


@pytest.mark.parametrize(
    ("found", "method", "factor", "words"),
    [
        (read("bloom-176b"), "yarn", 4, "scaling is for rotary positions; this model's are alibi"),
        (LLAMA, "longrope", 4, "scaling must be one of default, linear, .*; got longrope"),
        (LLAMA, "yarn", 0.5, "factor must be a number from 1 to"),
        (from_config({"model_type": "no", "rope_theta": 1e4, "head_dim": 8}), "yarn", 4, "needs the model's training"),
    ],
)
def test_refusals(found, method, factor, words):
    with pytest.raises(BadArgument, match=words):
        rescaled(found, method, factor)


ROTARY = [
    model.name
    for model in models()
    if model.config and isinstance(found := from_config(model.config), RotaryPositions) and found.context
]


@given(st.sampled_from(ROTARY), st.sampled_from(METHODS), st.floats(1, 1e4))
def test_no_pair_turns_faster_than_unscaled_and_the_fastest_is_left_alone_by_those_that_say_so(name, method, factor):
    found = rescaled(read(name), method, factor)
    assert np.isfinite(found.inv_freq).all()
    assert (found.inv_freq <= found.unscaled * (1 + 1e-12)).all()
    if method in ("default", "dynamic", "ntk", "yarn", "proportional"):
        assert found.inv_freq[0] == pytest.approx(1)
