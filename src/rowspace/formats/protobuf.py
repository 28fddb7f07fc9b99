"""The wire format of protobuf, read without a copy and within bounds: which field, and where its bytes are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

VARINT, EIGHT_BYTES, BYTES, FOUR_BYTES = 0, 1, 2, 5
MAX_FIELDS = 1_000_000  # of a whole file; the largest models in use have 100,000


class Broken(ValueError):
    """Bytes that are no protobuf message."""


class Buffer(Protocol):
    """Bytes or a memory map."""

    def __getitem__(self, key: slice, /) -> bytes: ...


@dataclass(slots=True)
class Message:
    """The bytes start … stop−1 of a buffer, and how many fields may yet be read from all of it."""

    buffer: Buffer
    start: int
    stop: int
    budget: list[int]

    @classmethod
    def of(cls, buffer: Buffer, size: int) -> Message:
        return cls(buffer, 0, size, [MAX_FIELDS])

    def fields(self) -> Iterator[tuple[int, int | Message]]:
        """(number, value) of each field: whole numbers as they are, all others as their bytes. Raises Broken."""
        at = self.start
        while at < self.stop:
            self.budget[0] -= 1
            if self.budget[0] < 0:
                raise Broken(f"it has more than {MAX_FIELDS:,} fields")
            key, at = self._varint(at)
            wire = key & 7
            if wire == VARINT:
                value, at = self._varint(at)
                yield key >> 3, value
                continue
            if wire not in (BYTES, EIGHT_BYTES, FOUR_BYTES):
                raise Broken("a field is of no type that protobuf has")
            length, at = self._varint(at) if wire == BYTES else (8 if wire == EIGHT_BYTES else 4, at)
            if at + length > self.stop:
                raise Broken("a field ends past its message")
            yield key >> 3, Message(self.buffer, at, at + length, self.budget)
            at += length

    def numbers(self) -> list[int]:
        """The whole numbers packed end to end in these bytes, negative ones as protobuf keeps them. Raises Broken."""
        found, at = [], self.start
        while at < self.stop:
            number, at = self._varint(at)
            found.append(signed(number))
        return found

    def __len__(self) -> int:
        return self.stop - self.start

    def __bytes__(self) -> bytes:
        return self.buffer[self.start : self.stop]

    def text(self) -> str:
        return bytes(self).decode("utf-8", "replace")

    def _varint(self, at: int) -> tuple[int, int]:
        value = shift = 0
        for byte in self.buffer[at : min(at + 10, self.stop)]:
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value, at
            shift += 7
        raise Broken("a number is cut short or has more than 64 bits")


def signed(number: int) -> int:
    """A number of 64 bits as protobuf's int64."""
    return number - (1 << 64) if number >> 63 else number
