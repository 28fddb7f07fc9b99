"""One stored number as float32, in a register.

The type of the array says what is stored (see `cells.HELD`). numpy's cast of halves is eight times slower than the
processor's own instruction, which this becomes where there is one.
"""

from __future__ import annotations

import platform
from typing import Any

import numba as nb
from llvmlite import binding, ir  # type: ignore[import-untyped]
from numba.extending import intrinsic

_I32, _HALF, _FLOAT = ir.IntType(32), ir.HalfType(), ir.FloatType()
REBIAS = 2.0**112  # from a half's bias of 15 to a float32's of 127; exact, and makes subnormals normal


def converts_halves() -> bool:
    """Whether the processor has the instruction; without, the compiler would call a function that is not there."""
    if getattr(nb.config, "CPU_NAME", None):  # somebody compiles for another one
        return False
    return platform.machine() in ("aarch64", "arm64") or bool(binding.get_host_cpu_features().get("f16c"))


def _reading(_typing: Any, stored: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, given: Any) -> Any:
        if stored == nb.float32:
            return given[0]
        if stored == nb.int8:
            return builder.sitofp(given[0], _FLOAT)
        if stored == nb.int16:  # the bits of a bfloat16: half a float32
            return builder.bitcast(builder.shl(builder.zext(given[0], _I32), _number(16)), _FLOAT)
        if converts_halves():  # uint16 holds the bits of a float16
            return builder.fpext(builder.bitcast(given[0], _HALF), _FLOAT)
        return _half_by_hand(builder, builder.zext(given[0], _I32))

    return nb.float32(stored), build


def _half_by_hand(builder: Any, bits: Any) -> Any:
    """The fraction and the exponent moved to their places, the exponent's bias set right, and the sign put back."""
    size = builder.shl(builder.and_(bits, _number(0x7FFF)), _number(13))
    scaled = builder.fmul(builder.bitcast(size, _FLOAT), ir.Constant(_FLOAT, REBIAS))
    endless = builder.icmp_unsigned(">=", size, _number(0x7C00 << 13))  # infinity or NaN
    number = builder.select(endless, builder.or_(size, _number(0x7F800000)), builder.bitcast(scaled, _I32))
    sign = builder.shl(builder.and_(bits, _number(0x8000)), _number(16))
    return builder.bitcast(builder.or_(number, sign), _FLOAT)


def _number(value: int) -> Any:
    return ir.Constant(_I32, value)


read: Any = intrinsic(_reading)
"""The float32 that a stored number stands for."""
