"""The safetensors container: a length, a JSON header, then the tensors' bytes end to end.

Read lazily by memory map and trusted with nothing: the header is held against the file's own size before
anything is allocated. The same container carries arrays over HTTP.
"""

from __future__ import annotations

import json
import math
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile, UnknownTable

MAX_HEADER_BYTES = 100_000_000
MAX_TENSORS = 1_000_000

DTYPES: dict[str, tuple[str, int]] = {
    # name in the file -> (numpy dtype that holds its bits, bytes each)
    "F64": ("<f8", 8),
    "F32": ("<f4", 4),
    "F16": ("<f2", 2),
    "BF16": ("<u2", 2),
    "F8_E4M3": ("u1", 1),
    "F8_E5M2": ("u1", 1),
    "I64": ("<i8", 8),
    "U64": ("<u8", 8),
    "I32": ("<i4", 4),
    "U32": ("<u4", 4),
    "I16": ("<i2", 2),
    "U16": ("<u2", 2),
    "I8": ("i1", 1),
    "U8": ("u1", 1),
    "BOOL": ("?", 1),
}
_NAMES = {np.dtype(held): name for name, (held, _) in reversed(DTYPES.items()) if name not in ("BF16", "F8_E5M2")}
_NAMES[np.dtype("u1")] = "U8"
_NAMES[np.dtype("<u2")] = "U16"


@dataclass(frozen=True, slots=True)
class Tensor:
    """One entry of the header. start and end are bytes of the file."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


class SafetensorsFile:
    """An open safetensors file: its header checked, its tensors mapped when asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        size = regular_file_size(path)
        self.tensors, self.metadata = read_header(path, size)
        self._map: NDArray[np.uint8] | None = None

    def array(self, name: str) -> NDArray[Any]:
        """The tensor's stored bits as a read-only memory map (BF16 and FP8 as unsigned integers)."""
        tensor = self.tensors[name]
        if self._map is None:
            self._map = np.memmap(self.path, np.uint8, mode="r")
        if tensor.end > len(self._map):
            raise BadFile(f"{self.path.name}: the file became shorter while it was open; open it again.")
        bits = self._map[tensor.start : tensor.end]
        held = np.dtype(DTYPES[tensor.dtype][0])
        if tensor.start % held.itemsize:  # legal, and numpy would read it slowly row by row
            return np.frombuffer(bits.tobytes(), held).reshape(tensor.shape)
        return bits.view(held).reshape(tensor.shape)


def regular_file_size(path: Path) -> int:
    """Bytes of an ordinary file. Raises UnknownTable where there is none, BadFile for a folder, pipe or device."""
    try:
        status = path.stat()
    except OSError as error:
        raise UnknownTable(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}.") from None
    if not stat.S_ISREG(status.st_mode):
        raise BadFile(f"{path} is not an ordinary file; rowspace reads files and checkpoint folders only.")
    if not os.access(path, os.R_OK):
        raise UnknownTable(f"{path} cannot be opened: permission denied.")
    return status.st_size


def read_header(path: Path, size: int) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Tensors by name and the metadata, after every check of the format. Raises BadFile."""
    if size < 8:
        raise BadFile(f"{path.name}: a safetensors file has at least 8 bytes; this one has {size}.")
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > MAX_HEADER_BYTES or 8 + length > size:
            raise BadFile(
                f"{path.name}: the header claims {length:,} bytes but the file has {size:,}. "
                "It is not a safetensors file, or the download is incomplete."
            )
        raw = file.read(length)
    return parse_header(raw, name=path.name, data_bytes=size - 8 - length)


def parse_header(raw: bytes, *, name: str, data_bytes: int) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Checks a header against the number of bytes that follow it. Raises BadFile."""
    header = _parse_json(raw, name)
    metadata = header.pop("__metadata__", {})
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise BadFile(f"{name}: __metadata__ must map text to text.")
    if len(header) > MAX_TENSORS:
        raise BadFile(f"{name}: {len(header):,} tensors; at most {MAX_TENSORS:,} are read.")
    first = 8 + len(raw)
    tensors = {key: _check_tensor(key, entry, name=name, first=first) for key, entry in header.items()}
    end = first
    for tensor in sorted(tensors.values(), key=lambda tensor: (tensor.start, tensor.end)):
        if tensor.start != end:
            raise BadFile(f'{name}: tensor "{tensor.name}" begins at byte {tensor.start:,}; expected {end:,}.')
        end = tensor.end
    if end != first + data_bytes:
        raise BadFile(
            f"{name}: the tensors end at byte {end:,} but the file has {first + data_bytes:,}. "
            "The download may be incomplete."
        )
    return tensors, metadata


def _parse_json(raw: bytes, name: str) -> dict[str, Any]:
    def refuse_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = dict(pairs)
        if len(keys) != len(pairs):
            raise BadFile(f"{name}: the header names a key twice.")
        return keys

    if not raw.startswith(b"{"):
        raise BadFile(f"{name}: the header of a safetensors file begins with '{{'; this one does not.")
    try:
        header = json.loads(raw.decode("utf-8"), object_pairs_hook=refuse_repeats)
    except (ValueError, RecursionError) as error:
        if isinstance(error, BadFile):
            raise
        raise BadFile(f"{name}: the header is not readable JSON in UTF-8.") from None
    if not isinstance(header, dict):
        raise BadFile(f"{name}: the header must be a JSON object.")
    return header


def _check_tensor(key: str, entry: Any, *, name: str, first: int) -> Tensor:
    try:
        dtype, shape, (begin, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
    except (TypeError, KeyError, ValueError):
        raise BadFile(f'{name}: tensor "{key}" lacks dtype, shape or data_offsets.') from None
    if dtype not in DTYPES:
        raise BadFile(f'{name}: tensor "{key}" has dtype {dtype!r}; known are {", ".join(DTYPES)}.')
    whole = isinstance(shape, list) and all(type(n) is int and n >= 0 for n in [*shape, begin, end])
    if not whole or math.prod(shape) * DTYPES[dtype][1] != end - begin:
        raise BadFile(f'{name}: tensor "{key}", {dtype} of shape {shape}, does not fill bytes {begin} to {end}.')
    return Tensor(key, dtype, tuple(shape), first + begin, first + end)


def pack(arrays: Mapping[str, NDArray[Any]], metadata: Mapping[str, str]) -> bytes:
    """The whole container as bytes; every tensor begins at a multiple of its item size."""
    header: dict[str, Any] = {"__metadata__": dict(metadata)} if metadata else {}
    data: list[bytes] = []
    at = 0
    for name, array in sorted(arrays.items(), key=lambda item: -item[1].dtype.itemsize):
        little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        header[name] = {
            "dtype": _NAMES[little.dtype],
            "shape": list(array.shape),
            "data_offsets": [at, at + little.nbytes],
        }
        data.append(little.tobytes())
        at += little.nbytes
    raw = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    raw += b" " * (-len(raw) % 8)
    return b"".join([len(raw).to_bytes(8, "little"), raw, *data])
