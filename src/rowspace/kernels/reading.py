"""One stored number as float32, in a register.

The type of the array says what is stored (see `cells.HELD`). numpy's cast of halves is eight times slower than the
processor's own instruction, which this becomes where there is one.
"""

from __future__ import annotations

from typing import Any

import numba as nb
from llvmlite import ir  # type: ignore[import-untyped]
from numba.extending import intrinsic

from rowspace.kernels.halves import widened_half

_I32, _FLOAT = ir.IntType(32), ir.FloatType()


def _reading(_typing: Any, stored: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        if stored == nb.float32:
            return given[0]
        if stored == nb.int8:
            return builder.sitofp(given[0], _FLOAT)
        if stored == nb.int16:  # the bits of a bfloat16: half a float32
            return builder.bitcast(builder.shl(builder.zext(given[0], _I32), _number(16)), _FLOAT)
        return widened_half(builder, given[0])  # uint16 holds the bits of a float16

    return nb.float32(stored), build


def _number(value: int) -> Any:
    return ir.Constant(_I32, value)


read: Any = intrinsic(_reading)
"""The float32 that a stored number stands for."""
