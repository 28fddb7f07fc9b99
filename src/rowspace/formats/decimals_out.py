"""Numbers written in decimal, as short as reads back to the same float32, at the speed of a disk.

Up to 9 digits say a float32 exactly. The fewest are found by halving: if some number of digits is enough, more are
too. A candidate counts when it lies clearly nearer to the number than to the middle between it and a neighbor, so
every reader that rounds rightly reads the number back, whether it rounds once or by way of float64.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

SPACE, NEWLINE, ZERO, POINT, MINUS, PLUS, EXPONENT = 32, 10, 48, 46, 45, 43, 101
WIDEST = 17  # bytes of a number and its separator: "-1.23456789e-38 "
SURE = 1 - 1e-6  # of the way to the middle
SMALLEST_PLAIN, LARGEST_PLAIN = -5, 9  # exponents written without "e"
OFFSET = 60
POWERS = 10.0 ** np.arange(-OFFSET, OFFSET + 1)
WHOLE = 10 ** np.arange(11)
NAN, INFINITE = np.frombuffer(b"nan", np.uint8), np.frombuffer(b"inf", np.uint8)


@njit(cache=True, nogil=True)
def write_lines(rows: Any, spelled: Any, starts: Any, ends: Any, separator: int, out: Any) -> int:
    """A line a row: its token, unless starts is empty, and its numbers. Returns how many bytes of `out` were filled.

    rows          (k, d) float32
    starts, ends  (k,) where each token is within `spelled`, or (0,)
    out           at least the tokens' bytes and WIDEST × d + 2 a row
    """
    at = 0
    for i in range(len(rows)):
        if len(starts):
            size = ends[i] - starts[i]
            out[at : at + size] = spelled[starts[i] : ends[i]]
            out[at + size] = separator
            at += size + 1
        for column in range(rows.shape[1]):
            at = write_number(rows[i, column], out, at)
            out[at] = separator
            at += 1
        out[at - 1] = NEWLINE
    return at


@njit(cache=True, nogil=True)
def write_records(rows: Any, spelled: Any, starts: Any, ends: Any, out: Any) -> None:
    """word2vec's binary rows: token, space, the bytes of the numbers.   rows (k, 4 d) uint8"""
    at = 0
    for i in range(len(rows)):
        size = ends[i] - starts[i]
        out[at : at + size] = spelled[starts[i] : ends[i]]
        out[at + size] = SPACE
        at += size + 1
        out[at : at + rows.shape[1]] = rows[i]
        at += rows.shape[1]


@njit(cache=True, nogil=True)
def write_number(number: Any, out: Any, at: int) -> int:
    """Writes one float32 at out[at:] and returns the byte after it."""
    value = np.float64(number)  # numba keeps `float` of a float32 as narrow as it was
    if value != value:
        out[at : at + 3] = NAN
        return at + 3
    if np.float32(number).view(np.uint32) >> 31:
        out[at] = MINUS
        at += 1
        value = -value
    if value == np.inf:
        out[at : at + 3] = INFINITE
        return at + 3
    if value == 0:
        out[at] = ZERO
        return at + 1
    digits, mantissa, exponent = shortest(value)
    if SMALLEST_PLAIN <= exponent < 0:
        return write_small(mantissa, digits, exponent, out, at)
    if 0 <= exponent < LARGEST_PLAIN:
        return write_plain(mantissa, digits, exponent, out, at)
    return write_scientific(mantissa, digits, exponent, out, at)


@njit(cache=True, nogil=True)
def shortest(value: float) -> tuple[int, int, int]:
    """Fewest digits, the number that they spell, and the exponent of the first: 0.00125 is 3, 125, −3."""
    low, high = middles(value)
    exponent = int(np.floor(np.log10(value)))
    fewest, most = 1, 9
    while fewest < most:
        digits = (fewest + most) // 2
        mantissa = np.rint(value * POWERS[digits - 1 - exponent + OFFSET])
        read = mantissa * POWERS[exponent - digits + 1 + OFFSET]
        if low < read < high:
            most = digits
        else:
            fewest = digits + 1
    whole = int(np.rint(value * POWERS[fewest - 1 - exponent + OFFSET]))
    if whole >= WHOLE[fewest]:  # 9.99 rounded up to 10, or an exponent one too low
        return normalized(whole, fewest, exponent)
    return fewest, whole, exponent


@njit(cache=True, nogil=True)
def normalized(whole: int, digits: int, exponent: int) -> tuple[int, int, int]:
    """With as many digits as the number has, and none that is a last zero."""
    while whole >= WHOLE[digits]:
        digits += 1
        exponent += 1
    while digits > 1 and whole % 10 == 0:
        whole //= 10
        digits -= 1
    return digits, whole, exponent


@njit(cache=True, nogil=True)
def middles(value: float) -> tuple[float, float]:
    """What must lie between: the middles to the float32 below and above, drawn in a little."""
    bits = np.float32(value).view(np.uint32)
    below = np.float64(np.uint32(bits - np.uint32(1)).view(np.float32))
    above = np.float64(np.uint32(bits + np.uint32(1)).view(np.float32))
    if above == np.inf:
        above = 2 * value - below
    return value - (value - below) / 2 * SURE, value + (above - value) / 2 * SURE


@njit(cache=True, nogil=True)
def write_digits(whole: int, digits: int, out: Any, at: int) -> None:
    for place in range(at + digits - 1, at - 1, -1):
        out[place] = ZERO + whole % 10
        whole //= 10


@njit(cache=True, nogil=True)
def write_small(whole: int, digits: int, exponent: int, out: Any, at: int) -> int:
    """0.00125"""
    zeros = -exponent - 1
    out[at], out[at + 1] = ZERO, POINT
    out[at + 2 : at + 2 + zeros] = ZERO
    write_digits(whole, digits, out, at + 2 + zeros)
    return at + 2 + zeros + digits


@njit(cache=True, nogil=True)
def write_plain(whole: int, digits: int, exponent: int, out: Any, at: int) -> int:
    """12.5, or 1200 where the digits end before the point"""
    front = exponent + 1
    if digits <= front:
        write_digits(whole, digits, out, at)
        out[at + digits : at + front] = ZERO
        return at + front
    behind = digits - front
    write_digits(whole // WHOLE[behind], front, out, at)
    out[at + front] = POINT
    write_digits(whole % WHOLE[behind], behind, out, at + front + 1)
    return at + digits + 1


@njit(cache=True, nogil=True)
def write_scientific(whole: int, digits: int, exponent: int, out: Any, at: int) -> int:
    """1.25e-07"""
    at = write_plain(whole, digits, 0, out, at)
    out[at], out[at + 1] = EXPONENT, MINUS if exponent < 0 else PLUS
    write_digits(abs(exponent), 2, out, at + 2)
    return at + 4
