"""The numbers of an ONNX model's tensors, in the model's own file or, as for large ones, in another beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.byte_file import MAPPED_FROM
from rowspace.formats.numbers import rows_of
from rowspace.formats.onnx_graph import Graph, Tensor, read_graph
from rowspace.formats.regular import regular_file_size
from rowspace.formats.safetensors_header import DTYPES, quoted
from rowspace.formats.sharded import inside, is_bare
from rowspace.rows import Floats


@dataclass(frozen=True, slots=True)
class Place:
    """Bytes of a file."""

    path: Path
    start: int
    stop: int


class OnnxFile:
    """A model's graph, and the bytes of its tensors when asked for. Raises BadFile."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.graph: Graph = read_graph(path)

    def where(self, name: str) -> str:
        return f"{self.path.name}: tensor {quoted(name)}"

    def place(self, tensor: Tensor) -> Place:
        """Where a tensor's numbers lie, held against its shape and the size of the file."""
        place = self._outside(tensor) if tensor.outside else None
        if place is None:
            if tensor.start is None or tensor.stop is None:
                raise BadFile(f"{self.where(tensor.name)} brings no numbers that can be mapped.")
            place = Place(self.path, tensor.start, tensor.stop)
        if place.stop - place.start != tensor.nbytes:
            raise BadFile(
                f"{self.where(tensor.name)}, {tensor.dtype} of shape {tensor.shape}, takes {tensor.nbytes:,} bytes; "
                f"it has {place.stop - place.start:,}."
            )
        return place

    def bits(self, tensor: Tensor) -> NDArray[np.uint8]:
        """A tensor's bytes, mapped where they are many."""
        place = self.place(tensor)
        with place.path.open("rb") as file:
            if tensor.nbytes >= MAPPED_FROM:
                return np.memmap(file, np.uint8, mode="r", offset=place.start, shape=(tensor.nbytes,))
            file.seek(place.start)
            raw = file.read(tensor.nbytes)
        if len(raw) != tensor.nbytes:
            raise BadFile(f"{place.path.name} became shorter while it was read; open it again.")
        return np.frombuffer(raw, np.uint8)

    def numbers(self, tensor: Tensor) -> Floats:
        """A small tensor as float32, end to end: scales, zero points."""
        if tensor.varints and len(tensor.varints) == tensor.count:
            written = np.array(tensor.varints, np.int64)
            is_half = tensor.dtype == "F16"  # whose bits are written as whole numbers
            numbers: Floats = (written.astype(np.uint16).view(np.float16) if is_half else written).astype(np.float32)
            return numbers
        bits = self.bits(tensor)
        if tensor.bits == 4:
            return nibbles(bits, signed=tensor.dtype == "INT4")[: tensor.count]
        rows = rows_of(self.typed(tensor, bits).reshape(1, -1), tensor.dtype, where=self.where(tensor.name))
        read: Floats = rows.block(0, 1)[0]
        return read

    def typed(self, tensor: Tensor, bits: NDArray[np.uint8]) -> NDArray[Any]:
        """Bytes as what holds their dtype's bits. Raises BadFile for a dtype that is not read."""
        held = DTYPES.get(tensor.dtype, (None, 0))[0]
        if held is None:
            raise BadFile(f"{self.where(tensor.name)} is stored as {tensor.dtype}, which rowspace does not read.")
        return bits.view(held)

    def _outside(self, tensor: Tensor) -> Place:
        """The stretch of another file of the folder. Raises BadFile for one that lies elsewhere."""
        name = tensor.outside.get("location", "").removeprefix("./")
        if not is_bare(name):
            raise BadFile(
                f"{self.where(tensor.name)} lies in the file {quoted(name)}; a model's numbers are in its own folder."
            )
        path = inside(self.path.parent, name)
        if not path.exists():
            raise BadFile(f"{name}, which holds tensor {quoted(tensor.name)}, is missing. Download it too.")
        size = regular_file_size(path)
        start, length = self._count(tensor, "offset", 0), self._count(tensor, "length", tensor.nbytes)
        if start + length > size:
            raise BadFile(
                f"{self.where(tensor.name)} ends at byte {start + length:,} of {name}, which has {size:,}. "
                "The download may be incomplete."
            )
        return Place(path, start, start + length)

    def _count(self, tensor: Tensor, key: str, missing: int) -> int:
        written = tensor.outside.get(key, str(missing))
        if not (written.isascii() and written.isdigit() and len(written) < 20):
            raise BadFile(f"{self.where(tensor.name)}: its {key} {quoted(written)} is no number of bytes.")
        return int(written)


def nibbles(bits: NDArray[np.uint8], *, signed: bool = False) -> Floats:
    """The two numbers of each byte, the lower half first.   (…, k) -> (…, 2 k)"""
    numbers = np.empty((*bits.shape[:-1], 2 * bits.shape[-1]), np.float32)
    numbers[..., 0::2], numbers[..., 1::2] = bits & 0x0F, bits >> 4
    if signed:
        numbers -= 16 * (numbers > 7)
    return numbers
