"""Somebody's own frequencies and tables of cosines and sines, held against a model's."""

from __future__ import annotations

import numpy as np

from rowspace.errors import BadArgument
from rowspace.positions.checking import OFFSETS, Choices, Doubles, Indices, Match, largest_gap, nearest, stored_as
from rowspace.positions.model import RotaryPositions
from rowspace.positions.rotary import angles
from rowspace.positions.sinusoidal import wavelengths

COLUMNS = {"half": ["concatenated", "repeated"], "interleaved": ["repeated", "concatenated"]}


def open_questions(found: RotaryPositions) -> dict[str, list[str]]:
    """What implementations differ in, as far as this model can show it."""
    questions = {"positions": list(OFFSETS)}
    if found.attention_factor != 1.0:
        questions["attention factor"] = ["applied", "left out"]
    if not np.array_equal(found.inv_freq, found.unscaled):
        questions["scaling"] = ["applied", "left out"]
    return questions


def factor_read(found: RotaryPositions, choices: Choices) -> float:
    return 1.0 if choices.get("attention factor") == "left out" else found.attention_factor


def inv_freq_read(found: RotaryPositions, choices: Choices) -> Doubles:
    return found.unscaled if choices.get("scaling") == "left out" else found.inv_freq


def check_frequencies(given: Doubles, found: RotaryPositions) -> Match:
    """Numbers of each pair (pairs,): radians a position, or another unit. Differences are shares of the reference.

    Raises BadArgument where there is not one a pair.
    """
    pairs = len(found.inv_freq)
    if given.shape != (pairs,):
        raise BadArgument(f"inv_freq must have {pairs:,} numbers, one a pair of the model; got shape {given.shape}.")
    questions = {"unit": ["radians a position", "positions a radian", "positions a turn"]}
    questions |= {name: options for name, options in open_questions(found).items() if name == "scaling"}

    def difference(choices: Choices, at: Indices) -> float:
        radians = inv_freq_read(found, choices)[at]
        turning = radians > 0
        lengths = wavelengths(radians)
        expected = {"positions a radian": lengths / (2 * np.pi), "positions a turn": lengths}.get(
            choices["unit"], radians
        )
        return largest_gap(given[at][turning] / expected[turning], np.ones(int(turning.sum())))

    return nearest(questions, difference, count=pairs, stored=stored_as(given))


def check_tables(cos: Doubles | None, sin: Doubles | None, positions: Doubles | None, found: RotaryPositions) -> Match:
    """Cosines and sines (positions, pairs) or (positions, 2 × pairs), axes of 1 before them left out of account.

    positions  (n,), counted from 0 where None. Raises BadArgument for shapes that no reading has.
    """
    tables = {name: plane(name, table) for name, table in (("cos", cos), ("sin", sin)) if table is not None}
    shapes = sorted({table.shape for table in tables.values()})
    if len(shapes) != 1:
        raise BadArgument(f"cos and sin must have one shape; got {' and '.join(map(str, shapes))}.")
    pairs = len(found.inv_freq)
    fits, where = laid_out(shapes[0], (pairs, 2 * pairs), positions, what="cos and sin")
    questions = {
        "a row": list(fits),
        "columns": COLUMNS[found.pairing],
        **open_questions(found),
        "sine": ["positive", "negative"],
        "tables": ["as named", "exchanged"],
    }

    def difference(choices: Choices, at: Indices) -> float:
        if not fits[choices["a row"]]:
            return np.inf
        turn = angles(where[at] + OFFSETS[choices["positions"]], inv_freq_read(found, choices))
        factor = factor_read(found, choices)
        waves = {"cos": np.cos(turn) * factor, "sin": np.sin(turn) * factor}
        if choices["sine"] == "negative":
            waves["sin"] = -waves["sin"]
        if choices["tables"] == "exchanged":
            waves = {"cos": waves["sin"], "sin": waves["cos"]}
        return max(
            largest_gap(_rows(table, choices, at), _widened(waves[name], choices, table.size // len(where)))
            for name, table in tables.items()
        )

    once = 2 * pairs not in (shapes[0][0], shapes[0][1])
    if once:
        questions["columns"] = ["one a pair"]
    farthest = float(np.abs(where).max()) + 1
    return nearest(
        questions,
        difference,
        count=len(where),
        stored=stored_as(*tables.values()),
        scale=max(1.0, found.attention_factor),
        farthest=farthest,
    )


def plane(name: str, table: Doubles) -> Doubles:
    """The table without axes of 1 before its last two. Raises BadArgument where more are left."""
    shape = table.shape
    while table.ndim > 2 and 1 in table.shape[:-1]:
        table = table.squeeze(axis=table.shape.index(1))
    if table.ndim == 1:
        table = table[None]
    if table.ndim != 2 or not table.size:
        raise BadArgument(f"{name} must be positions × columns; got shape {shape}.")
    return table


def laid_out(
    shape: tuple[int, ...], widths: tuple[int, ...], positions: Doubles | None, *, what: str
) -> tuple[dict[str, bool], Doubles]:
    """Which ways to lay out positions fit a shape, and the positions. Raises BadArgument where none does."""
    rows, columns = shape
    if positions is None:
        count = rows if columns in widths else columns
        positions = np.arange(count, dtype=np.float64)
    count = len(positions)
    fits = {
        "a position": rows == count and columns in widths,
        "a column of the reference": columns == count and rows in widths,
    }
    if not any(fits.values()):
        allowed = " or ".join(f"{count:,} × {width:,}" for width in widths)
        raise BadArgument(f"{what} must be positions × columns, {allowed}; got shape {shape}.")
    return fits, positions


def _rows(table: Doubles, choices: Choices, at: Indices) -> Doubles:
    return table[at] if choices["a row"] == "a position" else table[:, at].T


def _widened(waves: Doubles, choices: Choices, columns: int) -> Doubles:
    """One column a pair made two, where the given table has two."""
    if waves.shape[1] == columns:
        return waves
    if choices["columns"] == "concatenated":
        return np.concatenate([waves, waves], axis=1)
    return np.repeat(waves, 2, axis=1)
