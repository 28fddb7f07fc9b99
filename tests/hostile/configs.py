"""Texts that claim to be a config.json and are malformed, each with words that its refusal must hold."""

from __future__ import annotations

import json
from typing import Any

LLAMA: dict[str, Any] = {"model_type": "llama", "head_dim": 8, "max_position_embeddings": 64}


def _llama(**keys: Any) -> str:
    return json.dumps({**LLAMA, **keys})


MALFORMED: dict[str, tuple[str, str]] = {
    "no JSON": ("{'model_type': llama}", "is not readable JSON"),
    "cut": ('{"model_type": "lla', "is not readable JSON"),
    "empty": ("", "is not readable JSON"),
    "a list": ("[1, 2]", "must hold a JSON object"),
    "nothing in it": ("{}", "does not say how positions are encoded"),
    "a thousand lists deep": ('{"a": ' + "[" * 1000 + "]" * 1000 + "}", '"a" is nested more than 32 deep'),
    "a thousand objects deep": ('{"a":' * 1000 + "1" + "}" * 1000, "nested more than 32 deep"),
    "a string for a number": (_llama(rope_theta="10000"), 'rope_theta must be a number from 1 to 1e+12; got "10000"'),
    "a string for a count": (_llama(head_dim="128"), 'head_dim must be a whole number from 1 to 65,536; got "128"'),
    "a list for a number": (_llama(rope_theta=[1, 2]), "rope_theta must be a number from 1 to 1e+12; got a list of 2"),
    "true for a number": (_llama(head_dim=True), "head_dim must be a whole number from 1 to 65,536; got True"),
    "a billion dims": (_llama(head_dim=10**9), "head_dim must be a whole number from 1 to 65,536; got 1,000,000,000"),
    "a number of a thousand digits": (_llama(rope_theta=10**1000), "rope_theta must be a number from 1 to 1e+12"),
    "infinite": (_llama(rope_theta=float("inf")), "rope_theta must be a number from 1 to 1e+12; got inf"),
    "not a number": (_llama(rope_theta=float("nan")), "rope_theta must be a number from 1 to 1e+12; got nan"),
    "a negative factor": (
        _llama(rope_scaling={"rope_type": "linear", "factor": -2.0}),
        "rope_scaling.factor must be a number above 0 and up to 1e+06; got -2.0",
    ),
    "an unknown type": (
        _llama(rope_scaling={"rope_type": "yarnn", "factor": 2.0}),
        'rope_scaling.rope_type "yarnn" is not known; known are default, linear',
    ),
    "a type that is a number": (_llama(rope_scaling={"rope_type": 3}), "rope_scaling.rope_type must be a text"),
    "a list too short": (
        _llama(
            rope_scaling={"rope_type": "longrope", "short_factor": [1.0] * 3, "long_factor": [1.0] * 4},
            original_max_position_embeddings=32,
        ),
        "rope_scaling.short_factor must be a list of 4; got 3",
    ),
    "a list with a text in it": (
        _llama(
            rope_scaling={"rope_type": "longrope", "short_factor": ["1"] * 4, "long_factor": [1.0] * 4},
            original_max_position_embeddings=32,
        ),
        'each of rope_scaling.short_factor must be a number above 0 and up to 1e+06; got "1"',
    ),
    "scaling that is a text": (_llama(rope_scaling="linear"), "rope_scaling must be an object"),
    "layers that do not add up": (
        _llama(num_hidden_layers=3, layer_types=["full_attention"] * 2, model_type="olmo3"),
        "layer_types must be a list of 3; got 2",
    ),
    "an odd share of dims": (_llama(partial_rotary_factor=0.4), "must be an even number of dims"),
    "a type of position that is not known": (
        json.dumps({"model_type": "bert", "position_embedding_type": "magic"}),
        'position_embedding_type "magic" is not known',
    ),
    "a model that is not known": (json.dumps({"model_type": "no\nsuch"}), "is not known"),
    "heads that do not fit": (json.dumps({"model_type": "bloom", "n_head": -1}), "n_head must be a whole number"),
    "buckets too few": (
        json.dumps({"model_type": "t5", "relative_attention_num_buckets": 1, "num_heads": 8}),
        "relative_attention_num_buckets must be a whole number from 4",
    ),
}
