"""Where the bytes of a model file come from: this machine, or a server that sends them by range (`remote`)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.regular import regular_file_size
from rowspace.gathering import Pages
from rowspace.rows import Rows

MAPPED_FROM = 1 << 26
"""Fewer bytes are read, not mapped: a mapped file that someone truncates ends the whole process."""


class ByteFile(Protocol):
    """A file of known size. Bytes start … stop − 1 of it are within that size.

    path  the file; of one that lies on a server, the name it has among the files that belong with it
    """

    @property
    def path(self) -> Path: ...

    @property
    def size(self) -> int: ...

    def read(self, start: int, stop: int) -> bytes:
        """Few bytes, such as a header's. Raises BadFile where the file has changed since it was opened."""
        ...

    def front(self, count: int) -> bytes:
        """The first bytes: so many, or fewer where each costs, but more of them at each call."""
        ...

    def array(self, start: int, stop: int) -> NDArray[np.uint8]:
        """Bytes that may be many, mapped where they are. Raises BadFile."""
        ...

    def at_hand(self, start: int, stop: int) -> NDArray[np.uint8] | None:
        """The same, or None where they would have to come from afar."""
        ...

    def matrix(self, start: int, stop: int) -> NDArray[np.uint8]:
        """Bytes of rows. They may arrive later: nobody looks at them but the rows that `by_row` returns."""
        ...

    def by_row(self, rows: Rows, start: int, stop: int, *, name: str) -> Rows:
        """Rows made of `matrix(start, stop)`, that see to it that their bytes are there before they are read.

        name  of the tensor, to be told to people
        """
        ...


class LocalFile:
    """A `ByteFile` on this machine. Raises UnknownTable where there is none, BadFile for what is no ordinary file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        regular_file_size(path)
        with _reading(path) as file:
            self._identity = _identity(file)
        self.size = self._identity[2]

    def read(self, start: int, stop: int) -> bytes:
        with self._unchanged() as file:
            return self._read(file, start, stop)

    def front(self, count: int) -> bytes:
        return self.read(0, count)

    def array(self, start: int, stop: int) -> NDArray[np.uint8]:
        with self._unchanged() as file:
            if stop - start >= MAPPED_FROM:
                return np.memmap(file, np.uint8, mode="r", offset=start, shape=(stop - start,))
            return np.frombuffer(self._read(file, start, stop), np.uint8)

    at_hand = matrix = array

    def by_row(self, rows: Rows, start: int, stop: int, *, name: str) -> Rows:
        if stop - start >= MAPPED_FROM:
            rows.pages = Pages(self.path, start, (stop - start) // len(rows))
        return rows

    @contextmanager
    def _unchanged(self) -> Iterator[BinaryIO]:
        with _reading(self.path) as file:
            if _identity(file) != self._identity:
                raise BadFile(f"{self.path.name}: the file changed while it was open; open it again.")
            yield file

    def _read(self, file: BinaryIO, start: int, stop: int) -> bytes:
        file.seek(start)
        raw = file.read(stop - start)
        if len(raw) != stop - start:
            raise BadFile(f"{self.path.name}: the file became shorter while it was read; open it again.")
        return raw


@contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}.") from None


def _identity(file: BinaryIO) -> tuple[int, int, int, int]:
    status = os.fstat(file.fileno())
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
