"""How far the cosine of an angle is off, by position and by the number format that a model computes in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.operations.config_file import Settings
from rowspace.operations.model_positions import positions_in
from rowspace.positions import model as read
from rowspace.positions.limits import whole
from rowspace.positions.precision import WAYS, Way, as_kept, worst_error
from rowspace.positions.rotary import frequencies

FARTHEST = 2**31
MOST_POSITIONS = 512
MARKS = {
    257: "the first whole number that bfloat16 lacks",
    2_049: "the first whole number that float16 lacks",
    1_000_000: "float32 angles are visibly off",
    16_777_217: "the first whole number that float32 lacks",
}


@dataclass(frozen=True, slots=True)
class WayError:
    """errors  largest |cosine − its float64 value| over all pairs, at each position; None where the format overflows"""

    way: Way
    errors: list[float | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A position worth pointing out, and why."""

    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class PrecisionCurve:
    """Errors of cosines against the position, by way of computing (see `precision.WAYS`).

    bfloat16_positions  what bfloat16 makes of each position
    """

    source: str
    base: float
    dim: int
    positions: list[int]
    bfloat16_positions: list[float]
    ways: list[WayError]
    marks: list[Mark]


def precision_curve(
    settings: Settings | None = None,
    layer: int | str | None = None,
    *,
    dim: int = 128,
    base: float = 10_000.0,
    longest: int = 1_048_576,
    count: int = 64,
) -> PrecisionCurve:
    """The curve of a model, or without one of plain frequencies; positions lie apart by ratio, the marks among them.

    Raises BadArgument for positions that do not turn.
    """
    longest = whole("longest", longest, low=2, high=FARTHEST)
    count = whole("count", count, low=2, high=MOST_POSITIONS)
    found = None if settings is None else positions_in(settings, layer)
    if found is not None and not isinstance(found, read.RotaryPositions):
        raise BadArgument(f"precision is for rotary positions; this model's are {found.encoding}.")
    inv_freq = frequencies(dim, base=base) if found is None else found.inv_freq
    marks = [Mark(position, reason) for position, reason in MARKS.items() if position <= longest]
    between = np.geomspace(1, longest, count).round().astype(np.int64)
    positions = np.unique([*between, *(mark.position for mark in marks)]).tolist()
    return PrecisionCurve(
        source="θ" if settings is None else settings.source,
        base=base if found is None else found.base,
        dim=2 * len(inv_freq),
        positions=positions,
        bfloat16_positions=as_kept(positions, "bfloat16").tolist(),
        ways=[WayError(way, [_error(position, inv_freq, way) for position in positions]) for way in WAYS],
        marks=marks,
    )


def _error(position: int, inv_freq: read.Doubles, way: Way) -> float | None:
    error = worst_error(position, inv_freq, way)
    return error if np.isfinite(error) else None
