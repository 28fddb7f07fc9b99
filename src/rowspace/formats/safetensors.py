"""The safetensors container: a length, a JSON header, then the tensors' bytes end to end.

Read tensor by tensor and trusted with nothing: the header is held against the file's own size before anything is
allocated (`safetensors_header`). The same container carries arrays over HTTP.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument, BadFile
from rowspace.formats.regular import regular_file_size
from rowspace.formats.safetensors_header import DTYPES, Tensor, parse_header, quoted
from rowspace.gathering import Pages

MAX_HEADER_BYTES = 100_000_000

MAPPED_FROM = 1 << 26
"""Tensors of fewer bytes are read, not mapped: a mapped file that someone truncates ends the whole process."""

_NAMES = {
    np.dtype(held): name
    for name, (held, _) in DTYPES.items()
    if held is not None and name != "BF16" and not name.startswith("F8")
}


class SafetensorsFile:
    """A safetensors file: its header checked, its tensors read or mapped when asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        regular_file_size(path)
        with _reading(path) as file:
            self._identity = _identity(file)
            self.tensors, self.metadata = _read_header(file, name=path.name)

    def pages(self, name: str) -> Pages | None:
        """Where the rows of a mapped matrix lie; None for a tensor that is read whole."""
        tensor = self.tensors[name]
        length = tensor.end - tensor.start
        return Pages(self.path, tensor.start, length // tensor.shape[0]) if length >= MAPPED_FROM else None

    def array(self, name: str) -> NDArray[Any]:
        """The tensor's stored bits, read-only (BF16 and FP8 as unsigned integers).

        Raises BadFile for a dtype whose numbers share bytes, and where the file has changed since it was opened.
        """
        tensor = self.tensors[name]
        held = DTYPES[tensor.dtype][0]
        if held is None:
            raise BadFile(
                f"{self.path.name}: tensor {quoted(name)} is packed {tensor.dtype}, which rowspace does not read."
            )
        with _reading(self.path) as file:
            if _identity(file) != self._identity:
                raise BadFile(f"{self.path.name}: the file changed while it was open; open it again.")
            return _bits(file, tensor, np.dtype(held), name=self.path.name)


def header_bytes(path: Path) -> bytes:
    """The header as it lies in a file that begins as safetensors do, whole or broken; b"" for any other."""
    with path.open("rb") as file:
        length, first = int.from_bytes(file.read(8), "little"), file.read(1)
        if first != b"{" or not 2 <= length <= MAX_HEADER_BYTES:
            return b""
        return first + file.read(length - 1)


def looks_like_safetensors(path: Path) -> bool:
    """A header length, then "{": what every safetensors file begins with, whole or broken."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(9)[8:] == b"{"


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


def _read_header(file: BinaryIO, *, name: str) -> tuple[dict[str, Tensor], dict[str, str]]:
    size = os.fstat(file.fileno()).st_size
    if size < 8:
        raise BadFile(f"{name}: a safetensors file has at least 8 bytes; this one has {size}.")
    length = int.from_bytes(file.read(8), "little")
    if 8 + length > size:
        raise BadFile(
            f"{name}: the header claims {length:,} bytes but the file has {size:,}. "
            "It is not a safetensors file, or the download is incomplete."
        )
    if length > MAX_HEADER_BYTES:
        raise BadFile(f"{name}: the header claims {length:,} bytes; at most {MAX_HEADER_BYTES:,} are read.")
    return parse_header(file.read(length), name=name, data_bytes=size - 8 - length)


def _bits(file: BinaryIO, tensor: Tensor, held: np.dtype[Any], *, name: str) -> NDArray[Any]:
    length = tensor.end - tensor.start
    if length >= MAPPED_FROM:
        return np.memmap(file, held, mode="r", offset=tensor.start, shape=tensor.shape)
    file.seek(tensor.start)
    raw = file.read(length)
    if len(raw) != length:
        raise BadFile(f"{name}: the file became shorter while it was read; open it again.")
    return np.ndarray(tensor.shape, held, buffer=raw)


def chunks(arrays: Mapping[str, NDArray[Any]], metadata: Mapping[str, str]) -> Iterator[bytes]:
    """The container piece by piece, one tensor at a time; every tensor begins at a multiple of its item size.

    Raises BadArgument for a dtype the container has no name for.
    """
    header: dict[str, Any] = {"__metadata__": dict(metadata)} if metadata else {}
    widest_first = sorted(arrays.items(), key=lambda item: -item[1].dtype.itemsize)
    at = 0
    for name, array in widest_first:
        dtype = _NAMES.get(array.dtype.newbyteorder("<"))
        if dtype is None:
            raise BadArgument(f'"{name}" is an array of {array.dtype}; safetensors holds {", ".join(_NAMES.values())}.')
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes
    raw = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    raw += b" " * (-len(raw) % 8)
    yield len(raw).to_bytes(8, "little") + raw
    for _, array in widest_first:
        yield array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()


def pack(arrays: Mapping[str, NDArray[Any]], metadata: Mapping[str, str]) -> bytes:
    """The whole container as bytes, see `chunks`."""
    return b"".join(chunks(arrays, metadata))
