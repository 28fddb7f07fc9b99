"""The rotation of whole layers, fused: each number is read once and written once.

A call turns positions start … stop − 1 under every leading index and holds no lock, so threads can share the work.
Numbers are turned in float32, whatever holds them:

    float32   as they are
    uint16    the bits of a float16
    int16     the bits of a bfloat16, the upper half of a float32
"""

from __future__ import annotations

from typing import Any

import numba as nb
from numba.extending import intrinsic

from rowspace.positions.kernel_numbers import narrowed, widened


def _reading(_typing: Any, stored: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        return widened(builder, given[0], stored)

    return nb.float32(stored), build


def _storing(_typing: Any, number: Any, like: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        return narrowed(builder, given[0], like)

    return like(nb.float32, like), build


_read: Any = intrinsic(_reading)
"""The float32 that a stored number stands for."""

_stored: Any = intrinsic(_storing)
"""A float32 rounded to the type of `like`, ties to even."""


@nb.njit(nogil=True, cache=True)
def half_into(vectors: Any, out: Any, cosine: Any, sine: Any, start: int, stop: int) -> None:
    """Pairs (i, i + d/2).   vectors, out (outer, n, d), cosine, sine (n, d/2)"""
    pairs = cosine.shape[1]
    for outer in range(vectors.shape[0]):
        for at in range(start, stop):
            first, second = vectors[outer, at, :pairs], vectors[outer, at, pairs : 2 * pairs]
            to_first, to_second = out[outer, at, :pairs], out[outer, at, pairs : 2 * pairs]
            c, s = cosine[at], sine[at]
            for i in range(pairs):
                a, b = _read(first[i]), _read(second[i])
                to_first[i] = _stored(a * c[i] - b * s[i], first[i])
                to_second[i] = _stored(a * s[i] + b * c[i], first[i])
            for i in range(2 * pairs, vectors.shape[2]):
                out[outer, at, i] = vectors[outer, at, i]


@nb.njit(nogil=True, cache=True)
def half_in_place(vectors: Any, cosine: Any, sine: Any, start: int, stop: int) -> None:
    """As `half_into` with out the vectors themselves, which a compiler must know to use vector instructions."""
    pairs = cosine.shape[1]
    for outer in range(vectors.shape[0]):
        for at in range(start, stop):
            first, second = vectors[outer, at, :pairs], vectors[outer, at, pairs : 2 * pairs]
            c, s = cosine[at], sine[at]
            for i in range(pairs):
                a, b = _read(first[i]), _read(second[i])
                first[i] = _stored(a * c[i] - b * s[i], first[i])
                second[i] = _stored(a * s[i] + b * c[i], first[i])


@nb.njit(nogil=True, cache=True)
def interleaved_into(vectors: Any, out: Any, cosine: Any, sine: Any, start: int, stop: int) -> None:
    """Pairs (2i, 2i + 1).   vectors, out (outer, n, d), cosine, sine (n, d/2)"""
    pairs = cosine.shape[1]
    for outer in range(vectors.shape[0]):
        for at in range(start, stop):
            row, to = vectors[outer, at], out[outer, at]
            c, s = cosine[at], sine[at]
            for i in range(pairs):
                a, b = _read(row[2 * i]), _read(row[2 * i + 1])
                to[2 * i] = _stored(a * c[i] - b * s[i], row[i])
                to[2 * i + 1] = _stored(a * s[i] + b * c[i], row[i])
            for i in range(2 * pairs, vectors.shape[2]):
                out[outer, at, i] = vectors[outer, at, i]


@nb.njit(nogil=True, cache=True)
def interleaved_in_place(vectors: Any, cosine: Any, sine: Any, start: int, stop: int) -> None:
    """As `interleaved_into` with out the vectors themselves."""
    pairs = cosine.shape[1]
    for outer in range(vectors.shape[0]):
        for at in range(start, stop):
            row = vectors[outer, at]
            c, s = cosine[at], sine[at]
            for i in range(pairs):
                a, b = _read(row[2 * i]), _read(row[2 * i + 1])
                row[2 * i] = _stored(a * c[i] - b * s[i], row[2 * i])
                row[2 * i + 1] = _stored(a * s[i] + b * c[i], row[2 * i])
