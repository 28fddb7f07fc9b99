"""Rows of ggml's blocks: decoded when asked for, and only those."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.formats.gguf_types import NumberType
from rowspace.rows import Floats, Rows

GATHERED = 1 << 20  # bytes that are brought together at once, so that they are still in the cache when decoded


class BlockRows(Rows):
    """Quantized rows of whole blocks.

    stored  (n, bytes of a row) uint8, in memory or mapped
    """

    def __init__(self, stored: NDArray[np.uint8], kind: NumberType) -> None:
        dim = stored.shape[1] // kind.bytes * kind.numbers
        super().__init__((len(stored), dim), dtype=kind.name, nbytes=stored.nbytes)
        self._stored = stored
        self._kind = kind

    def take(self, ids: NDArray[np.intp]) -> Floats:
        values = np.empty((len(ids), self.dim), np.float32)
        at_once = max(1, GATHERED // self._stored.shape[1])
        for start in range(0, len(ids), at_once):
            self._decode(self._stored[ids[start : start + at_once]], values[start : start + at_once])
        return values

    def block(self, start: int, stop: int) -> Floats:
        values = np.empty((stop - start, self.dim), np.float32)
        self._decode(self._stored[start:stop], values)
        return values

    def _decode(self, stored: NDArray[np.uint8], values: Floats) -> None:
        from rowspace.formats.gguf_blocks import decode

        kind = self._kind
        decode(stored.reshape(-1, kind.bytes), values.reshape(-1, kind.numbers), name=kind.name)
