"""The rotation of layers larger than a cache: results go past it to memory, as memcpy's do.

A plain store first reads the line that it writes to, which makes three streams of two. These kernels store 16 bytes at
a time around the cache: `out` begins at a multiple of 16 and a row has whole blocks of pairs, which the caller sees to.
The numbers are those of `kernel`, to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numba as nb
from llvmlite import ir  # type: ignore[import-untyped]
from numba.extending import intrinsic

from rowspace.kernels.halves import many
from rowspace.positions.kernel_numbers import held, narrowed, widened

BLOCK = 16  # numbers that are read at once
ALIGNED = 16  # bytes that are stored at once

_FLOAT, _I32 = ir.FloatType(), ir.IntType(32)


def _load(builder: Any, address: Any, kind: Any, count: int) -> Any:
    pointer = builder.inttoptr(address, many(kind, count).as_pointer())
    return builder.load(pointer, align=4 if kind == _FLOAT else 2)


def _read(builder: Any, address: Any, stored: Any) -> Any:
    """A block of numbers as float32."""
    return widened(builder, _load(builder, address, held(stored), BLOCK), stored, BLOCK)


def _stream(builder: Any, numbers: Any, address: Any, stored: Any) -> None:
    """A block of float32 stored as its format has it, around the cache."""
    bits = narrowed(builder, numbers, stored, BLOCK)
    size = 4 if stored == nb.float32 else 2
    count = ALIGNED // size
    around = builder.module.add_metadata([_I32(1)])
    for start in range(0, BLOCK, count):
        part = _chosen(builder, bits, range(start, start + count))
        at = builder.add(address, ir.Constant(address.type, start * size))
        store = builder.store(part, builder.inttoptr(at, part.type.as_pointer()), align=ALIGNED)
        store.set_metadata("nontemporal", around)


def _chosen(builder: Any, numbers: Any, lanes: Sequence[int]) -> Any:
    which = ir.Constant(ir.VectorType(_I32, len(lanes)), list(lanes))
    return builder.shuffle_vector(numbers, ir.Constant(numbers.type, ir.Undefined), which)


def _half(_typing: Any, like: Any, a: Any, b: Any, cosine: Any, sine: Any, to_a: Any, to_b: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        _, at_a, at_b, at_cosine, at_sine, into_a, into_b = given
        first, second = (_read(builder, address, like) for address in (at_a, at_b))
        c, s = (_load(builder, address, _FLOAT, BLOCK) for address in (at_cosine, at_sine))
        _stream(builder, builder.fsub(builder.fmul(first, c), builder.fmul(second, s)), into_a, like)
        _stream(builder, builder.fadd(builder.fmul(first, s), builder.fmul(second, c)), into_b, like)

    return nb.void(like, a, b, cosine, sine, to_a, to_b), build


def _interleaved(_typing: Any, like: Any, given_at: Any, cosine: Any, sine: Any, to: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        _, at, at_cosine, at_sine, into = given
        numbers = _read(builder, at, like)
        twice = [lane // 2 for lane in range(BLOCK)]
        c, s = (
            _chosen(builder, _load(builder, address, _FLOAT, BLOCK // 2), twice) for address in (at_cosine, at_sine)
        )
        partners = _chosen(builder, numbers, [lane ^ 1 for lane in range(BLOCK)])
        straight, crossed = builder.fmul(numbers, c), builder.fmul(partners, s)
        less, more = builder.fsub(straight, crossed), builder.fadd(straight, crossed)
        which = ir.Constant(ir.VectorType(_I32, BLOCK), [lane + BLOCK * (lane % 2) for lane in range(BLOCK)])
        _stream(builder, builder.shuffle_vector(less, more, which), into, like)

    return nb.void(like, given_at, cosine, sine, to), build


def _fence(_typing: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, _given: Any) -> Any:
        builder.fence("seq_cst")

    return nb.void(), build


_turn_half: Any = intrinsic(_half)
"""A block of pairs (i, i + d/2), by the addresses of their numbers, of cosines and sines, and of where to store."""

_turn_interleaved: Any = intrinsic(_interleaved)
"""Half a block of pairs (2i, 2i + 1), the same way."""

_finish: Any = intrinsic(_fence)
"""Waits until other threads see all that was stored."""


@nb.njit(nogil=True, cache=True)
def half_streamed(vectors: Any, out: Any, cosine: Any, sine: Any, start: int, stop: int) -> None:
    """As `kernel.half_into`, for d = 2 × pairs, a multiple of twice a block."""
    pairs, size = cosine.shape[1], vectors.itemsize
    given, to, c, s = vectors.ctypes.data, out.ctypes.data, cosine.ctypes.data, sine.ctypes.data
    for outer in range(vectors.shape[0]):
        for at in range(start, stop):
            row = (outer * vectors.shape[1] + at) * 2 * pairs
            for i in range(0, pairs, BLOCK):
                first, second, turn = (row + i) * size, (row + pairs + i) * size, (at * pairs + i) * 4
                _turn_half(vectors[0, 0, 0], given + first, given + second, c + turn, s + turn, to + first, to + second)
    _finish()


@nb.njit(nogil=True, cache=True)
def interleaved_streamed(vectors: Any, out: Any, cosine: Any, sine: Any, start: int, stop: int) -> None:
    """As `kernel.interleaved_into`, for d = 2 × pairs, a multiple of a block."""
    pairs, size = cosine.shape[1], vectors.itemsize
    given, to, c, s = vectors.ctypes.data, out.ctypes.data, cosine.ctypes.data, sine.ctypes.data
    for outer in range(vectors.shape[0]):
        for at in range(start, stop):
            row = (outer * vectors.shape[1] + at) * 2 * pairs
            for i in range(0, 2 * pairs, BLOCK):
                turn = (at * pairs + i // 2) * 4
                _turn_interleaved(vectors[0, 0, 0], given + (row + i) * size, c + turn, s + turn, to + (row + i) * size)
    _finish()
