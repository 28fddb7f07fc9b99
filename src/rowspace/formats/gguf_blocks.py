"""ggml's blocks of quantized numbers, decoded to float32 with the roundings of ggml's own reference code.

Every kernel takes blocks (b, bytes) uint8 and fills values (b, numbers) float32. `half` (65536,) is the value of each
float16 by its bits. Products are rounded to float32 one after another, in ggml's order, so results equal its bits.
Where blocks pack a low and a high half byte, the low ones are the numbers of the first half of their stretch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from rowspace.rows import Floats

HALF = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)

# Levels that lie closer together near zero, where most weights are.
IQ4_LEVELS = np.array([-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113], np.float32)
# E2M1 of the microscaling formats (OCP MX 1.0), twice its value: the scale is halved instead.
MX_LEVELS = np.array([0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12], np.float32)
MX_SCALES = np.ldexp(np.float32(1), np.arange(256) - 128).astype(np.float32)


@njit(cache=True, nogil=True)
def q4_0(blocks: Any, values: Any, half: Any) -> None:
    for b in range(len(blocks)):
        scale = half[blocks[b, 0] | blocks[b, 1] << 8]
        for i in range(16):
            codes = blocks[b, 2 + i]
            values[b, i] = scale * np.float32((codes & 15) - 8)
            values[b, 16 + i] = scale * np.float32((codes >> 4) - 8)


@njit(cache=True, nogil=True)
def q4_1(blocks: Any, values: Any, half: Any) -> None:
    for b in range(len(blocks)):
        scale = half[blocks[b, 0] | blocks[b, 1] << 8]
        minimum = half[blocks[b, 2] | blocks[b, 3] << 8]
        for i in range(16):
            codes = blocks[b, 4 + i]
            values[b, i] = scale * np.float32(codes & 15) + minimum
            values[b, 16 + i] = scale * np.float32(codes >> 4) + minimum


@njit(cache=True, nogil=True)
def q5_0(blocks: Any, values: Any, half: Any) -> None:
    for b in range(len(blocks)):
        scale = half[blocks[b, 0] | blocks[b, 1] << 8]
        for i in range(16):
            codes = blocks[b, 6 + i]
            fifth = (blocks[b, 2 + i // 8] >> (i % 8)) & 1, (blocks[b, 4 + i // 8] >> (i % 8)) & 1
            values[b, i] = scale * np.float32((codes & 15) + 16 * fifth[0] - 16)
            values[b, 16 + i] = scale * np.float32((codes >> 4) + 16 * fifth[1] - 16)


@njit(cache=True, nogil=True)
def q5_1(blocks: Any, values: Any, half: Any) -> None:
    for b in range(len(blocks)):
        scale = half[blocks[b, 0] | blocks[b, 1] << 8]
        minimum = half[blocks[b, 2] | blocks[b, 3] << 8]
        for i in range(16):
            codes = blocks[b, 8 + i]
            fifth = (blocks[b, 4 + i // 8] >> (i % 8)) & 1, (blocks[b, 6 + i // 8] >> (i % 8)) & 1
            values[b, i] = scale * np.float32((codes & 15) + 16 * fifth[0]) + minimum
            values[b, 16 + i] = scale * np.float32((codes >> 4) + 16 * fifth[1]) + minimum


@njit(cache=True, nogil=True)
def q8_0(blocks: Any, values: Any, half: Any) -> None:
    for b in range(len(blocks)):
        scale = half[blocks[b, 0] | blocks[b, 1] << 8]
        for i in range(32):
            values[b, i] = np.float32(np.int8(blocks[b, 2 + i])) * scale


@njit(cache=True, nogil=True)
def q2_k(blocks: Any, values: Any, half: Any) -> None:
    """16 groups of 16: half a byte of scale and half a byte of minimum each, two bits a number."""
    for b in range(len(blocks)):
        scale = half[blocks[b, 80] | blocks[b, 81] << 8]
        minimum = half[blocks[b, 82] | blocks[b, 83] << 8]
        for i in range(256):
            group = blocks[b, i // 16]
            code = (blocks[b, 16 + 32 * (i // 128) + i % 32] >> (2 * (i // 32 % 4))) & 3
            values[b, i] = scale * np.float32(group & 15) * np.float32(code) - minimum * np.float32(group >> 4)


@njit(cache=True, nogil=True)
def q3_k(blocks: Any, values: Any, half: Any) -> None:
    """16 groups of 16 with signed scales of six bits; two bits a number, and a third that says "not 4 less"."""
    for b in range(len(blocks)):
        scale = half[blocks[b, 108] | blocks[b, 109] << 8]
        for group in range(16):
            low = (blocks[b, 96 + group % 8] >> (4 * (group // 8))) & 15
            high = (blocks[b, 104 + group % 4] >> (2 * (group // 4))) & 3
            factor = scale * np.float32((low | high << 4) - 32)
            for i in range(16 * (group % 2), 16 * (group % 2) + 16):
                code = (blocks[b, 32 + 32 * (group // 8) + i] >> (2 * (group // 2 % 4))) & 3
                third = (blocks[b, i] >> (group // 2)) & 1
                values[b, 32 * (group // 2) + i] = factor * np.float32(code + 4 * third - 4)


@njit(cache=True, nogil=True)
def six_bits(block: Any, group: int) -> tuple[int, int]:
    """Scale and minimum of a group of 32, out of the twelve bytes in which eight of both are packed."""
    if group < 4:
        return block[4 + group] & 63, block[8 + group] & 63
    top = block[group] >> 6, block[4 + group] >> 6
    return block[8 + group] & 15 | top[0] << 4, block[8 + group] >> 4 | top[1] << 4


@njit(cache=True, nogil=True)
def q4_k(blocks: Any, values: Any, half: Any) -> None:
    for b in range(len(blocks)):
        for group in range(8):
            scale, minimum = six_bits(blocks[b], group)
            factor = half[blocks[b, 0] | blocks[b, 1] << 8] * np.float32(scale)
            offset = half[blocks[b, 2] | blocks[b, 3] << 8] * np.float32(minimum)
            for i in range(32):
                code = (blocks[b, 16 + 32 * (group // 2) + i] >> (4 * (group % 2))) & 15
                values[b, 32 * group + i] = factor * np.float32(code) - offset


@njit(cache=True, nogil=True)
def q5_k(blocks: Any, values: Any, half: Any) -> None:
    for b in range(len(blocks)):
        for group in range(8):
            scale, minimum = six_bits(blocks[b], group)
            factor = half[blocks[b, 0] | blocks[b, 1] << 8] * np.float32(scale)
            offset = half[blocks[b, 2] | blocks[b, 3] << 8] * np.float32(minimum)
            for i in range(32):
                code = (blocks[b, 48 + 32 * (group // 2) + i] >> (4 * (group % 2))) & 15
                fifth = (blocks[b, 16 + i] >> group) & 1
                values[b, 32 * group + i] = factor * np.float32(code | fifth << 4) - offset


@njit(cache=True, nogil=True)
def q6_k(blocks: Any, values: Any, half: Any) -> None:
    """16 groups of 16 with signed scales of a byte; four low bits a number and two high ones apart from them."""
    for b in range(len(blocks)):
        scale = half[blocks[b, 208] | blocks[b, 209] << 8]
        for i in range(256):
            place, quarter = i // 128, i // 32 % 4
            low = (blocks[b, 64 * place + i % 64] >> (4 * (quarter // 2))) & 15
            high = (blocks[b, 128 + 32 * place + i % 32] >> (2 * quarter)) & 3
            factor = scale * np.float32(np.int8(blocks[b, 192 + i // 16]))
            values[b, i] = factor * np.float32((low | high << 4) - 32)


@njit(cache=True, nogil=True)
def iq4_nl(blocks: Any, values: Any, half: Any) -> None:
    for b in range(len(blocks)):
        scale = half[blocks[b, 0] | blocks[b, 1] << 8]
        for i in range(16):
            codes = blocks[b, 2 + i]
            values[b, i] = scale * IQ4_LEVELS[codes & 15]
            values[b, 16 + i] = scale * IQ4_LEVELS[codes >> 4]


@njit(cache=True, nogil=True)
def mxfp4(blocks: Any, values: Any, half: Any) -> None:
    for b in range(len(blocks)):
        scale = MX_SCALES[blocks[b, 0]]
        for i in range(16):
            codes = blocks[b, 1 + i]
            values[b, i] = scale * MX_LEVELS[codes & 15]
            values[b, 16 + i] = scale * MX_LEVELS[codes >> 4]


KERNELS: dict[str, Callable[[Any, Any, Any], None]] = {
    "Q4_0": q4_0,
    "Q4_1": q4_1,
    "Q5_0": q5_0,
    "Q5_1": q5_1,
    "Q8_0": q8_0,
    "Q2_K": q2_k,
    "Q3_K": q3_k,
    "Q4_K": q4_k,
    "Q5_K": q5_k,
    "Q6_K": q6_k,
    "IQ4_NL": iq4_nl,
    "MXFP4": mxfp4,
}


def decode(blocks: NDArray[np.uint8], values: Floats, *, name: str) -> None:
    """Fills in the values of blocks of the named type.   blocks (b, bytes), values (b, numbers)"""
    read_only = np.ascontiguousarray(blocks).view()
    read_only.flags.writeable = False  # as a mapped file is: one kind of array means one compiled kernel
    KERNELS[name](read_only, values, HALF)
