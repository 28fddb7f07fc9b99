"""GGUF, llama.cpp's model file: one header with settings, tokens and tensors, then numbers mostly in quantized blocks.

Opening reads the header; rows are read or mapped when asked for and decoded by row, never the whole table.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.byte_file import ByteFile, LocalFile
from rowspace.formats.embedding_names import Entry
from rowspace.formats.gguf_header import MAGIC, Tensor, read_header
from rowspace.formats.gguf_metadata import Metadata
from rowspace.formats.gguf_rows import BlockRows
from rowspace.formats.gguf_types import BLOCKS, PLAIN, TYPES
from rowspace.formats.numbers import rows_of
from rowspace.formats.safetensors_header import quoted
from rowspace.rows import Rows


class GgufFile:
    """An open file, or one part of a model split in several. A `TensorFile`.

    contents  its bytes, where they do not lie at `path`
    metadata  its settings by key, such as "llama.context_length", and its arrays
    """

    format = "GGUF"

    def __init__(self, path: Path, contents: ByteFile | None = None) -> None:
        self.path = path
        self._contents = contents or LocalFile(path)
        header = read_header(self._contents.front, size=self._contents.size, where=path.name)
        self.version = header.version
        self.metadata: Metadata = header.metadata
        self._tensors = header.tensors

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        return {t.name: Entry(_type_name(t), t.shape, t.end - t.start) for t in self._tensors.values()}

    def rows(self, name: str) -> Rows:
        """Raises BadFile for a tensor that is no matrix or of a type that is not read."""
        tensor = self._tensors[name]
        return self._contents.by_row(self._rows(tensor, name), tensor.start, tensor.end, name=name)

    def _rows(self, tensor: Tensor, name: str) -> Rows:
        where = f"{self.path.name}: tensor {quoted(name)}"
        if len(tensor.shape) != 2:
            raise BadFile(f"{where} has shape {tensor.shape}; rows are read from a matrix.")
        kind = _type_name(tensor)
        if kind in PLAIN:
            return rows_of(self._matrix(tensor).view(PLAIN[kind]).reshape(tensor.shape), kind, where=where)
        if kind in BLOCKS:
            stored = TYPES[tensor.kind]
            row_bytes = tensor.shape[1] // stored.numbers * stored.bytes
            return BlockRows(self._matrix(tensor).reshape(tensor.shape[0], row_bytes), stored)
        raise BadFile(
            f"{where} is stored as {kind}, which rowspace does not decode; it reads {', '.join([*PLAIN, *BLOCKS])}. "
            "llama-quantize --token-embedding-type q8_0 writes a table that it does."
        )

    def stored(self, name: str) -> NDArray[np.uint8] | None:
        tensor = self._tensors[name]
        read = self._contents.array if len(tensor.shape) < 2 else self._contents.at_hand
        return read(tensor.start, tensor.end)

    def _matrix(self, tensor: Tensor) -> NDArray[np.uint8]:
        return self._contents.matrix(tensor.start, tensor.end)


def looks_like_gguf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _type_name(tensor: Tensor) -> str:
    return TYPES[tensor.kind].name if tensor.kind in TYPES else f"type {tensor.kind}"
