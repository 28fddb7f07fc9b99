"""Rows of an ONNX table that are kept as codes: value = (code − zero point) × scale."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.onnx_file import OnnxFile, nibbles
from rowspace.formats.onnx_graph import Tensor
from rowspace.formats.onnx_lookup import Lookup
from rowspace.rows import Floats, Rows


class QuantizedRows(Rows):
    """Codes by row, made numbers when asked for.

    codes   (n, d) int8 or uint8; where dtype is "int4" or "uint4", (n, d / 2) uint8, the even dim in the low half
    scales  of 1 or n rows, and of 1 or d columns or one a block of `block` dims
    zeros   shaped as the scales, or (1, 1)
    """

    def __init__(self, codes: NDArray[Any], scales: Floats, zeros: Floats, *, dim: int, block: int, dtype: str) -> None:
        super().__init__((len(codes), dim), dtype=dtype, nbytes=codes.nbytes + scales.nbytes)
        self._codes = codes
        self._scales = scales
        self._zeros = zeros
        self._block_of = np.arange(dim) // block

    def take(self, ids: NDArray[np.intp]) -> Floats:
        return self._numbers(self._codes[ids], ids)

    def block(self, start: int, stop: int) -> Floats:
        return self._numbers(self._codes[start:stop], slice(start, stop))

    def _numbers(self, codes: NDArray[Any], which: Any) -> Floats:
        by_half = self.dtype in ("int4", "uint4")
        numbers = nibbles(codes, signed=self.dtype == "int4") if by_half else codes.astype(np.float32)
        numbers -= self._spread(self._zeros, which)
        numbers *= self._spread(self._scales, which)
        return numbers

    def _spread(self, held: Floats, which: Any) -> Floats:
        """Scales or zero points of the chosen rows, one a dim or one for all dims."""
        chosen = held[which] if len(held) > 1 else held
        return chosen if chosen.shape[1] == 1 else chosen[:, self._block_of]


def is_packed(table: Tensor, lookup: Lookup) -> bool:
    """Whether bytes hold two codes each, as GatherBlockQuantized keeps them."""
    return table.dtype == "U8" and lookup.bits == 4


def quantized(file: OnnxFile, table: Tensor, lookup: Lookup) -> QuantizedRows:
    """Rows of codes with the scales that the graph applies to them. Raises BadFile where they do not fit."""
    if table.dtype not in ("I8", "U8", "INT4", "UINT4"):
        raise BadFile(f"{file.where(table.name)} is quantized as {table.dtype}; codes of 4 and 8 bits are read.")
    packed = is_packed(table, lookup)
    count, dim = table.shape[0], table.shape[1] * (2 if packed else 1)
    if table.bits == 4 and dim % 2:
        raise BadFile(f"{file.where(table.name)} has rows of {dim:,} codes of 4 bits, which do not end at a byte.")
    codes = file.bits(table).view(np.int8 if table.dtype == "I8" else np.uint8).reshape(count, -1)
    scales = _spread(file, lookup.scales, lookup, (count, dim), packed=False)
    if lookup.zeros:
        zeros = _spread(file, lookup.zeros, lookup, (count, dim), packed=packed)
    else:
        zeros = np.full(
            (1, 1), 1 << (lookup.bits - 1) if lookup.bits in (4, 8) and table.dtype == "U8" else 0, np.float32
        )
    if zeros.size > 1 and zeros.shape != scales.shape:
        raise BadFile(f"{file.where(table.name)}: zero points {zeros.shape} do not fit scales {scales.shape}.")
    dtype = {"U8": "uint4" if packed else "uint8", "I8": "int8", "INT4": "int4", "UINT4": "uint4"}[table.dtype]
    return QuantizedRows(codes, scales, zeros, dim=dim, block=lookup.block or 1, dtype=dtype)


def _spread(file: OnnxFile, name: str | None, lookup: Lookup, shape: tuple[int, int], *, packed: bool) -> Floats:
    """Scales or zero points as a matrix: one, one a row, one a column, or one a block of each row."""
    (count, dim), tensor = shape, file.graph.tensors.get(name or "")
    if tensor is None:
        raise BadFile(f"{file.where(name or '')}, by which codes become numbers, is not in the model.")
    numbers = file.numbers(tensor)
    if numbers.size == 1:
        return numbers.reshape(1, 1)
    if lookup.block > 0 and lookup.axis in (1, -1) and tensor.shape[:1] == (count,):
        blocks = -(-dim // lookup.block)
        if packed:
            numbers = nibbles(numbers.reshape(count, -1).astype(np.uint8))[:, :blocks]
        if numbers.size == count * blocks:
            return numbers.reshape(count, blocks)
    if lookup.block == 0 and tensor.shape == (shape[lookup.axis % 2],):
        return numbers.reshape((count, 1) if lookup.axis % 2 == 0 else (1, dim))
    raise BadFile(f"{file.where(tensor.name)} of shape {tensor.shape} does not fit {count:,} × {dim:,} codes.")
