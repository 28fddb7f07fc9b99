"""Stored bits as rows: one place that knows how each dtype of a model file is read."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.float8 import FLOAT8, Float8Rows
from rowspace.rows import ArrayRows, BFloat16Rows, Rows

PLAIN = {"F64", "F32", "F16", "I8", "U8"}  # wider integers are ids or packed codes, no numbers of a table


def rows_of(bits: NDArray[Any], dtype: str, *, where: str) -> Rows:
    """Rows of a matrix whose bits are held as `safetensors_header.DTYPES` says.

    bits   (n, d)
    dtype  as safetensors writes it

    Raises BadFile for a dtype that is no number of a table.
    """
    if dtype == "BF16":
        return BFloat16Rows(bits)
    if dtype in FLOAT8:
        return Float8Rows(bits, dtype)
    if dtype in PLAIN:
        return ArrayRows(bits)
    raise BadFile(f"{where} is stored as {dtype}; rows are read from {', '.join(sorted(PLAIN | {'BF16', *FLOAT8}))}.")


def bytes_of(bits: NDArray[Any]) -> NDArray[np.uint8]:
    """The bytes of a contiguous array, without a copy."""
    return bits.reshape(-1).view(np.uint8)
