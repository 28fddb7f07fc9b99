"""Run by test_halves.py as a program, compiled for a processor that cannot convert float16; prints what it found."""

import numba as nb
import numpy as np
from numba.extending import intrinsic

from rowspace.kernels.halves import converts_halves, narrowed_half, widened_half
from rowspace.positions.rotary import frequencies
from rowspace.positions.rotation import STREAMED, rotate, turns


@intrinsic
def narrow(_typing, number):
    return nb.uint16(nb.float32), lambda _context, builder, _signature, given: narrowed_half(builder, given[0])


@intrinsic
def widen(_typing, bits):
    return nb.float32(nb.uint16), lambda _context, builder, _signature, given: widened_half(builder, given[0])


@nb.njit
def narrow_all(numbers, out):
    for at in range(len(numbers)):
        out[at] = narrow(numbers[at])


@nb.njit
def widen_all(bits, out):
    for at in range(len(bits)):
        out[at] = widen(bits[at])


def hard_numbers():
    """Every half, what lies midway between two, its two neighbors, and numbers of any bits."""
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)
    finite = np.unique(halves[np.isfinite(halves)])
    between = np.concatenate([(finite[1:] + finite[:-1]) / 2, np.array([65520, -65520], np.float32)])
    near = [np.nextafter(between, side) for side in (np.float32(np.inf), np.float32(-np.inf))]
    anything = np.random.default_rng(0).integers(0, 1 << 32, 1 << 16, np.uint32).view(np.float32)
    return np.concatenate([halves, between, *near, anything]).astype(np.float32)


def rotations_agree():
    """Halves turned as their float32 would be and rounded, in small arrays and in one that passes the cache."""
    for shape in ((3, 7, 64), (1, STREAMED // 256, 128)):
        vectors = np.random.default_rng(1).standard_normal(shape).astype(np.float16)
        turn = turns(np.arange(shape[1]), frequencies(shape[2]))
        for pairing in ("half", "interleaved"):
            expected = rotate(vectors.astype(np.float32), turn, pairing=pairing).astype(np.float16)
            if not np.array_equal(rotate(vectors, turn, pairing=pairing), expected):
                return False
    return True


def main():
    numbers = hard_numbers()
    narrowed, widened = np.empty(len(numbers), np.uint16), np.empty(1 << 16, np.float32)
    narrow_all(numbers, narrowed)
    bits = np.arange(1 << 16, dtype=np.uint16)
    widen_all(bits, widened)
    with np.errstate(over="ignore", invalid="ignore"):
        expected = numbers.astype(np.float16)
    real = ~np.isnan(numbers)
    print("instruction", converts_halves())
    print("narrowed", np.array_equal(narrowed[real], expected[real].view(np.uint16)))
    print("no number", bool(np.isnan(narrowed[~real].view(np.float16)).all()))
    print("widened", np.array_equal(widened, bits.view(np.float16).astype(np.float32), equal_nan=True))
    print("rotations", rotations_agree())


if __name__ == "__main__":
    main()
