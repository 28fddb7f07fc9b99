from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.keys import Keys, opened


def test_the_first_spelling_that_has_a_value_is_read():
    keys = Keys({"n_ctx": None, "n_positions": 8, "seq_length": 9})
    assert keys.count("n_ctx", "n_positions", "seq_length") == 8
    assert keys.read == {"n_positions"}
    assert keys.unread(["n_ctx", "n_positions", "seq_length"]) == ["seq_length"]


def test_names_carry_their_path():
    inner = Keys({"rope_scaling": {"factor": "x"}}).inner("rope_scaling")
    with pytest.raises(BadArgument, match=r"^rope_scaling.factor must be a number"):
        inner.number("factor", low=0, high=1)


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (lambda keys: keys.flag("a"), r"a must be true or false; got 1"),
        (lambda keys: keys.text("a"), r"a must be a text; got 1"),
        (lambda keys: keys.items("a"), r"a must be a list of 1 to 10,000; got 1"),
        (lambda keys: keys.items("b", length=3), r"b must be a list of 3; got 2"),
        (lambda keys: keys.items("c"), r"c must be a list of 1 to 10,000; got 0"),
        (lambda keys: keys.inner("a"), r"a must be an object of keys and values; got 1"),
        (lambda keys: keys.needed("z", low=0, high=1, for_="yarn"), r"z is missing: yarn needs it, a number 0 to 1"),
    ],
)
def test_refusals(read, words):
    with pytest.raises(BadArgument, match=words):
        read(Keys({"a": 1, "b": [1, 2], "c": []}))


@pytest.mark.parametrize("key", ["text_config", "llm_config", "language_config", "thinker_config"])
def test_the_text_model_is_found_within_a_larger_one(key):
    keys = opened({"model_type": "outer", "hidden_size": 8, key: {"model_type": "inner"}})
    assert (keys.text("model_type"), keys.count("hidden_size"), keys.path) == ("inner", 8, key)


@given(st.dictionaries(st.text(max_size=5), st.integers(1, 9), max_size=5))
def test_what_was_not_asked_for_is_unread(values):
    keys = Keys(values)
    asked = sorted(values)[::2]
    for name in asked:
        keys.count(name)
    assert sorted(keys.unread(values)) == sorted(set(values) - set(asked))
