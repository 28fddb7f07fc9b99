"""Bytes of a table by scheme, numbers and scales apart.

fp32   4 bytes a number
fp16   2 bytes (bfloat16 too)
int8   1 byte, and one float16 scale a row
int4   ½ byte, and a float16 scale and a float16 minimum a group of dims
"""

from __future__ import annotations

from rowspace.errors import BadArgument

SCHEMES = ("fp32", "fp16", "int8", "int4")
GROUP = 64
GB = 10**9
GIB = 2**30

MAX_ROWS = 2**28
MAX_DIM = 2**20


def number_bytes(rows: int, dim: int) -> dict[str, int]:
    """Bytes of the numbers alone, by scheme; an odd dim leaves half a byte unused in each row of INT4."""
    return {"fp32": 4 * rows * dim, "fp16": 2 * rows * dim, "int8": rows * dim, "int4": rows * ((dim + 1) // 2)}


def scale_bytes(rows: int, dim: int, *, group: int = GROUP) -> dict[str, int]:
    """Bytes of what turns codes back into numbers: float16 scales, and minimums where a scheme has them."""
    return {"int8": 2 * rows, "int4": 4 * rows * -(-dim // group)}


def checked_shape(rows: int, dim: int, *, group: int = GROUP) -> None:
    """Raises BadArgument for a table no model has: more than 2^28 rows, 2^20 dims, or a group outside 1 … 2^20."""
    for name, value, most in (("rows", rows, MAX_ROWS), ("dim", dim, MAX_DIM), ("group", group, MAX_DIM)):
        if not 1 <= value <= most:
            raise BadArgument(f"{name} must be a whole number from 1 to {most:,}; got {value:,}.")
