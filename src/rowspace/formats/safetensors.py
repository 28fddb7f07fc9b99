"""The safetensors container: a length, a JSON header, then the tensors' bytes end to end.

Read tensor by tensor and trusted with nothing: the header is held against the file's own size before anything is
allocated (`safetensors_header`). The same container carries arrays over HTTP.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument, BadFile
from rowspace.formats.byte_file import ByteFile, LocalFile
from rowspace.formats.safetensors_header import DTYPES, Tensor, parse_header, quoted
from rowspace.rows import Rows

MAX_HEADER_BYTES = 100_000_000

_NAMES = {
    np.dtype(held): name
    for name, (held, _) in DTYPES.items()
    if held is not None and name != "BF16" and not name.startswith("F8")
}


class SafetensorsFile:
    """A safetensors file: its header checked, its tensors read or mapped when asked for.

    contents  its bytes, where they do not lie at `path`
    """

    def __init__(self, path: Path, contents: ByteFile | None = None) -> None:
        self.path = path
        self._contents = contents or LocalFile(path)
        self.tensors, self.metadata = _read_header(self._contents, name=path.name)

    def array(self, name: str) -> NDArray[Any]:
        """The tensor's stored bits, read-only (BF16 and FP8 as unsigned integers).

        Raises BadFile for a dtype whose numbers share bytes, and where the file has changed since it was opened.
        """
        return self._bits(name, self._contents.array)

    def at_hand(self, name: str) -> NDArray[np.uint8] | None:
        """The tensor's bytes, or None where they would have to come from afar."""
        tensor = self.tensors[name]
        return self._contents.at_hand(tensor.start, tensor.end)

    def matrix(self, name: str) -> NDArray[Any]:
        """The same bits for rows that `by_row` then wraps, see `ByteFile.matrix`."""
        return self._bits(name, self._contents.matrix)

    def by_row(self, name: str, rows: Rows) -> Rows:
        """Rows made of a tensor's `matrix`, ready to be read."""
        tensor = self.tensors[name]
        return self._contents.by_row(rows, tensor.start, tensor.end, name=name)

    def _bits(self, name: str, read: Callable[[int, int], NDArray[np.uint8]]) -> NDArray[Any]:
        tensor = self.tensors[name]
        held = DTYPES[tensor.dtype][0]
        if held is None:
            raise BadFile(
                f"{self.path.name}: tensor {quoted(name)} is packed {tensor.dtype}, which rowspace does not read."
            )
        return read(tensor.start, tensor.end).view(held).reshape(tensor.shape)


def header_bytes(path: Path) -> bytes:
    """The header as it lies in a file that begins as safetensors do, whole or broken; b"" for any other."""
    with path.open("rb") as file:
        length, first = int.from_bytes(file.read(8), "little"), file.read(1)
        if first != b"{" or not 2 <= length <= MAX_HEADER_BYTES:
            return b""
        return first + file.read(length - 1)


def looks_like_safetensors(path: Path) -> bool:
    """A header length, then "{": what every safetensors file begins with, whole or cut.

    Letters make no length below 4 GiB, and a file of words may well have a brace after eight of them.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(9)
    return head[4:] == b"\0\0\0\0{"


def _read_header(contents: ByteFile, *, name: str) -> tuple[dict[str, Tensor], dict[str, str]]:
    size = contents.size
    if size < 8:
        raise BadFile(f"{name}: a safetensors file has at least 8 bytes; this one has {size}.")
    length = int.from_bytes(contents.read(0, 8), "little")
    if 8 + length > size:
        raise BadFile(
            f"{name}: the header claims {length:,} bytes but the file has {size:,}. "
            "It is not a safetensors file, or the download is incomplete."
        )
    if length > MAX_HEADER_BYTES:
        raise BadFile(f"{name}: the header claims {length:,} bytes; at most {MAX_HEADER_BYTES:,} are read.")
    return parse_header(contents.read(8, 8 + length), name=name, data_bytes=size - 8 - length)


@dataclass(frozen=True)
class Streamed:
    """A tensor that is never in memory whole: its parts, one after the other, are its bits.

    dtype  as the file names it
    """

    dtype: str
    shape: tuple[int, ...]
    parts: Iterable[NDArray[Any]]

    @property
    def nbytes(self) -> int:
        return math.prod(self.shape) * DTYPES[self.dtype][1] // 8


def chunks(tensors: Mapping[str, NDArray[Any] | Streamed], metadata: Mapping[str, str]) -> Iterator[bytes]:
    """The container piece by piece, one tensor at a time; every tensor begins at a multiple of its item size.

    Raises BadArgument for a dtype the container has no name for.
    """
    header: dict[str, Any] = {"__metadata__": dict(metadata)} if metadata else {}
    streamed = [
        (name, tensor if isinstance(tensor, Streamed) else _whole(name, tensor)) for name, tensor in tensors.items()
    ]
    widest_first = sorted(streamed, key=lambda item: -DTYPES[item[1].dtype][1])
    at = 0
    for name, tensor in widest_first:
        end = at + tensor.nbytes
        header[name] = {"dtype": tensor.dtype, "shape": list(tensor.shape), "data_offsets": [at, end]}
        at = end
    raw = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    raw += b" " * (-len(raw) % 8)
    yield len(raw).to_bytes(8, "little") + raw
    for _, tensor in widest_first:
        for part in tensor.parts:
            yield part.astype(part.dtype.newbyteorder("<"), copy=False).tobytes()


def _whole(name: str, array: NDArray[Any]) -> Streamed:
    dtype = _NAMES.get(array.dtype.newbyteorder("<"))
    if dtype is None:
        raise BadArgument(f'"{name}" is an array of {array.dtype}; safetensors holds {", ".join(_NAMES.values())}.')
    return Streamed(dtype, array.shape, [array])


def pack(arrays: Mapping[str, NDArray[Any]], metadata: Mapping[str, str]) -> bytes:
    """The whole container as bytes, see `chunks`."""
    return b"".join(chunks(arrays, metadata))
