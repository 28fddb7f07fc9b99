"""Words as their character n-grams (Bojanowski et al. 2017): rows that words of one stem share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.kernels.compiling import compiled
from rowspace.table import Tokens


@dataclass(frozen=True, slots=True)
class Pieces:
    """Which rows each word is made of: its own, then those of its n-grams.

    starts  (n + 1,) where each word's begin in `pieces`
    pieces  (…,)     row numbers; word i itself is row i, n-grams hash to rows from n on
    rows    rows there are, of words and n-grams together
    """

    starts: NDArray[np.int64]
    pieces: NDArray[np.int64]
    rows: int


def pieces_of(tokens: Tokens, *, shortest: int = 3, longest: int = 6, buckets: int = 200_000) -> Pieces:
    """Words cut into n-grams of `shortest` to `longest` characters, "<" before and ">" behind the word."""
    offsets = tokens.offsets.astype(np.int64)
    n = len(tokens)
    sizes = np.diff(offsets) + 2
    room = n + int((np.maximum(0, sizes) * (longest - shortest + 1)).sum())
    starts, pieces = np.zeros(n + 1, np.int64), np.empty(room, np.int64)
    used = cut(tokens.blob, offsets, shortest, longest, buckets, starts, pieces)
    return Pieces(starts, pieces[:used].copy(), n + buckets)


@compiled
def cut(blob: Any, offsets: Any, shortest: int, longest: int, buckets: int, starts: Any, pieces: Any) -> int:
    """n-grams of UTF-8, by FNV-1a as fastText hashes them. Returns how many pieces were written."""
    used, n = 0, len(offsets) - 1
    word = np.empty(2 + max(0, np.max(np.diff(offsets))), np.uint8)
    for i in range(n):
        pieces[used] = i
        used += 1
        length = offsets[i + 1] - offsets[i] + 2
        word[0], word[length - 1] = 60, 62
        word[1 : length - 1] = blob[offsets[i] : offsets[i + 1]]
        for start in range(length):
            if word[start] & 0xC0 == 0x80:
                continue
            stop, characters = start, 0
            while stop < length and characters < longest:
                stop += 1
                while stop < length and word[stop] & 0xC0 == 0x80:
                    stop += 1
                characters += 1
                if characters >= shortest and not (start == 0 and stop == length):
                    pieces[used] = n + fnv(word, start, stop) % buckets
                    used += 1
        starts[i + 1] = used
    return used


@compiled
def fnv(word: Any, start: int, stop: int) -> int:
    """FNV-1a of 32 bits; bytes past ASCII enter with their sign, as in fastText."""
    value = np.uint32(2166136261)
    for i in range(start, stop):
        value = np.uint32((value ^ np.uint32(np.int8(word[i]))) * np.uint32(16777619))
    return int(value)
