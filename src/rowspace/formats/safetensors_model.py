"""A model in one safetensors file: its matrices by row, packed tables unpacked and FP8 scales applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats import float8, mlx
from rowspace.formats.companions import Companions
from rowspace.formats.embedding_names import Entry
from rowspace.formats.model_config import ModelConfig
from rowspace.formats.numbers import bytes_of, rows_of
from rowspace.formats.safetensors import SafetensorsFile, looks_like_safetensors
from rowspace.formats.safetensors_header import Tensor, quoted
from rowspace.rows import Floats, Rows
from rowspace.table import Table

SCALES = ("_scale_inv", "_scale")  # DeepSeek's and compressed-tensors' names for what multiplies FP8 weights


class Safetensors:
    """Reader of a lone file; an entry of the list of formats. Tokens and flags come from the files beside it."""

    name = "safetensors"

    def recognizes(self, path: Path) -> bool:
        return looks_like_safetensors(path)

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        companions = Companions(path.parent, lone=True)
        return companions.table_of(SafetensorsModel(path, companions.config), tensor=tensor)


class SafetensorsModel:
    """A `TensorFile`. The config says how wide the groups of packed numbers are, which the file does not."""

    format = "safetensors"

    def __init__(self, path: Path, config: ModelConfig | None = None) -> None:
        self.path = path
        self._file = SafetensorsFile(path)
        self._config = config or ModelConfig()

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """As stored, but for packed tables, which count with the shape that they unpack to."""
        return _Entries(self._file.tensors, self._unpacked)

    @cached_property
    def _stored(self) -> Mapping[str, Entry]:
        return _Entries(self._file.tensors)

    def rows(self, name: str) -> Rows:
        rows = self._read(name)
        rows.pages = self._file.pages(name)
        return rows

    def _read(self, name: str) -> Rows:
        tensor, where = self._file.tensors[name], self._where(name)
        if len(tensor.shape) != 2:
            raise BadFile(f"{where} has shape {tensor.shape}; rows are read from a matrix.")
        bits = self._file.array(name)
        if mlx.is_packed(name, self._stored):
            dim, width = mlx.unpacked(name, self._stored, self._config, where)
            _, scales, biases = mlx.parts(name)
            return mlx.PackedRows(bits, self._read(scales), self._read(biases), dim=dim, bits=width)
        scales = next((name + suffix for suffix in SCALES if name + suffix in self._file.tensors), "")
        if tensor.dtype in float8.FLOAT8 and scales:
            return float8.scaled(bits, tensor.dtype, self._scales(scales), block=self._config.block, where=where)
        return rows_of(bits, tensor.dtype, where=where)

    def stored(self, name: str) -> NDArray[np.uint8] | None:
        return bytes_of(self._file.array(name))

    def _scales(self, name: str) -> Floats:
        """A small tensor of any rank as float32."""
        tensor, bits = self._file.tensors[name], self._file.array(name)
        if not bits.size:
            raise BadFile(f"{self._where(name)} is empty.")
        rows = rows_of(bits.reshape(-1, bits.shape[-1] if bits.ndim else 1), tensor.dtype, where=self._where(name))
        return rows.block(0, len(rows)).reshape(tensor.shape)

    def _unpacked(self, name: str) -> Entry:
        """The entry of a tensor; as stored where it is not packed or its parts do not fit, which `rows` explains."""
        stored = self._stored
        if not mlx.is_packed(name, stored):
            return stored[name]
        try:
            dim, bits = mlx.unpacked(name, stored, self._config, self._where(name))
        except BadFile:
            return stored[name]
        return Entry(
            f"MLX {bits}-bit", (stored[name].shape[0], dim), sum(stored[part].bytes for part in mlx.parts(name))
        )

    def _where(self, name: str) -> str:
        return f"{self.path.name}: tensor {quoted(name)}"


class _Entries(Mapping[str, Entry]):
    """Entries made when they are asked for: of hundreds of thousands of tensors a handful is."""

    def __init__(self, tensors: Mapping[str, Tensor], read: Callable[[str], Entry] | None = None) -> None:
        self._tensors = tensors
        self._read = read

    def __getitem__(self, name: str) -> Entry:
        tensor = self._tensors[name]
        return self._read(name) if self._read else Entry(tensor.dtype, tensor.shape, tensor.end - tensor.start)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tensors)

    def __len__(self) -> int:
        return len(self._tensors)
