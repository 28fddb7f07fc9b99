"""GGUF, llama.cpp's model file: one header with settings, tokens and tensors, then numbers mostly in quantized blocks.

Opening reads the header; rows are read or mapped when asked for and decoded by row, never the whole table.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.embedding_names import Entry
from rowspace.formats.gguf_header import MAGIC, Tensor, read_header
from rowspace.formats.gguf_metadata import Metadata
from rowspace.formats.gguf_rows import BlockRows
from rowspace.formats.gguf_types import BLOCKS, PLAIN, TYPES
from rowspace.formats.numbers import rows_of
from rowspace.formats.regular import regular_file_size
from rowspace.formats.safetensors import MAPPED_FROM
from rowspace.formats.safetensors_header import quoted
from rowspace.rows import Rows


class GgufFile:
    """An open file, or one part of a model split in several. A `TensorFile`.

    metadata  its settings by key, such as "llama.context_length", and its arrays
    """

    format = "GGUF"

    def __init__(self, path: Path) -> None:
        self.path = path
        size = regular_file_size(path)
        with _reading(path) as file:
            self._identity = _identity(file)
            header = read_header(partial(_first, file), size=size, where=path.name)
        self.version = header.version
        self.metadata: Metadata = header.metadata
        self._tensors = header.tensors

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        return {t.name: Entry(_type_name(t), t.shape, t.end - t.start) for t in self._tensors.values()}

    def rows(self, name: str) -> Rows:
        """Raises BadFile for a tensor that is no matrix or of a type that is not read."""
        tensor = self._tensors[name]
        where = f"{self.path.name}: tensor {quoted(name)}"
        if len(tensor.shape) != 2:
            raise BadFile(f"{where} has shape {tensor.shape}; rows are read from a matrix.")
        kind = _type_name(tensor)
        if kind in PLAIN:
            return rows_of(self._bytes(tensor).view(PLAIN[kind]).reshape(tensor.shape), kind, where=where)
        if kind in BLOCKS:
            stored = TYPES[tensor.kind]
            row_bytes = tensor.shape[1] // stored.numbers * stored.bytes
            return BlockRows(self._bytes(tensor).reshape(tensor.shape[0], row_bytes), stored)
        raise BadFile(
            f"{where} is stored as {kind}, which rowspace does not decode; it reads {', '.join([*PLAIN, *BLOCKS])}. "
            "llama-quantize --token-embedding-type q8_0 writes a table that it does."
        )

    def stored(self, name: str) -> NDArray[np.uint8] | None:
        return self._bytes(self._tensors[name])

    def _bytes(self, tensor: Tensor) -> NDArray[np.uint8]:
        """Read where they are few, else mapped. Raises BadFile where the file has changed since it was opened."""
        length = tensor.end - tensor.start
        with _reading(self.path) as file:
            if _identity(file) != self._identity:
                raise BadFile(f"{self.path.name}: the file changed while it was open; open it again.")
            if length >= MAPPED_FROM:
                return np.memmap(file, np.uint8, mode="r", offset=tensor.start, shape=(length,))
            file.seek(tensor.start)
            raw = file.read(length)
        if len(raw) != length:
            raise BadFile(f"{self.path.name}: the file became shorter while it was read; open it again.")
        return np.frombuffer(raw, np.uint8)


def looks_like_gguf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _first(file: BinaryIO, count: int) -> bytes:
    file.seek(0)
    return file.read(count)


def _type_name(tensor: Tensor) -> str:
    return TYPES[tensor.kind].name if tensor.kind in TYPES else f"type {tensor.kind}"


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
