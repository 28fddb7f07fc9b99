"""How frequencies are rescaled so that a model reads further than it was trained: one entry a `rope_type`.

Every method is only other frequencies and one factor on cosine and sine. Where paper and released code differ, this
is the code, because checkpoints were made with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from rowspace.errors import BadArgument
from rowspace.positions.keys import MAX_CONTEXT, Keys
from rowspace.positions.limits import shown
from rowspace.positions.longrope import longrope
from rowspace.positions.rotary import Doubles, frequencies
from rowspace.positions.setting import MAX_FACTOR, Scaled, Setting
from rowspace.positions.yarn import yarn


class Scaling(NamedTuple):
    """One `rope_type`: the keys of its set and its setting become frequencies and a factor."""

    name: str
    paper: str
    frequencies: Callable[[Keys, Setting], Scaled]


def default(_: Keys, setting: Setting) -> Scaled:
    """base^(−2i/d), nothing rescaled."""
    return Scaled(setting.plain)


def linear(keys: Keys, setting: Setting) -> Scaled:
    """Every frequency ÷ factor, as if positions lay closer together."""
    factor = setting.factor(keys, "linear")
    return Scaled(setting.plain / factor, rules=(f"every frequency is divided by {factor:g}",))


def dynamic(keys: Keys, setting: Setting) -> Scaled:
    """A larger base as the text outgrows the training context; Hunyuan's `alpha` under this name is a fixed one."""
    if keys.values.get("alpha") is not None:
        return ntk(keys, setting)
    factor = setting.factor(keys, "dynamic")
    context = setting.context
    if context is None:
        raise BadArgument(f"max_position_embeddings is missing: {keys.name('rope_type')} dynamic compares with it.")
    length = max(setting.length or context, context)
    growth = factor * length / context - (factor - 1)
    note = f"θ is multiplied by {growth:g}^(d/(d−2)) at {length:,} tokens"
    return Scaled(_with_base(setting, growth), rules=(note,))


def ntk(keys: Keys, setting: Setting) -> Scaled:
    """Makes θ × alpha^(d/(d−2)), so that the slowest pair is stretched alpha times and the fastest not at all."""
    alpha = keys.needed("alpha", low=0.0, high=MAX_FACTOR, above=True, for_=f"{keys.name('rope_type')} ntk")
    keys.number("factor", low=0.0, high=MAX_FACTOR, above=True)  # stands beside alpha in published files, unused
    return Scaled(_with_base(setting, alpha), rules=(f"θ is multiplied by alpha {alpha:g}^(d/(d−2))",))


def llama3(keys: Keys, setting: Setting) -> Scaled:
    """Slow pairs ÷ factor, fast ones kept, a blend linear in the number of turns between (Llama 3.1)."""
    factor = setting.factor(keys, "llama3")
    low, high = (
        keys.needed(key, low=0.0, high=1e6, above=True, for_="llama3")
        for key in ("low_freq_factor", "high_freq_factor")
    )
    if high < low:
        raise BadArgument(
            f"{keys.name('high_freq_factor')} must be a number from low_freq_factor, {low:g}, up; got {high:g}."
        )
    original = setting.trained
    if keys.values.get("original_max_position_embeddings") is not None or original is None:
        original = int(keys.needed("original_max_position_embeddings", low=1, high=MAX_CONTEXT, for_="llama3"))
    plain = setting.plain
    turns = original * plain / (2 * np.pi)
    blend = np.clip((turns - low) / (high - low), 0, 1) if high > low else (turns >= low).astype(np.float64)
    scaled = (1 - blend) * plain / factor + blend * plain
    slow, fast = int((turns < low).sum()), int((turns > high).sum())
    note = f"{fast} fast pairs keep their frequency, {slow} slow ones are divided by {factor:g}, the rest are blended"
    return Scaled(scaled, rules=(note,), original=original)


def proportional(keys: Keys, setting: Setting) -> Scaled:
    """The first pairs turn, with exponents over the whole head; the rest stand still (p-RoPE, Gemma 4)."""
    share = keys.number("partial_rotary_factor", low=0.0, high=1.0, above=True) or 1.0
    factor = keys.number("factor", low=0.0, high=MAX_FACTOR, above=True) or 1.0
    scaled = frequencies(setting.head_dim, base=setting.base) / factor
    turning = int(share * setting.head_dim // 2)
    scaled[turning:] = 0.0
    return Scaled(scaled, rules=(f"{turning} of {len(scaled)} pairs turn, the rest stand still",))


def _with_base(setting: Setting, growth: float) -> Doubles:
    if setting.rotary_dim < 4:
        raise BadArgument(f"NTK scaling needs at least 4 turning dims; got {setting.rotary_dim}.")
    exponent = setting.rotary_dim / (setting.rotary_dim - 2)
    base = setting.base * growth**exponent
    if not math.isfinite(base) or base < 1.0:
        raise BadArgument(f"NTK scaling by {growth:g} makes θ {base:g}; it must stay a number of 1 or more.")
    scaled: Doubles = np.power(base, -np.arange(0, setting.rotary_dim, 2) / setting.rotary_dim)
    return scaled


SCALINGS: list[Scaling] = [
    Scaling("default", "Su et al. 2021, arXiv:2104.09864", default),
    Scaling("linear", "Chen et al. 2023, arXiv:2306.15595", linear),
    Scaling("dynamic", "NTK-aware scaling, as in transformers", dynamic),
    Scaling("ntk", "NTK-aware scaling with a fixed alpha (Hunyuan)", ntk),
    Scaling("yarn", "Peng et al. 2023, arXiv:2309.00071", yarn),
    Scaling("longrope", "Ding et al. 2024, arXiv:2402.13753", longrope),
    Scaling("llama3", "Llama 3.1, meta-llama/llama-models apply_scaling", llama3),
    Scaling("proportional", "p-RoPE: Barbero et al. 2024, arXiv:2410.06205", proportional),
]
"""Every `rope_type` there is a rule for; another one is an error that names it."""


def scaling_named(name: str, path: str) -> Scaling:
    """Raises BadArgument for a type that is not known, naming it."""
    for scaling in SCALINGS:
        if scaling.name == name:
            return scaling
    known = ", ".join(scaling.name for scaling in SCALINGS)
    raise BadArgument(f"{path}.rope_type {shown(name)} is not known; known are {known}.")
