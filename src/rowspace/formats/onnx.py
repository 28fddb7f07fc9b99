"""ONNX models, read without the onnx library: a small reader finds the table, and only its numbers are touched.

The library parses the whole model, gigabytes of it, and its own reader of files beside the model has been led out of
the folder more than once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.byte_file import MAPPED_FROM
from rowspace.formats.companions import Companions
from rowspace.formats.embedding_names import Entry
from rowspace.formats.numbers import rows_of
from rowspace.formats.onnx_file import OnnxFile
from rowspace.formats.onnx_graph import looks_like_onnx
from rowspace.formats.onnx_lookup import find_lookup
from rowspace.formats.onnx_rows import is_packed, quantized
from rowspace.gathering import Pages
from rowspace.rows import Rows
from rowspace.table import Table

WHOLE = ("model.onnx", "onnx/model.onnx")
MAX_FILES = 1_000


class Onnx:
    """Reader of a model, or of a folder that has one; an entry of the list of formats."""

    name = "ONNX model"

    def recognizes(self, path: Path) -> bool:
        return _in_folder(path) is not None if path.is_dir() else path.is_file() and looks_like_onnx(path)

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        model = OnnxModel((_in_folder(path) or path) if path.is_dir() else path)
        folder = model.path.parent
        companions = Companions(folder.parent if folder.name == "onnx" else folder, lone=True)
        return companions.table_of(model, tensor=tensor or model.table)


class OnnxModel:
    """A `TensorFile` of the tensors that a model brings; the table's codes are numbers as the model makes them."""

    format = "ONNX"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = OnnxFile(path)
        self._lookup = find_lookup(self._file.graph)

    @property
    def table(self) -> str | None:
        """Name of the tensor that tokens are looked up in."""
        return self._lookup.table if self._lookup else None

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        tensors, lookup = self._file.graph.tensors, self._lookup
        found = {name: Entry(tensor.dtype, tensor.shape, tensor.nbytes) for name, tensor in tensors.items()}
        if lookup and is_packed(tensors[lookup.table], lookup):
            packed = found[lookup.table]
            found[lookup.table] = Entry("UINT4", (packed.shape[0], 2 * packed.shape[1]), packed.bytes)
        return found

    def rows(self, name: str) -> Rows:
        tensor, lookup = self._file.graph.tensors[name], self._lookup
        if lookup and lookup.table == name and lookup.scales:
            return quantized(self._file, tensor, lookup)
        if len(tensor.shape) != 2:
            raise BadFile(f"{self._file.where(name)} has shape {tensor.shape}; rows are read from a matrix.")
        bits = self._file.typed(tensor, self._file.bits(tensor)).reshape(tensor.shape)
        rows = rows_of(bits, tensor.dtype, where=self._file.where(name))
        if tensor.nbytes >= MAPPED_FROM:
            place = self._file.place(tensor)
            rows.pages = Pages(place.path, place.start, tensor.nbytes // tensor.shape[0])
        return rows

    def stored(self, name: str) -> NDArray[np.uint8] | None:
        return self._file.bits(self._file.graph.tensors[name])


def _in_folder(folder: Path) -> Path | None:
    """The model of a folder, by its usual name or as its only one."""
    for name in WHOLE:
        if (folder / name).is_file():
            return folder / name
    entries = [entry for _, entry in zip(range(MAX_FILES), folder.iterdir(), strict=False)]
    models = [entry for entry in entries if entry.suffix == ".onnx" and entry.is_file() and looks_like_onnx(entry)]
    return models[0] if len(models) == 1 else None
