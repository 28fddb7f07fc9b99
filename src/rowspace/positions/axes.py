"""M-RoPE: a position is three numbers, time, height, and width, and each pair turns by one of them (Qwen2-VL).

For text all three are equal, which makes it ordinary RoPE.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from rowspace.errors import BadArgument
from rowspace.positions.rotary import Doubles

AXES = ("time", "height", "width")


def axis_of_pairs(section: Sequence[int], pairs: int, *, interleaved: bool) -> tuple[int, ...]:
    """Which axis each pair reads: 0 time, 1 height, 2 width (Wang et al. 2024, arXiv:2409.12191).

    section      pairs of each axis; they sum to `pairs`
    interleaved  t h w t h w … until an axis runs out, the rest time (Qwen3-VL); else one block after the other
    """
    if len(section) != len(AXES) or sum(section) != pairs:
        raise BadArgument(
            f"mrope_section must be a list of 3 whole numbers that sum to {pairs}, one a pair; got {list(section)}."
        )
    if not interleaved:
        return tuple(int(axis) for axis in np.repeat(np.arange(len(AXES)), section))
    return tuple(
        axis if axis and turn < section[axis] else 0 for turn, axis in (divmod(pair, 3) for pair in range(pairs))
    )


def angles(positions: ArrayLike, inv_freq: Doubles, axes: Sequence[int]) -> Doubles:
    """Radians of each pair.   positions (…, 3) -> (…, pairs)"""
    chosen: Doubles = np.asarray(positions, np.float64)[..., list(axes)]
    return chosen * inv_freq
