"""Somebody's own table of sines and cosines, held against the three published layouts."""

from __future__ import annotations

import numpy as np

from rowspace.positions.checking import OFFSETS, Choices, Doubles, Indices, Match, largest_gap, nearest, stored_as
from rowspace.positions.checking_rotary import laid_out, plane
from rowspace.positions.model import SinusoidalPositions
from rowspace.positions.sinusoidal import LAYOUTS, Layout, sinusoidal


def check_waves(given: Doubles, positions: Doubles | None, found: SinusoidalPositions) -> Match:
    """A table (positions, dim), or transposed.

    positions  (n,), counted from 0 where None. Raises BadArgument for a shape that does not fit.
    """
    table = plane("table", given)
    fits, where = laid_out(table.shape, (found.dim,), positions, what="table")
    questions: dict[str, list[str]] = {
        "layout": [found.layout, *(layout for layout in LAYOUTS if layout != found.layout)],
        "a row": list(fits),
        "positions": list(OFFSETS),
        "first": ["sine", "cosine"],
        "rows": ["not scaled", "times the root of dim"],
    }
    if found.padding is not None:
        questions["padding row"] = ["zero", "like any other"]

    def difference(choices: Choices, at: Indices) -> float:
        if not fits[choices["a row"]] or (found.dim % 2 and choices["first"] == "cosine"):
            return np.inf
        rows = where[at] + OFFSETS[choices["positions"]]
        expected = sinusoidal(rows, found.dim, layout=_layout(choices), base=found.base)
        if choices["first"] == "cosine":
            expected = expected[:, _cosines_first(found.dim, _layout(choices))]
        if choices.get("padding row") == "zero":
            expected[rows == found.padding] = 0.0
        if choices["rows"] != "not scaled":
            expected *= np.sqrt(found.dim)
        return largest_gap(table[at] if choices["a row"] == "a position" else table[:, at].T, expected)

    farthest = float(np.abs(where).max()) + 1
    scale = max(1.0, float(np.abs(table).max()))
    stored = stored_as(table)
    return nearest(questions, difference, count=len(where), stored=stored, scale=scale, farthest=farthest)


def _layout(choices: Choices) -> Layout:
    return next(layout for layout in LAYOUTS if layout == choices["layout"])


def _cosines_first(dim: int, layout: Layout) -> Indices:
    """Order of columns that exchanges each sine with its cosine."""
    columns = np.arange(dim)
    return columns ^ 1 if layout == "interleaved" else np.roll(columns, dim // 2)
