"""Numbers of a config that must be numbers, whether or not this model's positions come to need them.

A string where a number belongs is a broken file; it is told at once, not only for the layer that happens to read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rowspace.positions.keys import MAX_CONTEXT, MAX_LAYERS, Keys
from rowspace.positions.limits import MAX_BASE, MAX_DIM, real, whole
from rowspace.positions.reading import HEADS, MAX_HEADS, MAX_WIDTH, WIDTHS

LAYERS = ("num_hidden_layers", "n_layer", "n_layers", "num_layers")
WHOLE = {
    **dict.fromkeys(WIDTHS, MAX_WIDTH),
    **dict.fromkeys(HEADS, MAX_HEADS),
    **dict.fromkeys(LAYERS, MAX_LAYERS),
    "head_dim": MAX_DIM,
    "max_position_embeddings": MAX_CONTEXT,
    "original_max_position_embeddings": MAX_CONTEXT,
}
"""Largest value of each key that holds a whole number, 1 or more."""

REAL = ("rope_theta", "rope_local_base_freq", "partial_rotary_factor", "floor_scale", "attn_scale")
REAL_IN_SETS = (
    "rope_theta",
    "factor",
    "alpha",
    "attention_factor",
    "beta_fast",
    "beta_slow",
    "mscale",
    "mscale_all_dim",
    "low_freq_factor",
    "high_freq_factor",
    "partial_rotary_factor",
    "original_max_position_embeddings",
)
SETS = ("rope_scaling", "rope_parameters")


def check_numbers(config: Keys) -> None:
    """Raises BadArgument for a value that is no number, or one that no model has."""
    for key, most in WHOLE.items():
        if config.values.get(key) is not None:
            whole(config.name(key), config.values[key], low=1, high=most)
    _check_real(config, REAL)
    for name in SETS:
        given = config.values.get(name)
        if isinstance(given, Mapping):
            _check_set(given, config.name(name))


def _check_set(given: Mapping[str, Any], path: str) -> None:
    _check_real(Keys(given, path), REAL_IN_SETS)
    for label, inner in given.items():
        if isinstance(inner, Mapping):
            _check_real(Keys(inner, f"{path}.{label}"), REAL_IN_SETS)


def _check_real(keys: Keys, names: tuple[str, ...]) -> None:
    for key in names:
        if keys.values.get(key) is not None:
            real(keys.name(key), keys.values[key], low=0.0, high=MAX_BASE)
