"""What a number must be before positions are computed from it: whole, finite, within a range."""

from __future__ import annotations

import math

from rowspace.errors import BadArgument

MAX_DIM = 65_536
"""Dims of a head or a row; the widest published model has 16,384."""

MAX_BASE = 1e12


def whole(name: str, value: object, *, low: int, high: int, even: bool = False) -> int:
    """The value as an int. Raises BadArgument naming it, what it is and what is allowed."""
    kind = "an even whole number" if even else "a whole number"
    allowed = f"{name} must be {kind} from {low:,} to {high:,}"
    if isinstance(value, bool) or not isinstance(value, int | float) or not float_is_whole(value):
        raise BadArgument(f"{allowed}; got {shown(value)}.")
    number = int(value)
    if not low <= number <= high or (even and number % 2):
        raise BadArgument(f"{allowed}; got {shown(number)}.")
    return number


def real(name: str, value: object, *, low: float, high: float, above: bool = False) -> float:
    """The value as a float within low … high; `above` leaves out low itself. Raises BadArgument."""
    allowed = f"{name} must be a number {'above' if above else 'from'} {low:g} {'and up' if above else ''} to {high:g}"
    allowed = " ".join(allowed.split())
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadArgument(f"{allowed}; got {shown(value)}.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not low <= number <= high or (above and number == low):
        raise BadArgument(f"{allowed}; got {shown(value)}.")
    return number


def float_is_whole(value: int | float) -> bool:
    return isinstance(value, int) or value.is_integer()


def shown(value: object, *, width: int = 60) -> str:
    """A value as a message shows it: strings in quotes, long ones cut, nothing that breaks the line."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}" if abs(value) < 10**18 else "a whole number of more than 18 digits"
    if isinstance(value, dict):
        return f"an object of {len(value):,} keys"
    if isinstance(value, list | tuple):
        return f"a list of {len(value):,}"
    text = f'"{value}"' if isinstance(value, str) else "null" if value is None else str(value)
    text = "".join(character if character.isprintable() else "�" for character in text[: width + 1])
    return text if len(text) <= width else f"{text[: width - 1]}…"
