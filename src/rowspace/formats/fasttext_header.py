"""What lies before the numbers in a fastText model: its settings, its words and labels, and where its matrices are.

The layout is that of fastText's own `saveModel`, version 12 (11 differs for classifiers only): settings, dictionary,
input matrix, output matrix, all little-endian and unaligned. Every count is held against the bytes that are left.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.shapes import check_shape
from rowspace.table import Tokens

MAGIC = (793712314).to_bytes(4, "little")
VERSIONS = (11, 12)
SUPERVISED = 3
ENTRY_BYTES = 10  # of an empty word: its end mark, a count of 8 bytes, a kind of 1
MAX_SUBWORD = 100  # characters; people use 3 to 6


@dataclass(frozen=True, slots=True)
class Settings:
    """dim numbers a row; subwords of shortest … longest characters are hashed into `buckets` rows after the words'."""

    dim: int
    supervised: bool
    buckets: int
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Model:
    """words are the first rows of `input` (words + buckets, d); `output` has a row a word, or a row a label."""

    settings: Settings
    words: Tokens
    labels: Tokens
    input: NDArray[np.float32]
    output: NDArray[np.float32]


class Cursor:
    """A place in the bytes of a file that never reads past their end."""

    def __init__(self, raw: NDArray[np.uint8], path: Path) -> None:
        self.raw = raw
        self.at = 0
        self.where = path.name

    @property
    def left(self) -> int:
        return len(self.raw) - self.at

    def numbers(self, layout: str) -> tuple[Any, ...]:
        """Little-endian numbers as `struct` names them. Raises BadFile."""
        size = struct.calcsize("<" + layout)
        if size > self.left:
            raise self.broken("it ends within its settings")
        taken = struct.unpack("<" + layout, self.raw[self.at : self.at + size].tobytes())
        self.at += size
        return taken

    def broken(self, what: str) -> BadFile:
        return BadFile(f"{self.where}: {what}. The download may be incomplete.")


def read_model(raw: NDArray[np.uint8], path: Path) -> Model:
    """Takes the whole file. Raises BadFile, also for quantized models, with what to do instead."""
    cursor = Cursor(raw, path)
    settings = _read_settings(cursor)
    words, labels = _read_dictionary(cursor)
    input = _read_matrix(cursor, settings.dim, "input")
    needed = len(words) + (settings.buckets if settings.longest else 0)
    if not len(words) or len(input) < needed:
        raise BadFile(f"{path.name}: {len(words):,} words and their subwords need {needed:,} rows; got {len(input):,}.")
    output = _read_matrix(cursor, settings.dim, "output")
    expected = len(labels) if settings.supervised else len(words)
    if len(output) != expected or cursor.left:
        raise BadFile(
            f"{path.name}: an output matrix of {expected:,} rows must end the file; got {len(output):,} rows."
        )
    return Model(settings, words, labels, input, output)


def _read_settings(cursor: Cursor) -> Settings:
    magic, version = cursor.numbers("4si")
    if magic != MAGIC or version not in VERSIONS:
        raise BadFile(f"{cursor.where}: fastText models of versions 11 and 12 are read; this is version {version}.")
    dim, _, _, _, _, _, _, kind, buckets, shortest, longest, _, _ = cursor.numbers("12id")
    supervised = kind == SUPERVISED
    if version == 11 and supervised:
        longest = 0  # its classifiers kept the setting and did not use it
    check_shape(1, dim, where=cursor.where)
    if longest <= 0:
        return Settings(dim, supervised, 0, 0, 0)
    if not (0 <= shortest <= longest <= MAX_SUBWORD and buckets > 0):
        raise BadFile(f"{cursor.where}: subwords of {shortest} to {longest} characters in {buckets} rows cannot be.")
    return Settings(dim, supervised, buckets, shortest, longest)


def _read_dictionary(cursor: Cursor) -> tuple[Tokens, Tokens]:
    """Words and labels, each in the order of their rows."""
    from rowspace.formats.decimals import gather_tokens
    from rowspace.formats.subwords import find_entries

    size, words, labels, _, pruned = cursor.numbers("3i2q")
    if min(words, labels) < 0 or words + labels != size or size * ENTRY_BYTES > cursor.left:
        raise cursor.broken(
            f"{words:,} words and {labels:,} labels do not fit {size:,} entries in {cursor.left:,} bytes"
        )
    starts, ends = np.empty(size, np.int64), np.empty(size, np.int64)
    found, cursor.at = find_entries(cursor.raw, cursor.at, words, starts, ends)
    if found < size:
        raise cursor.broken(f"entry {found + 1:,} of its dictionary is cut short or no word")
    if pruned > 0:
        raise _quantized(cursor)
    offsets = np.concatenate([[0], np.cumsum(ends - starts)])
    blob = np.empty(int(offsets[-1]), np.uint8)
    gather_tokens(cursor.raw, starts, offsets, blob)
    both = Tokens(blob, offsets)
    return both.first(words), Tokens(blob[offsets[words] :], offsets[words:] - offsets[words])


def _read_matrix(cursor: Cursor, dim: int, which: str) -> NDArray[np.float32]:
    (quantized,) = cursor.numbers("B")
    if quantized:
        raise _quantized(cursor)
    rows, width = cursor.numbers("2q")
    if rows < 0 or width != dim or rows * dim * 4 > cursor.left:
        raise cursor.broken(
            f"its {which} matrix claims {rows:,} rows of {width:,} numbers where {dim:,} are meant "
            f"and {cursor.left:,} bytes are left"
        )
    matrix: NDArray[np.float32] = np.ndarray((rows, dim), "<f4", buffer=cursor.raw, offset=cursor.at)
    cursor.at += rows * dim * 4
    return matrix


def _quantized(cursor: Cursor) -> BadFile:
    return BadFile(
        f"{cursor.where} is a quantized fastText model (.ftz), whose rows are codes that rowspace does not read. "
        "Open the .bin that it was made from, or write its words out with fastText's print-word-vectors."
    )
