"""The header of a GGUF file: counts, metadata, and where each tensor lies, all held against the file's size."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from rowspace.errors import BadFile
from rowspace.formats.gguf_cursor import U32, U64, Cursor
from rowspace.formats.gguf_metadata import Metadata, read_metadata
from rowspace.formats.gguf_types import TYPES
from rowspace.formats.safetensors_header import quoted

MAGIC = b"GGUF"
VERSIONS = (2, 3)
MAX_TENSORS = 1 << 16
MAX_NAME = 1024
MAX_ALIGNMENT = 1 << 20
LEAST_TENSOR = 8 + 4 + 4 + 8  # bytes of the shortest record


@dataclass(frozen=True, slots=True)
class Tensor:
    """shape is rows × dims, the file's order turned round; the bytes lie at start … end − 1 of the file.

    kind  ggml's number of how numbers are stored; for one that is not known, the end is where the next tensor begins
    """

    name: str
    kind: int
    shape: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    version: int
    metadata: Metadata
    tensors: dict[str, Tensor]


def read_header(fetch: Callable[[int], bytes], *, size: int, where: str) -> Header:
    """The header of a file of `size` bytes, of which `fetch` gives the first so many. Raises BadFile."""
    cursor = Cursor(fetch, size=size, where=where)
    version = _version(cursor)
    tensors = cursor.count("tensors", most=MAX_TENSORS, least=LEAST_TENSOR)
    metadata = read_metadata(cursor)
    alignment = _alignment(metadata, where)
    records = [_record(cursor) for _ in range(tensors)]
    start = -(-cursor.at // alignment) * alignment
    return Header(version, metadata, _placed(records, start, alignment, cursor))


def _version(cursor: Cursor) -> int:
    if cursor.head[:4] != MAGIC:
        raise BadFile(f"{cursor.where} does not begin with GGUF.")
    cursor.at = 4
    version: int = cursor.read(U32)
    if version in VERSIONS:
        return version
    if version & 0xFFFF == 0 and version:
        raise BadFile(f"{cursor.where} is GGUF for big-endian machines; rowspace reads the little-endian files.")
    if version == 1:
        raise BadFile(f"{cursor.where} is GGUF version 1, of 2023; convert the model again, to version 3.")
    raise BadFile(f"{cursor.where} is GGUF version {version:,}; rowspace reads versions 2 and 3.")


def _alignment(metadata: Metadata, where: str) -> int:
    alignment = metadata.get("general.alignment", 32)
    if type(alignment) is not int or not 0 < alignment <= MAX_ALIGNMENT or alignment & (alignment - 1):
        raise BadFile(f"{where}: alignment {str(alignment)[:40]} must be a power of two, at most {MAX_ALIGNMENT:,}.")
    return alignment


def _record(cursor: Cursor) -> tuple[str, tuple[int, ...], int, int]:
    """Name, shape, kind and offset of the next tensor."""
    name = cursor.name("a tensor's name", longest=MAX_NAME)
    rank = cursor.read(U32)
    if rank > 4:
        raise BadFile(f"{cursor.where}: tensor {quoted(name)} has {rank:,} dims; GGUF allows 4.")
    shape = tuple(cursor.read(U64) for _ in range(rank))[::-1]
    while len(shape) > 2 and shape[0] == 1:
        shape = shape[1:]
    return name, shape, cursor.read(U32), cursor.read(U64)


def _placed(
    records: list[tuple[str, tuple[int, ...], int, int]], start: int, alignment: int, cursor: Cursor
) -> dict[str, Tensor]:
    """Tensors in the file's order, each with bytes of its own."""
    tensors: dict[str, Tensor] = {}
    for name, shape, kind, offset in records:
        about = f"{cursor.where}: tensor {quoted(name)}"
        if name in tensors:
            raise BadFile(f"{about} is named twice.")
        if offset % alignment:
            raise BadFile(f"{about} begins at offset {offset:,}, no multiple of the alignment {alignment:,}.")
        end = start + offset + _length(shape, kind, about)
        if end > cursor.size:
            raise BadFile(
                f"{about} ends at byte {end:,} but the file has {cursor.size:,}. The download may be incomplete."
            )
        tensors[name] = Tensor(name, kind, shape, start + offset, end)
    in_order = sorted(tensors.values(), key=lambda tensor: (tensor.start, tensor.end))
    limits = [*(later.start for later in in_order[1:]), cursor.size]
    for tensor, limit in zip(in_order, limits, strict=False):
        if tensor.end > limit:
            raise BadFile(f"{cursor.where}: tensor {quoted(tensor.name)} overlaps the one at byte {limit:,}.")
        if tensor.kind not in TYPES:
            tensors[tensor.name] = replace(tensor, end=limit)
    return tensors


def _length(shape: tuple[int, ...], kind: int, about: str) -> int:
    """Bytes of a tensor, 0 for a kind that is not known."""
    stored = TYPES.get(kind)
    if stored is None:
        return 0
    if stored.numbers > 1 and (not shape or shape[-1] % stored.numbers):
        raise BadFile(
            f"{about} has rows of {shape[-1] if shape else 1:,} numbers; {stored.name} stores them by {stored.numbers}."
        )
    return math.prod(shape) // stored.numbers * stored.bytes
