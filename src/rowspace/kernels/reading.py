"""One stored number as float32, in a register.

The type of the array says what is stored (see `cells.HELD`). numpy's cast of halves is eight times slower than the
processor's own instruction, which this becomes.
"""

from __future__ import annotations

from typing import Any

import numba as nb
from llvmlite import ir  # type: ignore[import-untyped]
from numba.extending import intrinsic

_I32, _HALF, _FLOAT = ir.IntType(32), ir.HalfType(), ir.FloatType()


def _reading(_typing: Any, stored: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        if stored == nb.float32:
            return given[0]
        if stored == nb.int8:
            return builder.sitofp(given[0], _FLOAT)
        if stored == nb.uint16:  # the bits of a float16
            return builder.fpext(builder.bitcast(given[0], _HALF), _FLOAT)
        upper = builder.shl(builder.zext(given[0], _I32), ir.Constant(_I32, 16))  # a bfloat16: half a float32
        return builder.bitcast(upper, _FLOAT)

    return nb.float32(stored), build


read: Any = intrinsic(_reading)
"""The float32 that a stored number stands for."""
