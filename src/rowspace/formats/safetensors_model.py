"""A model in one safetensors file: its matrices by row."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.embedding_names import Entry
from rowspace.formats.numbers import bytes_of, rows_of
from rowspace.formats.safetensors import SafetensorsFile, looks_like_safetensors
from rowspace.formats.safetensors_header import quoted
from rowspace.formats.tensors import table_of
from rowspace.rows import Rows
from rowspace.table import Table


class Safetensors:
    """Reader of a lone file; an entry of the list of formats."""

    name = "safetensors"

    def recognizes(self, path: Path) -> bool:
        return looks_like_safetensors(path)

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        return table_of(SafetensorsModel(path), name=path.stem, tensor=tensor)


class SafetensorsModel:
    """A `TensorFile`."""

    format = "safetensors"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = SafetensorsFile(path)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        return {t.name: Entry(t.dtype, t.shape, t.end - t.start) for t in self._file.tensors.values()}

    def rows(self, name: str) -> Rows:
        tensor = self._file.tensors[name]
        where = f"{self.path.name}: tensor {quoted(name)}"
        if len(tensor.shape) != 2:
            raise BadFile(f"{where} has shape {tensor.shape}; rows are read from a matrix.")
        return rows_of(self._file.array(name), tensor.dtype, where=where)

    def stored(self, name: str) -> NDArray[np.uint8] | None:
        return bytes_of(self._file.array(name))
