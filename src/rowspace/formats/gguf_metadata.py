"""What a GGUF file says about itself: settings by key, and the arrays that hold its tokens.

Values stay where they are in the header until they are asked for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.gguf_cursor import U32, U64, Cursor
from rowspace.formats.safetensors_header import quoted
from rowspace.table import Tokens

Scalar: TypeAlias = int | float | bool | str

MAX_KEYS = 1 << 16
MAX_KEY = 1024
LEAST_KEY = 8 + 4 + 1  # bytes of the shortest record

NUMBERS = {
    kind: struct.Struct(layout)
    for kind, layout in {
        0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d",
    }.items()
}  # fmt: skip
TEXT, ARRAY = 8, 9


@dataclass(frozen=True, slots=True)
class Field:
    """Where the value of a key lies.

    kind    of a number, or TEXT
    start   first byte, for one text that of its letters
    count   numbers or bytes of text
    places  for an array of texts, where each begins (see `Cursor.strings`)
    """

    kind: int
    start: int
    count: int
    is_array: bool
    places: NDArray[np.int64] | None = None


class Metadata(Mapping[str, Scalar]):
    """The settings, each one number or text; arrays are asked for by `numbers` and `strings`."""

    def __init__(self, head: bytes, fields: Mapping[str, Field]) -> None:
        self._head = head
        self._fields = fields

    def __getitem__(self, key: str) -> Scalar:
        """A text's bytes that are not UTF-8 come as lone surrogates."""
        field = self._fields[key]
        if field.is_array:
            raise KeyError(key)
        if field.kind == TEXT:
            return self._head[field.start : field.start + field.count].decode("utf-8", "surrogateescape")
        value: Scalar = NUMBERS[field.kind].unpack_from(self._head, field.start)[0]
        return value

    def __iter__(self) -> Iterator[str]:
        return (key for key, field in self._fields.items() if not field.is_array)

    def __len__(self) -> int:
        return sum(not field.is_array for field in self._fields.values())

    @property
    def arrays(self) -> list[str]:
        """Keys whose values are lists."""
        return [key for key, field in self._fields.items() if field.is_array]

    def numbers(self, key: str) -> NDArray[Any] | None:
        """An array of numbers, read-only; None where there is none of that key."""
        field = self._fields.get(key)
        if field is None or not field.is_array or field.kind not in NUMBERS:
            return None
        return np.frombuffer(self._head, np.dtype(NUMBERS[field.kind].format), field.count, field.start)

    def strings(self, key: str) -> Tokens | None:
        """An array of texts, as their bytes; None where there is none of that key."""
        field = self._fields.get(key)
        if field is None or field.places is None:
            return None
        first, last = field.places[[0, -1]]
        between = np.frombuffer(self._head, np.uint8, last - first, first)
        is_letter = np.ones(len(between), np.bool_)
        for place in range(8):
            is_letter[field.places[:-1] - first + place] = False
        return Tokens(between[is_letter], field.places - first - 8 * np.arange(len(field.places)))


def read_metadata(cursor: Cursor) -> Metadata:
    """The counted keys that begin at the cursor. Raises BadFile."""
    fields: dict[str, Field] = {}
    for _ in range(cursor.count("metadata keys", most=MAX_KEYS, least=LEAST_KEY)):
        key = cursor.name("a metadata key", longest=MAX_KEY)
        if key in fields:
            raise BadFile(f"{cursor.where}: metadata key {quoted(key)} is given twice.")
        fields[key] = _field(cursor, cursor.read(U32), f"metadata {quoted(key)}")
    return Metadata(cursor.head[: cursor.at], fields)


def _field(cursor: Cursor, kind: int, what: str) -> Field:
    if kind in NUMBERS:
        return Field(kind, cursor.skip(NUMBERS[kind].size, what), 1, is_array=False)
    if kind == TEXT:
        length = cursor.read(U64)
        return Field(kind, cursor.skip(length, what), length, is_array=False)
    if kind == ARRAY:
        return _array(cursor, cursor.read(U32), cursor.read(U64), what)
    raise BadFile(f"{cursor.where}: {what} is of kind {kind:,}, which GGUF does not have.")


def _array(cursor: Cursor, kind: int, count: int, what: str) -> Field:
    if kind in NUMBERS:
        start = cursor.skip(count * NUMBERS[kind].size, what)
        return Field(kind, start, count, is_array=True)
    if kind == TEXT:
        start = cursor.at
        return Field(kind, start, count, is_array=True, places=cursor.strings(count, what))
    if kind == ARRAY:
        raise BadFile(f"{cursor.where}: {what} is an array of arrays, which rowspace does not read.")
    raise BadFile(f"{cursor.where}: {what} is an array of kind {kind:,}, which GGUF does not have.")
