"""What addresses about positions ask with: vectors, layers, lengths, and how far a curve goes."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Query

from rowspace.errors import BadArgument

MAX_LENGTH = 10**12

VectorQuery: TypeAlias = Annotated[str, Query(max_length=100_000, description="numbers with commas between")]
Layer: TypeAlias = Annotated[str, Query(max_length=60, description="a layer's number from 0, or its kind")]
Length: TypeAlias = Annotated[int, Query(ge=1, le=MAX_LENGTH, description="tokens of the text")]
Scaling: TypeAlias = Annotated[str, Query(max_length=60, description="as if rescaled by this method")]
Factor: TypeAlias = Annotated[float, Query(ge=1, le=1e6)]
Longest: TypeAlias = Annotated[int, Query(ge=2, le=131_072)]
Farthest: TypeAlias = Annotated[int, Query(ge=2, le=2**31)]
GapCount: TypeAlias = Annotated[int, Query(ge=2, le=2_048)]
CurveCount: TypeAlias = Annotated[int, Query(ge=2, le=512)]
GapMax: TypeAlias = Annotated[int, Query(ge=1, le=8_192)]


def numbers(name: str, listed: str) -> list[float]:
    """Raises BadArgument for anything but numbers with commas between."""
    try:
        return [float(number) for number in listed.split(",")]
    except ValueError:
        raise BadArgument(f'{name} is numbers with commas between, as in 0.5,-1.25; got "{listed[:60]}".') from None


def layer_of(layer: str | None) -> int | str | None:
    return int(layer) if layer is not None and layer.isascii() and layer.isdecimal() else layer


def places_of(m: float | None, n: float | None) -> tuple[float, float] | None:
    if m is None and n is None:
        return None
    if m is None or n is None:
        raise BadArgument("a score needs both positions, m of the query and n of the key; got one of them.")
    return m, n
