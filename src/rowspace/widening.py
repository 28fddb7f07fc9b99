"""Halves as float32, compiled: numpy's cast is five to eight times slower.

Imported when a table is large enough to pay for numba's start, see `gathering`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

SIZE, SIGN = np.uint32(0x7FFF), np.uint32(0x8000)
EXPONENT = np.uint32(0x7C00)  # all ones: infinity or NaN
ALL_ONES = np.uint32(0x7F800000)  # the same of a float32
REBIAS = np.float32(2.0**112)  # from a half's bias of 15 to a float32's of 127; exact, and makes subnormals normal
THIRTEEN, SIXTEEN = np.uint32(13), np.uint32(16)


@njit(cache=True, nogil=True)
def widen_halves(bits: Any, ids: Any, out: Any) -> None:
    """Row i of out (k, d), the bits of float32, becomes row ids[i] of bits (n, d), those of float16."""
    for i in range(len(ids)):
        row, wide = bits[ids[i]], out[i]
        for j in range(row.shape[0]):
            half = np.uint32(row[j])
            shifted = (half & SIZE) << THIRTEEN
            size = np.float32(np.uint32(shifted).view(np.float32) * REBIAS).view(np.uint32)
            if half & EXPONENT == EXPONENT:
                size = shifted | ALL_ONES
            wide[j] = size | (half & SIGN) << SIXTEEN
