"""A model's positions from its own config.json, old spelling or new: one entry an encoding.

from_config({"model_type": "llama", "hidden_size": 4096, "num_attention_heads": 32, "rope_theta": 500000})
-> RotaryPositions: 64 pairs, attention factor 1, and the rules that led there
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from rowspace.errors import BadArgument
from rowspace.positions.choice import encoding_of
from rowspace.positions.config_biases import read_alibi, read_relative
from rowspace.positions.config_rotary import read_rotary
from rowspace.positions.config_tables import read_learned, read_sinusoidal
from rowspace.positions.families import family_of
from rowspace.positions.keys import MAX_CONTEXT, opened
from rowspace.positions.limits import shown, whole
from rowspace.positions.model import ModelPositions, NoPositions
from rowspace.positions.numbers import check_numbers
from rowspace.positions.original import translated
from rowspace.positions.parameters import normalized
from rowspace.positions.reading import Reading


class Encoding(NamedTuple):
    """One way to tell a model where a token stands, and how a config that has it is read."""

    name: str
    where: str
    paper: str
    read: Callable[[Reading], ModelPositions]


def read_none(reading: Reading) -> NoPositions:
    """A config that says outright that there is no encoding."""
    return NoPositions(**reading.common("none"), context=reading.context)


ENCODINGS: list[Encoding] = [
    Encoding("sinusoidal", "added to the rows at the input", "Vaswani et al. 2017, section 3.5", read_sinusoidal),
    Encoding("learned", "added to the rows at the input", "Gehring et al. 2017; GPT-2, BERT", read_learned),
    Encoding("rotary", "turns queries and keys in each layer", "Su et al. 2021, arXiv:2104.09864", read_rotary),
    Encoding("alibi", "added to the scores", "Press et al. 2022, arXiv:2108.12409", read_alibi),
    Encoding("relative", "added to the scores", "Raffel et al. 2020; Shaw et al. 2018", read_relative),
    Encoding("none", "nowhere", "Kazemnejad et al. 2023, arXiv:2305.19466", read_none),
]
"""Every encoding that can be read; a config that names another is an error, never a default."""


def from_config(config: Mapping[str, Any], layer: int | str | None = None, length: int | None = None) -> ModelPositions:
    """How a model tells where tokens stand.

    layer   a layer's number from 0, or a kind ("sliding_attention"); None for the one that stands for most
    length  tokens of the text, which some methods look at; None for as many as the training had

    Raises BadArgument: a key that is missing or malformed, a type that is not known, a layer that does not exist.
    """
    keys = opened(translated(config))
    if layer is not None and not isinstance(layer, str):
        layer = whole("layer", layer, low=0, high=10**6)
    if length is not None:
        length = whole("length", length, low=1, high=MAX_CONTEXT)
    reading = Reading.of(keys, layer=layer, length=length)
    found = encoding_named(encoding_of(reading)).read(reading)
    check_numbers(keys)  # last, as a key that was read is refused in words of its own
    return found


def encoding_named(name: str) -> Encoding:
    """Raises BadArgument for an encoding that is not known."""
    for encoding in ENCODINGS:
        if encoding.name == name:
            return encoding
    known = ", ".join(encoding.name for encoding in ENCODINGS)
    raise BadArgument(f"encoding must be one of {known}; got {shown(name)}.")


def rope_parameters(config: Mapping[str, Any]) -> dict[str, Any]:
    """Rotary settings of a config in transformers 5's one form, by kind of layer where kinds differ."""
    keys = opened(translated(config))
    return normalized(keys, family_of(keys.text("model_type"))).as_dict
