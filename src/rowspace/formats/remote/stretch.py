"""A stretch of a file that lies elsewhere, kept on disk block by block as the blocks arrive.

Beside its bytes lies a list with a sum (CRC-32) of each block that is there. A block counts once its sum is written,
and is held against it before it is first used, so a process that was killed and a disk that lost power do no harm.
Several processes may fill one stretch: they write the same bytes to the same places.
"""

from __future__ import annotations

import os
import threading
import zlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import BinaryIO
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from rowspace.formats.remote.cache import writing

BLOCK = 1 << 16


class Stretch:
    """Bytes start … stop − 1 of a file. All places are counted from the file's first byte."""

    def __init__(self, folder: Path, start: int, stop: int) -> None:
        self.start = start
        self.stop = stop
        self.path = folder / f"{start}-{stop}"
        self._list_path = folder / f"{start}-{stop}.arrived"
        self._blocks = -(-(stop - start) // BLOCK)
        self._good = np.zeros(self._blocks, np.bool_)
        self._sums = self._listed()
        self._lock = threading.Lock()

    @property
    def is_complete(self) -> bool:
        """Whether every block is there and was held against its sum."""
        return bool(self._good.all())

    def blocks(self, starts: NDArray[np.integer], length: int) -> NDArray[np.intp]:
        """Numbers of the blocks that pieces of `length` bytes lie in, by the first bytes of the pieces. Rising."""
        first = (starts.astype(np.intp) - self.start) // BLOCK
        last = (starts.astype(np.intp) - self.start + length - 1) // BLOCK
        spans = [np.arange(a, b + 1) for a, b in zip(first.tolist(), last.tolist(), strict=True)] if length else []
        return np.unique(np.concatenate([np.empty(0, np.intp), *spans]))

    def every_block(self) -> NDArray[np.intp]:
        return np.arange(self._blocks)

    def missing(self, blocks: NDArray[np.intp]) -> list[tuple[int, int]]:
        """Runs of bytes (start, stop) of those blocks that are not there yet."""
        with self._lock:
            self._verify(blocks[~self._good[blocks]])
        absent = blocks[~self._good[blocks]]
        if not len(absent):
            return []
        runs = np.split(absent, np.flatnonzero(np.diff(absent) > 1) + 1)
        return [
            (self.start + int(run[0]) * BLOCK, min(self.stop, self.start + (int(run[-1]) + 1) * BLOCK)) for run in runs
        ]

    def keep(self, at: int, chunks: Iterable[bytes]) -> None:
        """Writes bytes from the beginning of a block on. The last block need not be whole at the end of the stretch."""
        number, pending = (at - self.start) // BLOCK, bytearray()
        for chunk in chunks:
            pending += chunk
            while number < self._blocks and len(pending) >= self._size(number):
                size = self._size(number)
                self._put(number, bytes(pending[:size]))
                del pending[:size]
                number += 1

    def read(self, start: int, stop: int) -> bytes:
        """Bytes that are there."""
        with self._lock:
            return _read_at(self._contents, start - self.start, stop - start)

    def mapped(self) -> NDArray[np.uint8]:
        """All bytes, read-only; those that are missing appear when they arrive."""
        length = self.stop - self.start
        if not length:
            return np.empty(0, np.uint8)
        with self._lock, writing():
            if self._contents.seek(0, os.SEEK_END) < length:
                self._contents.truncate(length)
            return np.memmap(self._contents, np.uint8, mode="r", shape=(length,))

    def forget(self) -> None:
        """Has all blocks count as missing. The file stays, as it may be mapped."""
        with self._lock, writing():
            self._sums[:] = 0
            self._good[:] = False
            self._list.truncate(0)

    def drop(self) -> None:
        """Gives the room on disk back, of a stretch that is not mapped and not used any more."""
        with self._lock, writing():
            for file in (self._contents, self._list):
                file.close()
            self.path.unlink(missing_ok=True)
            self._list_path.unlink(missing_ok=True)

    def _size(self, number: int) -> int:
        return min(BLOCK, self.stop - self.start - number * BLOCK)

    def _put(self, number: int, block: bytes) -> None:
        with self._lock, writing():
            _write_at(self._contents, number * BLOCK, block)
            self._sums[number] = _sum(block)
            _write_at(self._list, 4 * number, self._sums[number].tobytes())
            self._good[number] = True

    @cached_property
    def _contents(self) -> BinaryIO:
        return self._open(self.path)

    @cached_property
    def _list(self) -> BinaryIO:
        return self._open(self._list_path)

    def _open(self, path: Path) -> BinaryIO:
        """Kept open, so that what is mapped and what is written stay one file when somebody empties the cache."""
        with writing():
            path.parent.mkdir(parents=True, exist_ok=True)
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+b", 0)
        finalize(self, file.close)
        return file

    def _listed(self) -> NDArray[np.uint32]:
        """Sums of the blocks, 0 for one that is not there."""
        raw = self._list_path.read_bytes() if self._list_path.is_file() else b""
        sums = np.zeros(self._blocks, "<u4")
        count = min(self._blocks, len(raw) // 4)
        sums[:count] = np.frombuffer(raw, "<u4", count)
        return sums

    def _verify(self, blocks: NDArray[np.intp]) -> None:
        """Marks the listed blocks that are what their sums say."""
        for number in blocks[self._sums[blocks] != 0].tolist():
            block = _read_at(self._contents, number * BLOCK, self._size(number))
            self._good[number] = len(block) == self._size(number) and _sum(block) == self._sums[number]


def _sum(block: bytes) -> int:
    return zlib.crc32(block) or 1  # 0 stands for a block that is not there


def _write_at(file: BinaryIO, at: int, contents: bytes) -> None:
    file.seek(at)
    left = memoryview(contents)
    while left:
        left = left[file.write(left) :]


def _read_at(file: BinaryIO, at: int, count: int) -> bytes:
    file.seek(at)
    found = bytearray()
    while chunk := file.read(count - len(found)):
        found += chunk
    return bytes(found)
