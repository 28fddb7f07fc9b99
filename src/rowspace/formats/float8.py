"""Numbers of eight bits, read by a table of 256 entries a format; scales beside them multiply the blocks they cover.

E4M3 and E5M2 are those of Micikevicius et al. 2022, table 1; FNUZ has neither infinities nor a negative zero, whose
code is NaN instead, and a bias one higher (Noune et al. 2022).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.rows import Floats, Rows


def _values(mantissa: int, bias: int) -> Floats:
    """Value of each code as if no exponent were reserved.   -> (256,)"""
    codes = np.arange(256)
    sign = np.where(codes >= 128, -1.0, 1.0)
    exponent = (codes & 127) >> mantissa
    fraction = (codes & ((1 << mantissa) - 1)) / (1 << mantissa)
    size = np.where(exponent > 0, (1 + fraction) * 2.0 ** (exponent - bias), fraction * 2.0 ** (1 - bias))
    return (sign * size).astype(np.float32)


def _e4m3() -> Floats:
    values = _values(3, 7)
    values[[0x7F, 0xFF]] = np.nan
    return values


def _e5m2() -> Floats:
    values = _values(2, 15)
    values[[0x7C, 0xFC]] = np.inf, -np.inf
    values[[0x7D, 0x7E, 0x7F, 0xFD, 0xFE, 0xFF]] = np.nan
    return values


def _fnuz(mantissa: int, bias: int) -> Floats:
    values = _values(mantissa, bias)
    values[0x80] = np.nan
    return values


FLOAT8: dict[str, Floats] = {
    "F8_E4M3": _e4m3(),
    "F8_E5M2": _e5m2(),
    "F8_E4M3FNUZ": _fnuz(3, 8),
    "F8_E5M2FNUZ": _fnuz(2, 16),
}


_NAMES = {name: "float8_" + name[3:].lower() for name in FLOAT8}
BLOCK = (128, 128)


class Float8Rows(Rows):
    """Rows of eight-bit floats.

    codes   (n, d) uint8
    scales  (a, b) or None: entry (i, j) multiplies the block of `tall` × `wide` numbers at its place
    """

    def __init__(
        self, codes: NDArray[np.uint8], dtype: str, scales: Floats | None = None, block: tuple[int, int] = (1, 1)
    ) -> None:
        nbytes = codes.nbytes + (0 if scales is None else scales.nbytes)
        super().__init__((codes.shape[0], codes.shape[1]), dtype=_NAMES[dtype], nbytes=nbytes)
        self._codes = codes
        self._values = FLOAT8[dtype]
        self._scales = scales
        self._tall, self._wide = block

    def take(self, ids: NDArray[np.intp]) -> Floats:
        return self._read(self._codes[ids], ids)

    def block(self, start: int, stop: int) -> Floats:
        return self._read(self._codes[start:stop], np.arange(start, stop))

    def _read(self, codes: NDArray[np.uint8], ids: NDArray[np.intp]) -> Floats:
        values: Floats = self._values[codes]
        if self._scales is not None:
            values *= np.repeat(self._scales[ids // self._tall], self._wide, axis=1)[:, : self.dim]
        return values


def scaled(
    codes: NDArray[np.uint8], dtype: str, scales: Floats, *, block: tuple[int, int] | None, where: str
) -> Float8Rows:
    """Rows with the scales stored beside them: one number, one a row, or one a block.

    block  rows × dims of a block, as the config says; 128 × 128 (DeepSeek-V3) where it is silent

    Raises BadFile for scales that do not cover the codes.
    """
    count, dim = codes.shape
    table = scales.reshape(1, 1) if scales.size == 1 else scales.reshape(len(scales), -1)
    tall, wide = (count, dim) if scales.size == 1 else (1, dim) if table.shape == (count, 1) else block or BLOCK
    if table.shape != (-(-count // tall), -(-dim // wide)):
        shapes = f"scales of shape {scales.shape} do not cover {count:,} × {dim:,} numbers"
        raise BadFile(f"{where}: {shapes} in blocks of {tall:,} × {wide:,}.")
    return Float8Rows(codes, dtype, table, (tall, wide))
