"""MurmurHash (Appleby 2008 and 2011): the numbers by which spaCy knows words, and floret the pieces of words."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from rowspace.table import Tokens

_MULTIPLIER = np.uint64(0xC6A4A7935BD1E995)
_FIRST, _SECOND = np.uint64(0x87C37B91114253D5), np.uint64(0x4CF5AD432745937F)


def spacy_keys(tokens: Tokens) -> NDArray[np.uint64]:
    """Key of each spelling: MurmurHash64A of its bytes with seed 1.   -> (n,)"""
    keys = np.empty(len(tokens), np.uint64)
    hash_all(tokens.blob, np.asarray(tokens.offsets, np.int64), np.uint64(1), keys)
    return keys


@njit(cache=True, nogil=True)
def hash_all(blob: Any, offsets: Any, seed: Any, keys: Any) -> None:
    for i in range(len(keys)):
        keys[i] = murmur_64a(blob[offsets[i] : offsets[i + 1]], seed)


@njit(cache=True, nogil=True)
def murmur_64a(key: Any, seed: Any) -> Any:
    """MurmurHash2's 64-bit variant "A" of bytes (k,)."""
    size, shift = len(key), np.uint64(47)
    hash = seed ^ (np.uint64(size) * _MULTIPLIER)
    for at in range(0, size - size % 8, 8):
        block = little_endian(key, at, at + 8) * _MULTIPLIER
        block = (block ^ (block >> shift)) * _MULTIPLIER
        hash = (hash ^ block) * _MULTIPLIER
    if size % 8:
        hash = (hash ^ little_endian(key, size - size % 8, size)) * _MULTIPLIER
    hash = (hash ^ (hash >> shift)) * _MULTIPLIER
    return hash ^ (hash >> shift)


@njit(cache=True, nogil=True)
def murmur3_128(key: Any, seed: Any) -> tuple[Any, Any]:
    """MurmurHash3_x64_128 of bytes (k,): two numbers of 64 bits."""
    size = len(key)
    one, two = np.uint64(seed), np.uint64(seed)
    for at in range(0, size - size % 16, 16):
        one ^= mixed(little_endian(key, at, at + 8), _FIRST, 31, _SECOND)
        one = (turned(one, 27) + two) * np.uint64(5) + np.uint64(0x52DCE729)
        two ^= mixed(little_endian(key, at + 8, at + 16), _SECOND, 33, _FIRST)
        two = (turned(two, 31) + one) * np.uint64(5) + np.uint64(0x38495AB5)
    rest = size - size % 16
    two ^= mixed(little_endian(key, min(rest + 8, size), size), _SECOND, 33, _FIRST)
    one ^= mixed(little_endian(key, rest, min(rest + 8, size)), _FIRST, 31, _SECOND)
    one, two = one ^ np.uint64(size), two ^ np.uint64(size)
    one += two
    two += one
    one, two = finished(one), finished(two)
    one += two
    two += one
    return one, two


@njit(cache=True, nogil=True)
def little_endian(key: Any, start: int, stop: int) -> Any:
    """Up to eight bytes as one number; none are 0."""
    number = np.uint64(0)
    for at in range(stop - 1, start - 1, -1):
        number = (number << np.uint64(8)) | np.uint64(key[at])
    return number


@njit(cache=True, nogil=True)
def mixed(block: Any, first: Any, bits: int, second: Any) -> Any:
    return turned(block * first, bits) * second


@njit(cache=True, nogil=True)
def turned(number: Any, bits: int) -> Any:
    return (number << np.uint64(bits)) | (number >> np.uint64(64 - bits))


@njit(cache=True, nogil=True)
def finished(number: Any) -> Any:
    number = (number ^ (number >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    number = (number ^ (number >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return number ^ (number >> np.uint64(33))
