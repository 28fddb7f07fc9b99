"""What a number format leaves of an angle. Positions and angles belong in float64; a cache of cosines may be short.

Position 257 is 256 in bfloat16, whose eight bits of precision end there.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rowspace.errors import BadArgument
from rowspace.positions.pairing import Pairing, members
from rowspace.positions.rotary import Doubles, angles

Way: TypeAlias = Literal["float32", "cached_bfloat16", "cached_float16", "bfloat16", "float16", "iterative"]
WAYS: tuple[Way, ...] = get_args(Way)
"""How models compute a cosine: angles in float32; the same and its cosine kept as bfloat16 or float16; angles in
bfloat16 or float16; angles in float32 whose frequency is multiplied on from pair to pair, as llama.cpp does."""

Dtype: TypeAlias = Literal["float32", "float16", "bfloat16"]
DTYPES: tuple[Dtype, ...] = get_args(Dtype)


def bfloat16_bits(values: ArrayLike) -> NDArray[np.uint16]:
    """Bits of the nearest bfloat16, ties to even; NaN stays NaN.   (…) -> (…)"""
    narrow = np.asarray(values, np.float32)
    bits = narrow.view(np.uint32)
    rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16
    return np.where(np.isnan(narrow), 0x7FC0, rounded).astype(np.uint16)


def bfloat16(values: ArrayLike) -> Doubles:
    """Values as bfloat16 keeps them.   (…) -> (…)"""
    bits = bfloat16_bits(values).astype(np.uint32) << 16
    return bits.view(np.float32).astype(np.float64)


def cosines(position: float, inv_freq: Doubles, way: Way) -> Doubles:
    """Cosine of each pair's angle as that way rounds the angle; NaN where the format cannot hold it.   -> (pairs,)"""
    if way == "bfloat16":
        return np.cos(bfloat16(bfloat16(position) * bfloat16(inv_freq)))
    if way == "float16":
        with np.errstate(over="ignore", invalid="ignore"):
            return np.cos((np.float16(position) * inv_freq.astype(np.float16)).astype(np.float64))
    if way == "iterative":
        steps = np.full(len(inv_freq), inv_freq[1] / inv_freq[0] if len(inv_freq) > 1 else 1.0, np.float32)
        steps[0] = position
        return np.cos(np.multiply.accumulate(steps).astype(np.float64))
    exact = np.cos((np.float32(position) * inv_freq.astype(np.float32)).astype(np.float64))
    if way == "cached_bfloat16":
        return as_kept(exact, "bfloat16")
    return as_kept(exact, "float16") if way == "cached_float16" else exact


def worst_error(position: float, inv_freq: Doubles, way: Way) -> float:
    """Largest |cosine − its float64 value| over the pairs; infinite where the format cannot hold the position."""
    error = np.abs(cosines(position, inv_freq, way) - np.cos(position * inv_freq)).max()
    return float(error) if np.isfinite(error) else float("inf")


def as_kept(values: ArrayLike, dtype: Dtype) -> Doubles:
    """Values rounded to what the format can hold; too large ones become infinite.   (…) -> (…)   Raises BadArgument."""
    if dtype == "bfloat16":
        return bfloat16(values)
    if dtype not in DTYPES:
        raise BadArgument(f'dtype must be one of {", ".join(DTYPES)}; got "{dtype}".')
    with np.errstate(over="ignore"):
        return np.asarray(values, np.float64).astype(dtype).astype(np.float64)


def rotated_as(
    vectors: ArrayLike,
    positions: ArrayLike,
    inv_freq: Doubles,
    dtype: Dtype,
    *,
    pairing: Pairing = "half",
    attention_factor: float = 1.0,
) -> Doubles:
    """Vectors turned as transformers does it in that format: angles in float32, all else rounded after every step.

    (…, d), positions broadcast against the leading axes -> (…, d)
    """
    single = angles(positions, inv_freq.astype(np.float32).astype(np.float64)).astype(np.float32).astype(np.float64)
    cosine, sine = (as_kept(wave(single) * attention_factor, dtype) for wave in (np.cos, np.sin))
    turned = as_kept(vectors, dtype)
    first, second = members(2 * len(inv_freq), pairing)
    a, b = turned[..., first], turned[..., second]
    turned[..., first] = as_kept(as_kept(a * cosine, dtype) - as_kept(b * sine, dtype), dtype)
    turned[..., second] = as_kept(as_kept(a * sine, dtype) + as_kept(b * cosine, dtype), dtype)
    return turned


def scores_as(
    q: ArrayLike,
    k: ArrayLike,
    places: ArrayLike,
    inv_freq: Doubles,
    dtype: Dtype,
    *,
    pairing: Pairing = "half",
    attention_factor: float = 1.0,
) -> Doubles:
    """Scores of one query and key at (query, key) positions, turned in that format and summed exactly.

    q, k (d,), places (n, 2) -> (n,)
    """
    where = np.asarray(places, np.float64)
    turned = [
        rotated_as(
            np.tile(np.asarray(vector, np.float64), (len(where), 1)),
            where[:, side],
            inv_freq,
            dtype,
            pairing=pairing,
            attention_factor=attention_factor,
        )
        for side, vector in enumerate((q, k))
    ]
    scores: Doubles = (turned[0] * turned[1]).sum(axis=-1)
    return scores
