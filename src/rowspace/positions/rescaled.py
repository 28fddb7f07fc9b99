"""A model as if its context had been stretched by another method: the same dims and θ, other frequencies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rowspace.errors import BadArgument
from rowspace.positions.keys import MAX_CONTEXT, Keys
from rowspace.positions.limits import real
from rowspace.positions.model import ModelPositions, RotaryPositions
from rowspace.positions.scaling import SCALINGS, scaling_named
from rowspace.positions.setting import MAX_FACTOR, Setting

METHODS = tuple(scaling.name for scaling in SCALINGS if scaling.name != "longrope")
"""All but longrope, whose divisors were found for one model by search and mean nothing in another."""

SHARE = 0.25  # of the pairs that turn in p-RoPE, as in Gemma 4
LLAMA3 = {"low_freq_factor": 1.0, "high_freq_factor": 4.0}


def rescaled(found: ModelPositions, method: str, factor: float) -> RotaryPositions:
    """The model stretched `factor` times by a method with its published settings; "proportional" does not stretch.

    Raises BadArgument for positions that do not turn, a method that needs more than a factor, or no training context.
    """
    if not isinstance(found, RotaryPositions):
        raise BadArgument(f"scaling is for rotary positions; this model's are {found.encoding}.")
    if method not in METHODS:
        raise BadArgument(f"scaling must be one of {', '.join(METHODS)}; got {method}.")
    factor = real("factor", factor, low=1.0, high=MAX_FACTOR)
    trained = found.original or found.context
    stretches = method not in ("default", "proportional")
    if trained is None and stretches:
        raise BadArgument("scaling needs the model's training context; its config has no max_position_embeddings.")
    reached = min(round(factor * trained), MAX_CONTEXT) if trained and stretches else trained
    rotary_dim = found.head_dim if method == "proportional" else found.rotary_dim
    setting = Setting(
        found.head_dim, rotary_dim, found.base, trained if method == "dynamic" else reached, reached, trained
    )
    scaled = scaling_named(method, "scaling").frequencies(Keys(_settings(method, factor, trained), "scaling"), setting)
    return replace(
        found,
        method=method,
        inv_freq=scaled.inv_freq,
        unscaled=setting.plain,
        rotary_dim=rotary_dim,
        attention_factor=scaled.attention_factor,
        context=reached,
        original=trained,
        axes=found.axes if rotary_dim == found.rotary_dim else None,
        softmax_scale=None,
        rules=(f"as if rescaled by {method}", *scaled.rules),
        warnings=(),
    )


def _settings(method: str, factor: float, trained: int | None) -> dict[str, Any]:
    if method == "proportional":
        return {"partial_rotary_factor": SHARE}
    stretched = {"alpha" if method == "ntk" else "factor": factor}
    if method == "llama3":
        return {**stretched, **LLAMA3, "original_max_position_embeddings": trained}
    return {**stretched, "original_max_position_embeddings": trained} if method == "yarn" else stretched
