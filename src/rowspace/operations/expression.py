"""Arithmetic on tokens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeightedToken:
    """One term: weight × the token's row. start, end are characters of the text, end excluded."""

    token: str
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expression:
    """A text and the weighted tokens it stands for."""

    text: str
    terms: tuple[WeightedToken, ...]
