"""Which convention somebody's own numbers follow: every reading of them is held against the reference.

A reading is one choice for each open question (which pairing, positions from 0 or from 1, …). The first choice of each
question is the reference's own, so a reading of first choices alone is agreement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.positions.precision import DTYPES, as_kept

Choices: TypeAlias = dict[str, str]
Questions: TypeAlias = Mapping[str, Sequence[str]]
Indices: TypeAlias = NDArray[np.intp]
Doubles: TypeAlias = NDArray[np.float64]
Difference: TypeAlias = Callable[[Choices, Indices], float]
"""Largest |given − reference| of a reading at some of the positions; infinite for one that the shapes rule out."""

TIED = 1.5  # readings this near to the best cannot be told from it
LOOKED_AT = 192  # positions that every reading is held against; the best reading is held against all
AT_ONCE = 1024

STEPS = {"float64": 2.0**-50, "float32": 2.0**-22, "float16": 2.0**-9, "bfloat16": 2.0**-6}
"""Rounding of a number that is allowed, as a share of the largest: a few last bits of each format."""

ANGLES = {"float64": 2.0**-50, "float32": 2.0**-22, "float16": 2.0**-22, "bfloat16": 2.0**-22}
"""Rounding of an angle, as a share of the position: models compute it in float32 or better."""

OFFSETS = {"as given": 0.0, "one later": 1.0, "one earlier": -1.0}


@dataclass(frozen=True, slots=True)
class Match:
    """The reading that came nearest.

    choices     by question
    differs     questions whose choice is not the reference's own, and what that is
    difference  largest |given − reference| over everything given
    precision   the format whose rounding explains the difference, None where none does
    stored      the shortest format that holds the numbers given
    also        other readings that these numbers cannot tell from it
    """

    choices: Choices
    differs: Choices
    difference: float
    precision: str | None
    stored: str
    also: list[Choices]

    @property
    def matches(self) -> bool:
        """Whether the difference is rounding, and of no shorter format than the numbers are in; float32 is allowed."""
        formats = list(STEPS)
        allowed = formats[: 1 + max(formats.index(self.stored), formats.index("float32"))]
        return self.precision in allowed

    @property
    def agrees(self) -> bool:
        return self.matches and not self.differs


def nearest(
    questions: Questions,
    difference: Difference,
    *,
    count: int,
    stored: str = "float64",
    scale: float = 1.0,
    farthest: float = 0.0,
    looked_at: int = LOOKED_AT,
    at_once: int = AT_ONCE,
) -> Match:
    """The best reading of numbers at `count` positions; of those that cannot be told apart, the one nearest the
    reference's own.

    stored    format of the numbers given, see `stored_as`
    scale     largest number there is
    farthest  largest position, whose angle a short format rounds most
    at_once   positions that are compared at a time
    """
    some = _some(count, looked_at)
    readings = [dict(zip(questions, choices, strict=True)) for choices in product(*questions.values())]
    found = [difference(reading, some) for reading in readings]
    nearly = TIED * min(found) + 1e-9 * max(scale, 1.0)
    tied = [reading for reading, off in zip(readings, found, strict=True) if off <= nearly]
    chosen = min(tied, key=lambda reading: len(_differing(questions, reading)))
    off = max(difference(chosen, part) for part in np.array_split(np.arange(count), 1 + count // at_once))
    precision = explained_by(off, scale=scale, farthest=farthest)
    others = [reading for reading in tied if reading != chosen]
    return Match(chosen, _differing(questions, chosen), off, precision, stored, others if precision else [])


def explained_by(difference: float, *, scale: float, farthest: float) -> str | None:
    """The most precise format in which such a difference is rounding, None where it is in none."""
    for name, step in STEPS.items():
        if difference <= scale * (step + min(farthest * ANGLES[name], 0.25)):
            return name
    return None


def stored_as(*arrays: Doubles) -> str:
    """The shortest format in which all the numbers are exactly what they are."""
    for dtype in reversed(DTYPES):
        if all(np.array_equal(as_kept(array, dtype), array, equal_nan=True) for array in arrays):
            return dtype
    return "float64"


def largest_gap(given: Doubles, expected: Doubles) -> float:
    """Largest |given − expected|; infinite where something is not a number."""
    gap = float(np.abs(given - expected).max(initial=0.0))
    return gap if np.isfinite(gap) else float("inf")


def _differing(questions: Questions, reading: Choices) -> Choices:
    """Questions in which a reading is not the reference's own, and what that is."""
    return {name: options[0] for name, options in questions.items() if reading[name] != options[0]}


def _some(count: int, looked_at: int) -> Indices:
    """The first positions, where neighbors differ most, and others spread over the rest."""
    spread = np.linspace(0, count - 1, 1 + looked_at // 2).round().astype(np.intp)
    return np.unique(np.concatenate([np.arange(min(count, 1 + looked_at // 2)), spread]))
