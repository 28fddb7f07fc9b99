"""float16 in registers: the processor's own conversion where it has one, and elsewhere the same in whole numbers.

Functions here write LLVM instructions, for one number or a vector of them. Bits of halves are 16 wide.
"""

from __future__ import annotations

import platform
from typing import Any

import numba as nb
from llvmlite import binding, ir  # type: ignore[import-untyped]

_I16, _I32, _HALF, _FLOAT = ir.IntType(16), ir.IntType(32), ir.HalfType(), ir.FloatType()

REBIAS = 2.0**112  # from a half's bias of 15 to a float32's of 127; exact, and makes subnormals normal
SMALLEST = 0x38800000  # bits of 2^-14, the smallest normal half, as a float32
ENDLESS = 0x7F800000  # bits of infinity
BEYOND = 0x477FF000  # bits of 65,520, from which on a number rounds to infinity


def converts_halves() -> bool:
    """Whether the processor has the instructions; without, the compiler would call functions that are not there."""
    if getattr(nb.config, "CPU_NAME", None) or getattr(nb.config, "CPU_FEATURES", None) is not None:
        return False  # somebody compiles for another processor
    return platform.machine() in ("aarch64", "arm64") or bool(binding.get_host_cpu_features().get("f16c"))


def many(kind: Any, count: int) -> Any:
    """The type of `count` numbers; of one, that of the number itself."""
    return kind if count == 1 else ir.VectorType(kind, count)


def constant(kind: Any, value: float, count: int) -> Any:
    return ir.Constant(many(kind, count), value if count == 1 else [value] * count)


def widened_half(builder: Any, bits: Any, count: int = 1) -> Any:
    """The float32 that the bits of a half stand for."""
    if converts_halves():
        return builder.fpext(builder.bitcast(bits, many(_HALF, count)), many(_FLOAT, count))
    return _widened_by_hand(builder, builder.zext(bits, many(_I32, count)), count)


def narrowed_half(builder: Any, number: Any, count: int = 1) -> Any:
    """Bits of the half nearest a float32, ties to even; a NaN becomes a quiet one with the upper bits of its own."""
    if converts_halves():
        return builder.bitcast(builder.fptrunc(number, many(_HALF, count)), many(_I16, count))
    return builder.trunc(_narrowed_by_hand(builder, number, count), many(_I16, count))


def _widened_by_hand(builder: Any, bits: Any, count: int) -> Any:
    """The fraction and the exponent moved to their places, the exponent's bias set right, and the sign put back."""
    whole, single = many(_I32, count), many(_FLOAT, count)
    size = builder.shl(builder.and_(bits, _of(0x7FFF, count)), _of(13, count))
    scaled = builder.fmul(builder.bitcast(size, single), constant(_FLOAT, REBIAS, count))
    endless = builder.icmp_unsigned(">=", size, _of(0x7C00 << 13, count))  # infinity or NaN
    number = builder.select(endless, builder.or_(size, _of(ENDLESS, count)), builder.bitcast(scaled, whole))
    sign = builder.shl(builder.and_(bits, _of(0x8000, count)), _of(16, count))
    return builder.bitcast(builder.or_(number, sign), single)


def _narrowed_by_hand(builder: Any, number: Any, count: int) -> Any:
    """Normal, subnormal, endless and no number, each by its own rule, and the one chosen that the size asks for."""
    bits = builder.bitcast(number, many(_I32, count))
    size = builder.and_(bits, _of(0x7FFFFFFF, count))
    half = builder.select(
        _from(builder, size, SMALLEST, count), _normal(builder, size, count), _tiny(builder, size, count)
    )
    half = builder.select(_from(builder, size, BEYOND, count), _of(0x7C00, count), half)
    payload = builder.and_(builder.lshr(size, _of(13, count)), _of(0x3FF, count))
    quiet = builder.or_(payload, _of(0x7E00, count))
    half = builder.select(_from(builder, size, ENDLESS + 1, count), quiet, half)
    sign = builder.and_(builder.lshr(bits, _of(16, count)), _of(0x8000, count))
    return builder.or_(half, sign)


def _normal(builder: Any, size: Any, count: int) -> Any:
    """The bias set right, and half of the last place added, which carries into the exponent where it must."""
    last = builder.and_(builder.lshr(size, _of(13, count)), _of(1, count))
    more = builder.add(builder.sub(size, _of(112 << 23, count)), builder.add(last, _of(0xFFF, count)))
    return builder.lshr(more, _of(13, count))


def _tiny(builder: Any, size: Any, count: int) -> Any:
    """Added to ½, whose last place is that of subnormal halves, the addition itself rounds to it."""
    half = constant(_FLOAT, 0.5, count)
    sum_ = builder.fadd(builder.bitcast(size, many(_FLOAT, count)), half)
    whole = many(_I32, count)
    return builder.sub(builder.bitcast(sum_, whole), builder.bitcast(half, whole))


def _from(builder: Any, size: Any, bits: int, count: int) -> Any:
    return builder.icmp_unsigned(">=", size, _of(bits, count))


def _of(value: int, count: int) -> Any:
    return constant(_I32, value, count)
