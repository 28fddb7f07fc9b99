"""Numbers as programs write most of them, `-0.12573`, read eight digits at a time.

One digit, a point, one to fifteen digits, a separator. Eight digits are the bytes of one word; three multiplications
make a number of them (Lemire 2021, section 3.1). Any other number is left to `decimals.read_number`.
"""

from __future__ import annotations

import sys
from typing import Any

import numba as nb
import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import njit
from numba.extending import intrinsic

REACH = 18  # bytes past the sign that may be looked at
EXACT = np.uint64(10**15)  # mantissas below are exact in float64, and so is a power of ten up to 22 (Clinger 1990)
POWERS = 10.0 ** np.arange(23)
WHOLE = np.array([10**power for power in range(9)], np.uint64)
LITTLE = sys.byteorder == "little"

_I8, _I32, _I64 = ir.IntType(8), ir.IntType(32), ir.IntType(64)


def _byte(_typing: Any, address: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        return builder.zext(builder.load(builder.inttoptr(given[0], _I8.as_pointer())), _I64)

    return nb.uint64(address), build


def _eight(_typing: Any, address: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        return builder.load(builder.inttoptr(given[0], _I64.as_pointer()), align=1)

    return nb.uint64(address), build


def _trailing(_typing: Any, word: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        return builder.cttz(given[0], ir.Constant(ir.IntType(1), 0))

    return nb.int64(word), build


_byte_at: Any = intrinsic(_byte)
"""The byte at an address."""

_word_at: Any = intrinsic(_eight)
"""Eight bytes from an address on, the first the lowest."""

_zeros_below: Any = intrinsic(_trailing)
"""Bits of a word below its lowest one; 64 where it has none."""


@njit(cache=True, nogil=True)
def leading_digits(word: Any) -> int:
    """How many of eight bytes, from the first on, are digits, in a word that was XORed with eight zeros' bytes."""
    high = (word | (word + np.uint64(0x0606060606060606))) & np.uint64(0xF0F0F0F0F0F0F0F0)
    return int(_zeros_below(high) >> 3)


@njit(cache=True, nogil=True)
def number_of(word: Any, count: int) -> Any:
    """What the first `count` digits, 1 to 8, of such a word say."""
    word = word << np.uint64(64 - 8 * count)  # zeros before them
    word = (word * np.uint64(10) + (word >> np.uint64(8))) & np.uint64(0x00FF00FF00FF00FF)
    word = (word * np.uint64(100) + (word >> np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)
    return (word * np.uint64(10_000) + (word >> np.uint64(32))) & np.uint64(0xFFFFFFFF)


@njit(cache=True, nogil=True)
def read_plain(address: int, end: int) -> tuple[int, float]:
    """A plain number at an address, and the address after it; that is 0 where there is none.

    end  of the bytes that may be looked at
    """
    at = address + int(_byte_at(address) == 45)
    if at + REACH > end:
        return 0, 0.0
    zeros = np.uint64(0x3030303030303030)
    first, point = _byte_at(at) - np.uint64(48), _byte_at(at + 1)
    word = _word_at(at + 2) ^ zeros
    count = leading_digits(word)
    if first > np.uint64(9) or point != np.uint64(46) or count == 0:
        return 0, 0.0
    mantissa, places = first * WHOLE[count] + number_of(word, count), count
    if count == 8:
        word = _word_at(at + 10) ^ zeros
        count = leading_digits(word)
        if count == 8:
            return 0, 0.0
        if count:
            mantissa, places = mantissa * WHOLE[count] + number_of(word, count), 8 + count
    after = _byte_at(at + 2 + places)
    if mantissa >= EXACT or (after != np.uint64(32) and after != np.uint64(10) and after != np.uint64(9)):
        return 0, 0.0
    value = float(mantissa) / POWERS[places]
    return at + 2 + places, -value if at > address else value


@njit(cache=True, nogil=True)
def span_before(address: int, end: int, byte: int) -> int:
    """Bytes from an address to the first such byte, or to the end."""
    at = address
    if LITTLE:
        ones = np.uint64(0x0101010101010101)
        pattern = np.uint64(byte) * ones
        while at + 8 <= end:
            other = _word_at(at) ^ pattern
            zeros = (other - ones) & ~other & np.uint64(0x8080808080808080)
            if zeros:
                return at + int(_zeros_below(zeros) >> 3) - address
            at += 8
    while at < end and _byte_at(at) != np.uint64(byte):
        at += 1
    return at - address
