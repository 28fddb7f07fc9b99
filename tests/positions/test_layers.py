from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.families import family_of
from rowspace.positions.keys import Keys
from rowspace.positions.layers import layers_of


def layers(model_type=None, **config):
    return layers_of(Keys(config), family_of(model_type))


def test_a_listed_mask_in_which_one_means_that_the_layer_turns():
    rules = layers("smollm3", num_hidden_layers=4, no_rope_layers=[1, 0, 0, 1]).rules
    assert [rule.rotates for rule in rules] == [True, False, False, True]


@pytest.mark.parametrize("empty", [None, []])
def test_an_empty_mask_leaves_the_rule_of_the_family(empty):
    rules = layers("smollm3", num_hidden_layers=8, no_rope_layers=empty).rules
    assert [rule.layer for rule in rules if not rule.rotates] == [3, 7]


def test_an_interval_of_another_length():
    rules = layers("smollm3", num_hidden_layers=6, no_rope_layer_interval=2).rules
    assert [rule.rotates for rule in rules] == [True, False] * 3


def test_llama_4_reads_in_chunks_where_it_turns():
    rules = layers("llama4", num_hidden_layers=4).rules
    assert [(rule.kind, rule.window) for rule in rules] == [("chunked_attention", 8192)] * 3 + [
        ("full_attention", None)
    ]


def test_bases_listed_for_each_layer_and_zero_for_none():
    rules = layers("granite", num_hidden_layers=3, layer_rope_theta=[1e4, 0, 1e6]).rules
    assert [(rule.base, rule.rotates) for rule in rules] == [(1e4, True), (None, False), (1e6, True)]


def test_listed_kinds_and_a_window():
    kinds = ["sliding_attention", "full_attention"]
    rules = layers("qwen3", num_hidden_layers=2, layer_types=kinds, sliding_window=64).rules
    assert [(rule.kind, rule.window) for rule in rules] == [("sliding_attention", 64), ("full_attention", None)]


def test_a_window_that_is_switched_off():
    (rule,) = layers("qwen2", num_hidden_layers=1, sliding_window=64, use_sliding_window=False).rules
    assert rule.window is None


def test_an_example_is_a_layer_that_turns_and_sees_everything_where_there_is_one():
    assert layers("gemma3", num_hidden_layers=12).example().layer == 5
    assert layers("cohere2", num_hidden_layers=8).example().kind == "sliding_attention"
    assert layers("cohere2", num_hidden_layers=8).example("full_attention").rotates is False
    assert layers("gemma3").example("sliding_attention").layer == 0
    assert layers("llama", num_hidden_layers=2).example("sliding_attention") is None


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"layer_types": "full_attention"}, "layer_types must be a list of 4"),
        ({"layer_rope_theta": [1.0] * 5}, "layer_rope_theta must be a list of 4; got 5"),
        ({"layer_rope_theta": [1.0, -1.0, 1.0, 1.0]}, "each of layer_rope_theta must be a number from 0"),
        ({"no_rope_layers": ["a"] * 4}, 'each of no_rope_layers must be a whole number from 0 to 1; got "a"'),
        ({"sliding_window": -1}, "sliding_window must be a whole number from 0"),
    ],
)
def test_refusals(config, words):
    with pytest.raises(BadArgument, match=words):
        layers("smollm3", num_hidden_layers=4, **config)


@given(st.integers(1, 60), st.integers(1, 12))
def test_of_every_period_one_layer_sees_everything(count, period):
    rules = layers("gemma3", num_hidden_layers=count, sliding_window_pattern=period).rules
    assert [rule.layer for rule in rules if rule.kind == "full_attention"] == list(range(period - 1, count, period))
