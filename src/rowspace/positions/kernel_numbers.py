"""How the kernels read stored numbers as float32 and store float32: one at a time, or in blocks of many.

Functions here write LLVM instructions. `stored` is the type by which a kernel knows a format: float32 as it is, uint16
the bits of a float16, int16 those of a bfloat16, the upper half of a float32.
"""

from __future__ import annotations

from typing import Any

import numba as nb
from llvmlite import ir  # type: ignore[import-untyped]

from rowspace.kernels.halves import constant, many, narrowed_half, widened_half

_I16, _I32, _FLOAT = ir.IntType(16), ir.IntType(32), ir.FloatType()


def held(stored: Any) -> Any:
    """LLVM's type of one number in an array."""
    return _FLOAT if stored == nb.float32 else _I16


def widened(builder: Any, bits: Any, stored: Any, count: int = 1) -> Any:
    """The float32 that stored bits stand for."""
    if stored == nb.float32:
        return bits
    if stored == nb.uint16:
        return widened_half(builder, bits, count)
    upper = builder.shl(builder.zext(bits, many(_I32, count)), _whole(16, count))
    return builder.bitcast(upper, many(_FLOAT, count))


def narrowed(builder: Any, numbers: Any, stored: Any, count: int = 1) -> Any:
    """Bits of the nearest stored numbers, ties to even."""
    if stored == nb.float32:
        return numbers
    if stored == nb.uint16:
        return narrowed_half(builder, numbers, count)
    return _upper_half(builder, numbers, count)


def _upper_half(builder: Any, numbers: Any, count: int) -> Any:
    """Bits of the nearest bfloat16, ties to even; a NaN stays one, where the rounding could make it infinite."""
    bits = builder.bitcast(numbers, many(_I32, count))
    upper = builder.lshr(bits, _whole(16, count))
    even = builder.and_(upper, _whole(1, count))
    rounded = builder.lshr(builder.add(bits, builder.add(even, _whole(0x7FFF, count))), _whole(16, count))
    quiet = builder.or_(upper, _whole(0x40, count))
    is_nan = builder.fcmp_unordered("uno", numbers, numbers)
    return builder.trunc(builder.select(is_nan, quiet, rounded), many(_I16, count))


def _whole(value: int, count: int) -> Any:
    return constant(_I32, value, count)
