"""Numbers and strings of a GGUF header, read one after another and never past the end of the file."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile

MAX_STRINGS = 1 << 21  # of a whole header; the largest vocabularies have 262,144 tokens and twice as many merges

MAX_HEADER = 1 << 27
FIRST_FETCH = 1 << 20

U32, U64 = struct.Struct("<I"), struct.Struct("<Q")


class Cursor:
    """A place in the header of a file.

    fetch  gives the first bytes of the file, so many as asked for
    size   bytes of the whole file
    where  its name, for messages
    head   the bytes fetched so far, at first FIRST_FETCH and then four times as many whenever they do not suffice
    """

    def __init__(self, fetch: Callable[[int], bytes], *, size: int, where: str) -> None:
        self.head = fetch(min(size, FIRST_FETCH))
        self.size = size
        self.where = where
        self.at = 0
        self._fetch = fetch
        self._strings = 0

    @property
    def left(self) -> int:
        return max(0, self.size - self.at)

    def read(self, layout: struct.Struct) -> Any:
        """The next number. Raises BadFile at the end of the file."""
        while self.at + layout.size > len(self.head):
            self.grow()
        value = layout.unpack_from(self.head, self.at)[0]
        self.at += layout.size
        return value

    def count(self, what: str, *, most: int, least: int) -> int:
        """The next number, which counts records of at least `least` bytes. Raises BadFile where it cannot be."""
        count: int = self.read(U64)
        if count > most or count * least > self.left:
            raise BadFile(
                f"{self.where} claims {count:,} {what}; at most {most:,} are read, and {self.left:,} bytes are left "
                "for them. The file is broken, or the download incomplete."
            )
        return count

    def skip(self, length: int, what: str) -> int:
        """Goes over so many bytes and returns where they began. Raises BadFile where the file has not as many."""
        start = self.at
        if length > self.left:
            raise BadFile(
                f"{self.where}: {what} at byte {start:,} claims {length:,} bytes but {self.left:,} are left in the "
                "file. The download may be incomplete."
            )
        self.at += length
        while self.at > len(self.head):
            self.grow()
        return start

    def name(self, what: str, *, longest: int) -> str:
        """The next string, which names something. Raises BadFile where it is too long or not UTF-8."""
        length = self.read(U64)
        if length > longest:
            raise BadFile(
                f"{self.where}: {what} at byte {self.at - 8:,} has {length:,} bytes; at most {longest:,} are allowed."
            )
        start = self.skip(length, what)
        try:
            return self.head[start : self.at].decode()
        except UnicodeDecodeError:
            raise BadFile(f"{self.where}: {what} at byte {start:,} is not UTF-8.") from None

    def strings(self, count: int, what: str) -> NDArray[np.int64]:
        """Goes over so many strings.   -> (count + 1,) bytes where each begins with its length, and where the last ends

        Raises BadFile.
        """
        self._strings += count
        if self._strings > MAX_STRINGS or 8 * count > self.left:
            raise BadFile(
                f"{self.where}: {what} claims {count:,} strings; a header of at most {MAX_STRINGS:,} is read, and "
                f"{self.left:,} bytes are left for them."
            )
        places = array("q")
        while len(places) < count:
            while self.at + 8 > len(self.head):
                self.grow()
            self._walk(places, count - len(places))
            if self.at > self.size:
                raise BadFile(
                    f"{self.where}: a string of {what} ends at byte {self.at:,} but the file has {self.size:,}. "
                    "The download may be incomplete."
                )
        places.append(self.skip(0, what))
        return np.frombuffer(places, np.int64)

    def _walk(self, places: array[int], count: int) -> None:
        """Goes over strings as far as the fetched bytes reach. A quarter of a million of them in a blink."""
        head, at, length, note = self.head, self.at, U64.unpack_from, places.append
        try:
            for _ in range(count):
                step = 8 + length(head, at)[0]
                note(at)
                at += step
        except (struct.error, OverflowError):  # the next length lies past the bytes
            pass
        self.at = at

    def grow(self) -> None:
        """Fetches more of the header. Raises BadFile where the file ends, or a header is longer than any is."""
        length = len(self.head)
        if length >= self.size:
            raise BadFile(
                f"{self.where}: the header is cut short after {length:,} bytes. The download may be incomplete."
            )
        if length >= MAX_HEADER:
            raise BadFile(f"{self.where}: the header has more than {MAX_HEADER:,} bytes, which are not read.")
        self.head = self._fetch(min(self.size, MAX_HEADER, 4 * length))
        if len(self.head) <= length:
            raise BadFile(f"{self.where}: the file became shorter while it was read; open it again.")
