"""Words as the sum of their parts: fastText's character n-grams (Bojanowski et al. 2017, section 3.2).

A word is set between "<" and ">" and cut into every run of `shortest` to `longest` characters. Each run is hashed
(FNV-1a, with bytes taken as signed, as fastText does) into a bucket that has a row. A word's vector is the mean of its
own row and its runs' rows; a word without a row of its own has the mean of its runs'.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from rowspace.rows import Floats, Rows
from rowspace.table import Tokens

LONGEST_WORD = 1024  # bytes; longer entries are no words but a broken file
KEPT_BYTES = 1 << 30
"""A table of composed rows up to this size is kept once made: a search asks for all of them each time."""

_END_OF_SENTENCE = np.frombuffer(b"</s>", np.uint8)  # fastText's line break, which has no parts


class SubwordRows(Rows):
    """Rows of the words of a fastText model, made of their parts when asked for.

    matrix  (words + buckets, d) float32, at any alignment
    """

    def __init__(
        self, tokens: Tokens, matrix: NDArray[np.float32], *, buckets: int, shortest: int, longest: int
    ) -> None:
        super().__init__((len(tokens), matrix.shape[1]), dtype="float32", nbytes=matrix.nbytes)
        self._tokens = tokens
        self._matrix = matrix
        self._rule = (len(tokens), buckets, shortest, longest)
        self._kept: Floats | None = None

    def take(self, ids: NDArray[np.intp]) -> Floats:
        if self._kept is not None:
            return self._kept[ids]
        offsets = self._tokens.offsets
        return self._composed(ids, self._tokens.blob, offsets[ids], offsets[ids + 1])

    def block(self, start: int, stop: int) -> Floats:
        if self._kept is None and len(self) * self.dim * 4 <= KEPT_BYTES:
            self._kept = self._made(0, len(self))
        return self._made(start, stop) if self._kept is None else self._kept[start:stop]

    def compose(self, word: str) -> Floats | None:
        """Row of a word that has none, of its parts alone."""
        spelled = np.frombuffer(word.encode("utf-8", "surrogateescape"), np.uint8)
        row = self._composed(np.array([-1]), spelled, np.array([0]), np.array([len(spelled)]))[0]
        return None if np.isnan(row).all() else row

    def _made(self, start: int, stop: int) -> Floats:
        offsets = self._tokens.offsets[start : stop + 1]
        return self._composed(np.arange(start, stop), self._tokens.blob, offsets[:-1], offsets[1:])

    def _composed(self, own: NDArray[Any], spelled: NDArray[np.uint8], starts: Any, ends: Any) -> Floats:
        rows = np.zeros((len(own), self.dim), np.float32)
        compose_rows(self._matrix, *self._rule, own, spelled, starts, ends, _END_OF_SENTENCE, rows)
        return rows


@njit(cache=True, nogil=True)
def compose_rows(
    matrix: Any, words: int, buckets: int, shortest: int, longest: int,
    own: Any, spelled: Any, starts: Any, ends: Any, whole: Any, rows: Any,
) -> None:  # fmt: skip
    """Adds up and divides in the order and the precision of fastText, so that results are equal bit by bit.

    own           (k,) row of each word itself, −1 for none
    starts, ends  (k,) where each is spelled within `spelled`
    whole         the one word that has no parts
    rows          (k, d) zeros; NaN where a word has neither a row nor a part
    """
    for i in range(len(own)):
        parts = 0
        if own[i] >= 0:
            rows[i] += matrix[own[i]]
            parts += 1
        letters = spelled[starts[i] : ends[i]]
        if longest > 0 and not (len(letters) == len(whole) and (letters == whole).all()):
            wrapped = np.empty(len(letters) + 2, np.uint8)
            wrapped[0], wrapped[-1] = 60, 62  # < and >
            wrapped[1:-1] = letters
            parts += add_parts(matrix, words, buckets, shortest, longest, wrapped, rows[i])
        if parts:
            rows[i] *= np.float32(1.0 / parts)
        else:
            rows[i] = np.nan


@njit(cache=True, nogil=True)
def add_parts(matrix: Any, words: int, buckets: int, shortest: int, longest: int, wrapped: Any, row: Any) -> int:
    """Adds the rows of a wrapped word's parts to `row` and returns how many there are.

    A part begins and ends between characters of UTF-8. "<" and ">" alone are none.
    """
    parts = 0
    for begin in range(len(wrapped)):
        if wrapped[begin] & 0xC0 == 0x80:
            continue
        hash, end, characters = np.uint32(2166136261), begin, 0
        while end < len(wrapped) and characters < longest:
            hash = hashed(hash, wrapped[end])
            end += 1
            while end < len(wrapped) and wrapped[end] & 0xC0 == 0x80:
                hash = hashed(hash, wrapped[end])
                end += 1
            characters += 1
            if characters >= shortest and not (characters == 1 and (begin == 0 or end == len(wrapped))):
                bucket = np.int64(hash) % buckets
                for column in range(len(row)):
                    row[column] += matrix[words + bucket, column]
                parts += 1
    return parts


@njit(cache=True, nogil=True)
def hashed(hash: Any, byte: Any) -> Any:
    """One step of FNV-1a with 32 bits; bytes from 128 on count as negative, as `char` does on most machines."""
    return np.uint32((hash ^ np.uint32(np.int64(np.int8(byte)) & 0xFFFFFFFF)) * np.uint32(16777619))


@njit(cache=True, nogil=True)
def find_entries(raw: Any, at: int, words: int, starts: Any, ends: Any) -> tuple[int, int]:
    """Walks a dictionary: each entry a spelling, NUL, a count of 8 bytes and a kind, 0 for words and then 1 for labels.

    Returns how many entries were found whole, and the byte after them.
    """
    for i in range(len(starts)):
        end = at
        while end < len(raw) and raw[end] != 0 and end - at <= LONGEST_WORD:
            end += 1
        if end + 10 > len(raw) or raw[end] != 0 or raw[end + 8] > 127 or raw[end + 9] != (i >= words):
            return i, at
        starts[i], ends[i] = at, end
        at = end + 10
    return len(starts), at
