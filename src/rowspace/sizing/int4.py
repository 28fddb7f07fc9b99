"""INT4 in groups of dims: sixteen steps between a group's smallest and largest number.

Asymmetric: each group keeps its minimum beside its scale, which halves the error of a symmetric code for 0.25 bit more.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.rows import Floats, Int4Rows, Rows
from rowspace.sizing.int8 import largest
from rowspace.sizing.memory import GROUP

STEPS = 15
_FARTHEST = float(np.finfo(np.float16).max)


def quantized(rows: Rows, *, group: int = GROUP) -> Int4Rows:
    """Rows as code × scale + minimum, codes 0 … 15, scale and minimum rounded to float16 before codes are taken.

    A last group that is not full keeps its own scale. Raises BadArgument for numbers float16 cannot hold.
    """
    if not 1 <= group <= 1 << 20:
        raise BadArgument(f"group must be a whole number of dims from 1 to {1 << 20:,}; got {group:,}.")
    peaks = largest(rows)
    if peaks.max(initial=0.0) > _FARTHEST / 2:
        worst = int(peaks.argmax())
        raise BadArgument(f"Row {worst:,} holds ±{peaks[worst]:g}; INT4 keeps numbers within ±{_FARTHEST / 2:,.0f}.")
    groups = -(-rows.dim // group)
    codes = np.empty((len(rows), (rows.dim + 1) // 2), np.uint8)
    scales, minimums = np.empty((2, len(rows), groups), np.float16)
    for start, block in rows.blocks():
        part = slice(start, start + len(block))
        scales[part], minimums[part] = _ranges(block, group)
        codes[part] = _packed(_coded(block, scales[part], minimums[part], group))
    return Int4Rows(codes, scales, minimums, dim=rows.dim, group=group)


def _ranges(block: Floats, group: int) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
    """Scale and minimum of each group.   (n, d) -> (n, groups) twice"""
    starts = np.arange(0, block.shape[1], group)
    low = np.minimum.reduceat(block, starts, axis=1).astype(np.float16)
    high = np.maximum.reduceat(block, starts, axis=1)
    return ((high - low.astype(np.float32)) / STEPS).astype(np.float16).clip(min=0), low


def _coded(block: Floats, scales: NDArray[np.float16], minimums: NDArray[np.float16], group: int) -> NDArray[np.uint8]:
    group_of = np.arange(block.shape[1]) // group
    steps = scales.astype(np.float32)[:, group_of]
    above = block - minimums.astype(np.float32)[:, group_of]
    coded = np.divide(above, steps, out=np.zeros_like(block), where=steps > 0)
    codes: NDArray[np.uint8] = np.clip(np.rint(coded), 0, STEPS).astype(np.uint8)
    return codes


def _packed(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two codes a byte, the even dim in the low half.   (n, d) -> (n, ceil(d / 2))"""
    packed = codes[:, 0::2].copy()
    packed[:, : codes.shape[1] // 2] |= codes[:, 1::2] << 4
    return packed
