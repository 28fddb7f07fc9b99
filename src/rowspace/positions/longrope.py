"""LongRoPE: each pair has a divisor of its own, found by search, one set for short texts and one for long (Phi-3)."""

from __future__ import annotations

import math

import numpy as np

from rowspace.errors import BadArgument
from rowspace.positions.keys import Keys
from rowspace.positions.limits import real
from rowspace.positions.rotary import Doubles
from rowspace.positions.setting import MAX_FACTOR, Scaled, Setting


def longrope(keys: Keys, setting: Setting) -> Scaled:
    """base^(−2i/d) ÷ the pair's divisor; which set holds depends on the length (Ding et al. 2024, arXiv:2402.13753).

    Raises BadArgument where a list has not one divisor a pair.
    """
    original = setting.original(keys)
    if original is None:
        raise BadArgument(f"{keys.name('original_max_position_embeddings')} is missing: longrope switches sets there.")
    short, long = (_divisors(keys, key, setting.rotary_dim // 2) for key in ("short_factor", "long_factor"))
    far = setting.length is not None and setting.length > original
    scaled: Doubles = setting.plain / (long if far else short)
    which = f"long_factor holds above {original:,} tokens" if far else f"short_factor holds up to {original:,} tokens"
    return Scaled(scaled, _attention_factor(keys, setting, original, far=far), rules=(which,), original=original)


def _divisors(keys: Keys, key: str, pairs: int) -> Doubles:
    listed = keys.items(key, length=pairs)
    if listed is None:
        raise BadArgument(f"{keys.name(key)} is missing: longrope needs it, a list of {pairs:,} numbers, one a pair.")
    name = f"each of {keys.name(key)}"
    return np.array([real(name, value, low=0.0, high=MAX_FACTOR, above=True) for value in listed])


def _attention_factor(keys: Keys, setting: Setting, original: int, *, far: bool) -> float:
    """√(1 + ln s / ln L) unless the set gives it, the same for both sets; Phi-3.5-MoE gives one for each."""
    each = {key: keys.number(key, low=0.0, high=1e6, above=True) for key in ("short_mscale", "long_mscale")}
    given = keys.number("attention_factor", low=0.0, high=1e6, above=True)
    own = each["long_mscale" if far else "short_mscale"]
    factor = keys.number("factor", low=0.0, high=MAX_FACTOR, above=True)
    if given is not None or own is not None:
        return given if given is not None else own or 1.0
    if factor is None:
        factor = (setting.context or original) / original
    return 1.0 if factor <= 1 else math.sqrt(1 + math.log(factor) / math.log(original))
