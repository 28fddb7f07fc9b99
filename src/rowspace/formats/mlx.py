"""MLX's packed tables: a row is one little-endian run of bits, `bits` a code; code × scale + bias gives the number.

`x.weight` (n, words) uint32 goes with `x.scales` and `x.biases` (n, groups). How wide a row is follows from the size
of a group, which only the config knows, so what it says is held against the tensors before it is believed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.embedding_names import Entry
from rowspace.formats.model_config import ModelConfig
from rowspace.rows import Floats, Rows

BITS = (2, 3, 4, 5, 6, 8)
GROUPS = (64, 32, 128)  # MLX's sizes, its default first


def parts(name: str) -> tuple[str, str, str]:
    """Names of the words, scales and biases of a packed tensor."""
    stem = name.removesuffix(".weight")
    return name, f"{stem}.scales", f"{stem}.biases"


def is_packed(name: str, entries: Mapping[str, Entry]) -> bool:
    _, scales, _ = parts(name)
    entry = entries[name]
    return name.endswith(".weight") and entry.dtype == "U32" and len(entry.shape) == 2 and scales in entries


def unpacked(name: str, entries: Mapping[str, Entry], config: ModelConfig, where: str) -> tuple[int, int]:
    """Dims and bits of a packed tensor's numbers. Raises BadFile where words, scales and biases do not fit."""
    words, scales, biases = (entries.get(part) for part in parts(name))
    if words is None or scales is None or biases is None:
        raise BadFile(f"{where} is packed without biases, in a mode of MLX that rowspace does not read.")
    count, width = words.shape
    if len(scales.shape) != 2 or scales.shape != biases.shape or scales.shape[0] != count or not scales.shape[1]:
        raise BadFile(f"{where}: scales {scales.shape} and biases {biases.shape} do not fit {count:,} packed rows.")
    groups = scales.shape[1]
    own = config.group_of.get(name.removesuffix(".weight")) or config.group
    told = [groups * own] if own else []
    for dim in (*told, *([config.dim] if config.dim else []), *(groups * size for size in GROUPS)):
        if 32 * width % dim == 0 and 32 * width // dim in BITS and dim % groups == 0 and dim % 8 == 0:
            return dim, 32 * width // dim
    raise BadFile(f"{where}: {width:,} words and {groups:,} groups a row fit no packing of MLX.")


class PackedRows(Rows):
    """Rows unpacked as they are read.

    packed  (n, words) uint32
    scales  (n, groups) and biases (n, groups), as rows
    """

    def __init__(self, packed: NDArray[np.uint32], scales: Rows, biases: Rows, *, dim: int, bits: int) -> None:
        nbytes = packed.nbytes + scales.nbytes + biases.nbytes
        super().__init__((len(packed), dim), dtype=f"mlx {bits}-bit", nbytes=nbytes)
        self._packed = packed
        self._scales = scales
        self._biases = biases
        self._bits = bits

    def take(self, ids: NDArray[np.intp]) -> Floats:
        return self._read(self._packed[ids], self._scales.take(ids), self._biases.take(ids))

    def block(self, start: int, stop: int) -> Floats:
        return self._read(self._packed[start:stop], self._scales.block(start, stop), self._biases.block(start, stop))

    def _read(self, packed: NDArray[np.uint32], scales: Floats, biases: Floats) -> Floats:
        grouped = codes(packed, self._bits).reshape(*scales.shape, -1).astype(np.float32)
        grouped *= scales[:, :, None]
        grouped += biases[:, :, None]
        return grouped.reshape(len(packed), self.dim)


def codes(packed: NDArray[np.uint32], bits: int) -> NDArray[np.uint8]:
    """(n, words) -> (n, 32 × words / bits). Eight codes fill `bits` bytes, whatever words they cross."""
    eights = np.ascontiguousarray(packed).view(np.uint8).reshape(-1, bits)
    joined = np.zeros(len(eights), np.uint64)
    for at in range(bits):
        joined |= eights[:, at].astype(np.uint64) << np.uint64(8 * at)
    found = np.empty((len(eights), 8), np.uint8)
    for at in range(8):
        found[:, at] = (joined >> np.uint64(bits * at)) & np.uint64((1 << bits) - 1)
    return found.reshape(len(packed), -1)
