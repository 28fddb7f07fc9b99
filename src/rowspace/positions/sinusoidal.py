"""Positions as waves of sine and cosine, in the three layouts that published code uses.

The paper and the code its authors released differ: the paper interleaves sine and cosine, tensor2tensor lays all
sines before all cosines and stretches the wavelengths a little further.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rowspace.errors import BadArgument
from rowspace.positions.limits import MAX_BASE, MAX_DIM, real, whole

Layout: TypeAlias = Literal["interleaved", "concatenated", "tensor2tensor"]
Doubles: TypeAlias = NDArray[np.float64]

LAYOUTS: tuple[Layout, ...] = get_args(Layout)


def frequencies(dim: int, *, layout: Layout = "interleaved", base: float = 10_000.0) -> Doubles:
    """Radians a position of each pair, fastest first (Vaswani et al. 2017, section 3.5).

    interleaved, concatenated   base^(−2i/dim)             an odd dim has one more sine than cosines
    tensor2tensor               base^(−i/(dim/2 − 1))      an odd dim ends in a column of zeros
    -> (pairs,)
    """
    dim = whole("dim", dim, low=1, high=MAX_DIM)
    base = real("base", base, low=1.0, high=MAX_BASE)
    if layout == "tensor2tensor":
        half = dim // 2
        exponents: Doubles = -np.arange(half, dtype=np.float64) / max(half - 1, 1)
    else:
        exponents = -2.0 * np.arange((dim + 1) // 2, dtype=np.float64) / dim
    radians: Doubles = np.power(base, exponents)
    return radians


def wavelengths(frequencies: Doubles) -> Doubles:
    """Positions until a wave repeats, 2π / frequency; infinite where it stands still."""
    still = np.full_like(frequencies, np.inf)
    return np.divide(2 * np.pi, frequencies, out=still, where=frequencies > 0)


def sinusoidal(positions: ArrayLike, dim: int, *, layout: Layout = "interleaved", base: float = 10_000.0) -> Doubles:
    """Rows of sines and cosines.   positions (n,) -> (n, dim)   Raises BadArgument for an unknown layout."""
    if layout not in LAYOUTS:
        raise BadArgument(f'layout must be one of {", ".join(LAYOUTS)}; got "{layout}".')
    angles = np.multiply.outer(np.asarray(positions, np.float64), frequencies(dim, layout=layout, base=base))
    rows = np.zeros((*angles.shape[:-1], dim))
    cosines = dim // 2
    if layout == "interleaved":
        rows[..., 0::2] = np.sin(angles)
        rows[..., 1::2] = np.cos(angles[..., :cosines])
    else:
        sines = angles.shape[-1]
        rows[..., :sines] = np.sin(angles)
        rows[..., sines : sines + cosines] = np.cos(angles[..., :cosines])
    return rows


def padded(length: int, dim: int, *, padding: int, base: float = 10_000.0) -> Doubles:
    """Table of fairseq: the tensor2tensor layout with the padding row zero; text starts at row padding + 1.

    -> (length, dim)
    """
    rows = sinusoidal(np.arange(length), dim, layout="tensor2tensor", base=base)
    rows[padding : padding + 1] = 0.0
    return rows


def added(
    rows: ArrayLike, *, first: int = 0, scaled: bool = True, layout: Layout = "interleaved", base: float = 10_000.0
) -> Doubles:
    """What the first layer receives: rows × √dim plus their waves (Vaswani et al. 2017, sections 3.4 and 3.5).

    rows   (…, n, dim) of the tokens at positions first, first + 1, …
    scaled  False adds waves to the rows as they are
    """
    given = np.asarray(rows, np.float64)
    count, dim = given.shape[-2:]
    waves = sinusoidal(np.arange(first, first + count), dim, layout=layout, base=base)
    return given * (np.sqrt(dim) if scaled else 1.0) + waves


def gap_kernel(gaps: ArrayLike, frequencies: Doubles) -> Doubles:
    """Dot product of two rows that lie a gap apart, Σ cos(gap × frequency): the same wherever they stand.

    gaps (g,) -> (g,)
    """
    cosines: Doubles = np.cos(np.multiply.outer(np.asarray(gaps, np.float64), frequencies)).sum(axis=-1)
    return cosines
