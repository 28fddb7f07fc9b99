from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.choice import NAMED, encoding_of
from rowspace.positions.config import ENCODINGS
from rowspace.positions.families import FAMILIES, family_of
from rowspace.positions.keys import Keys
from rowspace.positions.reading import Reading


def chosen(**config):
    reading = Reading.of(Keys(config), layer=None, length=None)
    return encoding_of(reading), reading


@pytest.mark.parametrize(
    ("config", "encoding"),
    [
        ({"model_type": "falcon"}, "rotary"),
        ({"model_type": "falcon", "alibi": True}, "alibi"),
        ({"model_type": "falcon", "alibi": False}, "rotary"),
        ({"model_type": "mpt"}, "alibi"),
        ({"model_type": "mpt", "attn_config": {"alibi": False}}, "learned"),
        ({"model_type": "mpt", "attn_config": {"alibi": False, "rope": True}}, "rotary"),
        ({"model_type": "distilbert"}, "learned"),
        ({"model_type": "distilbert", "sinusoidal_pos_embds": True}, "sinusoidal"),
        ({"model_type": "xlm", "sinusoidal_embeddings": True}, "sinusoidal"),
        ({"model_type": "bert", "position_embedding_type": "relative_key_query"}, "relative"),
        ({"model_type": "esm", "position_embedding_type": "rotary"}, "rotary"),
        ({"model_type": "cohere", "position_embedding_type": "rope_gptj"}, "rotary"),
        ({"model_type": "granitemoehybrid", "position_embedding_type": "nope"}, "none"),
        ({"model_type": "novel", "relative_attention_num_buckets": 32}, "relative"),
        ({"rope_scaling": None}, "rotary"),
    ],
)
def test_switches_names_families_and_telling_keys(config, encoding):
    assert chosen(**config)[0] == encoding


def test_each_choice_says_what_led_to_it():
    _, reading = chosen(model_type="falcon", alibi=True)
    assert reading.rules == ["alibi is true: alibi"]
    _, reading = chosen(model_type="novel", rope_theta=1e4)
    assert reading.warnings == ['model_type "novel" is not known: rotary is concluded from rope_theta']


def test_absolute_does_not_overrule_a_family_that_turns():
    encoding, reading = chosen(model_type="llama", position_embedding_type="absolute")
    assert encoding == "rotary"
    assert reading.warnings == ["position_embedding_type absolute is ignored: llama is rotary"]


def test_a_config_that_tells_nothing_is_refused():
    with pytest.raises(BadArgument, match=r"no model_type is given, nor any of .* Add model_type"):
        chosen(hidden_size=8)


@given(st.text(max_size=12))
def test_an_unknown_name_is_never_a_default(name):
    if name.lower() not in NAMED:
        with pytest.raises(BadArgument, match=r"position_embedding_type .* is not known; known are"):
            chosen(model_type="llama", position_embedding_type=name)


@pytest.mark.parametrize("model_type", FAMILIES)
def test_every_family_is_found_by_name_text_part_and_case(model_type):
    family = FAMILIES[model_type]
    assert family_of(model_type) is family_of(f"{model_type}_text") is family_of(model_type.upper()) is family
    assert family.encoding in [encoding.name for encoding in ENCODINGS]
