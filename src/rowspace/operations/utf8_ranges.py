"""Ranges of characters as the bytes that UTF-8 writes them in, so that a machine can read tokens byte by byte."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

ByteRanges: TypeAlias = tuple[tuple[int, int], ...]

LENGTHS = ((0, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF))
"""Code points that are written in as many bytes; the surrogates between two of them are in no UTF-8."""


def byte_sequences(low: int, high: int) -> Iterator[ByteRanges]:
    """The characters low … high as sequences of byte ranges: one byte out of each range, one range after the other.

    "à" … "é" is 0xC3 followed by 0xA0 … 0xA9.
    """
    for first, last in LENGTHS:
        start, end = max(low, first), min(high, last)
        if start <= end:
            yield from _split(chr(start).encode(), chr(end).encode())


def _split(low: bytes, high: bytes) -> Iterator[ByteRanges]:
    if len(low) == 1:
        yield ((low[0], high[0]),)
        return
    if low[0] == high[0]:
        for rest in _split(low[1:], high[1:]):
            yield ((low[0], low[0]), *rest)
        return
    least, most = b"\x80" * (len(low) - 1), b"\xbf" * (len(low) - 1)
    start, end = low[0], high[0]
    if low[1:] != least:
        for rest in _split(low[1:], most):
            yield ((start, start), *rest)
        start += 1
    tail = high[1:] != most
    if start <= end - tail:
        yield ((start, end - tail), *(((0x80, 0xBF),) * len(least)))
    if tail:
        for rest in _split(least, high[1:]):
            yield ((end, end), *rest)
