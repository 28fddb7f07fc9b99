"""YaRN: fast pairs kept, slow ones divided by the factor, a ramp between (Peng et al. 2023).

The paper's ramp (eq. 17 and 18) is linear in the number of turns. All released code, the authors' included, makes it
linear in the index of the pair, and checkpoints were trained with the code; so that is what is computed here.
"""

from __future__ import annotations

import math

import numpy as np

from rowspace.errors import BadArgument
from rowspace.positions.keys import Keys
from rowspace.positions.rotary import Doubles
from rowspace.positions.setting import Scaled, Setting


def temperature(factor: float, mscale: float = 1.0) -> float:
    """0.1 × mscale × ln(factor) + 1, the paper's attention temperature (eq. 22); 1 where nothing is extended."""
    return 1.0 if factor <= 1 else 0.1 * mscale * math.log(factor) + 1.0


def pair_of(turns: float, *, dim: int, base: float, original: int) -> float:
    """Index of the pair that makes so many turns within the original context, as a real number."""
    return dim * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(base))


def yarn(keys: Keys, setting: Setting) -> Scaled:
    """Frequencies and factor of one set. Raises BadArgument for what is missing or out of range."""
    original = setting.original(keys)
    if original is None:
        raise BadArgument(f"{keys.name('original_max_position_embeddings')} is missing: yarn needs it, 2 or more.")
    if setting.base <= 1:
        raise BadArgument(f"{keys.name('rope_theta')} must be above 1 for yarn; got {setting.base:g}.")
    factor = setting.factor(keys, "yarn", original=original)
    low, high = _ramp_ends(keys, setting, original)
    ramp = np.clip((np.arange(setting.rotary_dim // 2) - low) / (high - low), 0, 1)
    plain = setting.plain
    scaled: Doubles = plain / factor * ramp + plain * (1 - ramp)
    kept, slowed = int((ramp == 0).sum()), int((ramp == 1).sum())
    return Scaled(
        inv_freq=scaled,
        attention_factor=_attention_factor(keys, factor),
        rules=(
            f"{kept} fast pairs keep their frequency, {slowed} slow ones are divided by {factor:g}, "
            f"{len(plain) - kept - slowed} are blended by pair index",
        ),
        original=original,
    )


def _ramp_ends(keys: Keys, setting: Setting, original: int) -> tuple[float, float]:
    """Pairs between which frequencies are blended, by the turns they make: beta_fast and beta_slow."""
    fast = keys.number("beta_fast", low=0.0, high=1e9, above=True) or 32
    slow = keys.number("beta_slow", low=0.0, high=1e9, above=True) or 1
    low, high = (pair_of(turns, dim=setting.rotary_dim, base=setting.base, original=original) for turns in (fast, slow))
    if keys.flag("truncate") is not False:
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, setting.rotary_dim - 1)
    return low, high + 0.001 if high == low else high


def _attention_factor(keys: Keys, factor: float) -> float:
    given = keys.number("attention_factor", low=0.0, high=1e6, above=True)
    mscale = keys.number("mscale", low=0.0, high=1e6)
    all_dims = keys.number("mscale_all_dim", low=0.0, high=1e6)
    if given is not None:
        return given
    if mscale and all_dims:
        return temperature(factor, mscale) / temperature(factor, all_dims)
    return temperature(factor)
