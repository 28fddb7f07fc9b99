"""numpy's .npy: a magic, a short header that is a Python literal, then the array as it lies in memory.

The header is searched for its three entries and never evaluated; arrays of objects, which are pickles, do not open.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.byte_file import MAPPED_FROM
from rowspace.formats.regular import regular_file_size
from rowspace.formats.safetensors_header import quoted
from rowspace.formats.vocabulary import raw
from rowspace.table import Tokens

MAGIC = b"\x93NUMPY"
MAX_HEADER = 1 << 16
NUMBERS = {"f2", "f4", "f8", "i1", "u1"}

_ENTRY = {
    "descr": re.compile(r"['\"]descr['\"]\s*:\s*['\"]([<>=|]?)([A-Za-z]\d{0,9})['\"]"),
    "fortran_order": re.compile(r"['\"]fortran_order['\"]\s*:\s*(True|False)\b"),
    "shape": re.compile(r"['\"]shape['\"]\s*:\s*\(([\d,\sL]{0,200})\)"),
}


@dataclass(frozen=True, slots=True)
class NpyHeader:
    """dtype in the file's own order of bytes; the array begins at byte `start` of the file."""

    dtype: np.dtype[Any]
    by_column: bool
    shape: tuple[int, ...]
    start: int

    @property
    def nbytes(self) -> int:
        return math.prod(self.shape) * self.dtype.itemsize

    @property
    def is_matrix(self) -> bool:
        """Whether it can be the rows of a table."""
        return len(self.shape) == 2 and min(self.shape) > 0 and self.dtype.str[1:] in NUMBERS

    @property
    def is_text(self) -> bool:
        """Whether it can be their tokens."""
        return len(self.shape) == 1 and self.dtype.kind in "US" and self.dtype.itemsize > 0


def looks_like_npy(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def read_header(file: IO[bytes], *, size: int, where: str) -> NpyHeader:
    """The header of a file or archive member of `size` bytes, held against that size. Raises BadFile."""
    head = file.read(12)
    if len(head) < 12 or head[:6] != MAGIC or head[6] not in (1, 2, 3):
        raise BadFile(f"{where}: an .npy file begins with its magic and a version from 1 to 3; this one does not.")
    prefix = 10 if head[6] == 1 else 12
    length = int.from_bytes(head[8:prefix], "little")
    if length > MAX_HEADER or prefix + length > size:
        raise BadFile(f"{where}: its header claims {length:,} bytes; at most {MAX_HEADER:,} and the file's are read.")
    text = (head + file.read(max(0, prefix + length - len(head))))[prefix : prefix + length]
    header = _parse(text, where, start=prefix + length)
    if header.start + header.nbytes > size:
        raise BadFile(
            f"{where}: {header.dtype.name} of shape {header.shape} takes {header.nbytes:,} bytes but "
            f"{size - header.start:,} follow the header. The download may be incomplete."
        )
    return header


def peek(path: Path) -> NpyHeader | None:
    """The header of a file, or None where it is no sound .npy."""
    try:
        with path.open("rb") as file:
            return read_header(file, size=regular_file_size(path), where=path.name)
    except (OSError, BadFile):
        return None


def read_rows(path: Path) -> NDArray[Any]:
    """The matrix in a file, mapped where it is large.   -> (n, d)   Raises BadFile."""
    size = regular_file_size(path)
    with path.open("rb") as file:
        header = check_matrix(read_header(file, size=size, where=path.name), path.name)
        if header.nbytes >= MAPPED_FROM:
            order: Any = "F" if header.by_column else "C"
            return np.memmap(file, header.dtype, mode="r", offset=header.start, shape=header.shape, order=order)
        return shaped(file.read(header.nbytes), header, path.name)


def check_matrix(header: NpyHeader, where: str) -> NpyHeader:
    """Raises BadFile for what is no matrix of numbers."""
    if not header.is_matrix:
        shape = " × ".join(f"{count:,}" for count in header.shape) or "one value"
        raise BadFile(
            f"{where} holds {header.dtype.name}, {shape}; a table is a matrix of float16, float32, float64, int8 or "
            "uint8, tokens × dims."
        )
    return header


def shaped(contents: bytes, header: NpyHeader, where: str) -> NDArray[Any]:
    """The array whose bytes follow the header. Raises BadFile where they are too few."""
    if len(contents) < header.nbytes:
        raise BadFile(f"{where} became shorter while it was read; open it again.")
    order: Any = "F" if header.by_column else "C"
    return np.ndarray(header.shape, header.dtype, buffer=contents, order=order)


def as_tokens(array: NDArray[Any], where: str) -> Tokens:
    """An array of text (n,), or of bytes that are UTF-8. Raises BadFile."""
    if array.dtype.kind == "U" and (array.reshape(-1, 1).view(f"{array.dtype.str[0]}u4") > 0x10FFFF).any():
        raise BadFile(f"{where}: its text holds what is no character.")  # at which numpy fails with no error of its own
    try:
        spelled = array.tolist()
        return Tokens.of_bytes([raw(token) if isinstance(token, str) else token for token in spelled])
    except UnicodeError:
        raise BadFile(f"{where}: its text holds half a character.") from None


def _parse(header: bytes, where: str, *, start: int) -> NpyHeader:
    text = header.decode("latin-1")
    found = {name: pattern.findall(text) for name, pattern in _ENTRY.items()}
    if "'descr': [" in text or "'|O" in text or "'O" in text:
        raise BadFile(f"{where} holds objects or records, not plain numbers; save one matrix of floats.")
    if any(len(entries) != 1 for entries in found.values()):
        raise BadFile(f"{where}: its header is not that of an array: {quoted(text.strip())}.")
    (order, kind), (by_column,), (shape,) = found["descr"][0], found["fortran_order"], found["shape"]
    counts = [part.strip(" L") for part in shape.split(",")]
    if not all(part.isdigit() and len(part) < 20 for part in counts if part):
        raise BadFile(f"{where}: its shape ({shape}) is no list of whole numbers.")
    try:
        dtype = np.dtype(order.replace("=", "<") + kind)
    except (TypeError, ValueError, OverflowError):
        raise BadFile(f"{where}: its dtype {kind!r} is none that numpy knows.") from None
    return NpyHeader(dtype, by_column == "True", tuple(int(part) for part in counts if part), start)
