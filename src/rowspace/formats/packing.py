"""Text files as people keep them: plain, or in gzip, xz or zip. The plain are mapped, the packed unpacked in bounds."""

from __future__ import annotations

import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.regular import regular_file_size
from rowspace.formats.zip_directory import check_directory

MAX_RATIO = 30  # decimal numbers pack 2 to 4 times; past this a file is a bomb or no table
FREE_BYTES = 1 << 20  # what any file, however small, may unpack to
CHUNK = 1 << 22
_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError, NotImplementedError)


def is_packed(head: bytes) -> bool:
    """Whether the first bytes are those of gzip, xz or zip."""
    return head.startswith((b"\x1f\x8b", b"\xfd7zXZ\x00", b"PK\x03\x04"))


def file_bytes(path: Path) -> NDArray[np.uint8]:
    """All bytes of a file, unpacked: a memory map where it is plain.   -> (size,)   Raises BadFile."""
    size = regular_file_size(path)
    if size == 0:
        raise BadFile(f"{path.name} is empty.")
    with _unpacked(path) as stream:
        if stream is None:
            return np.memmap(path, np.uint8, mode="r")
        return np.frombuffer(_read_bounded(stream, limit=FREE_BYTES + MAX_RATIO * size, path=path), np.uint8)


def head_bytes(path: Path, count: int) -> bytes:
    """The first bytes of a file after unpacking; fewer where it is shorter, b"" where its packing is broken."""
    try:
        with _unpacked(path) as stream:
            if stream is not None:
                return stream.read(count)
    except BadFile:
        return b""
    with path.open("rb") as plain:
        return plain.read(count)


@contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes] | None]:
    with path.open("rb") as file:
        head = file.read(6)
    try:
        if head.startswith(b"\x1f\x8b"):
            with gzip.open(path) as stream:
                yield cast(IO[bytes], stream)
        elif head.startswith(b"\xfd7zXZ\x00"):
            with lzma.open(path) as stream:
                yield stream
        elif head.startswith(b"PK\x03\x04"):
            check_directory(path)
            with zipfile.ZipFile(path) as archive, archive.open(_only_member(archive, path)) as stream:
                yield stream
        else:
            yield None
    except _DAMAGE as error:
        raise BadFile(f"{path.name}: unpacking failed ({error}). The download may be incomplete.") from None


def _only_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1:
        names = ", ".join(member.filename for member in members[:5])
        raise BadFile(f"{path.name} holds {len(members)} files ({names}); unpack it and open the one you want.")
    return members[0]


def _read_bounded(stream: IO[bytes], *, limit: int, path: Path) -> bytearray:
    unpacked = bytearray()
    while chunk := stream.read(CHUNK):
        unpacked += chunk
        if len(unpacked) > limit:
            raise BadFile(
                f"{path.name} unpacks to more than {MAX_RATIO} times its size, which no table of numbers does; "
                "unpack it by hand if you trust it."
            )
    return unpacked
