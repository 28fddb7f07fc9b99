"""A picture along axes that words name: he–she from left to right, young–old from bottom to top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rowspace.geometry.bias import Direction, along, held_out, mean_direction
from rowspace.geometry.chosen import as_units
from rowspace.geometry.components import placed
from rowspace.geometry.projection import Plane
from rowspace.geometry.similarity import Doubles
from rowspace.operations.drawn import drawn_ids, rows_of_ids
from rowspace.operations.pairs import PairRows, rows_of_pairs
from rowspace.operations.specials import special_rows
from rowspace.rows import Floats
from rowspace.table import Table

MEASURED = 2_000  # rows whose spread along an axis the distance of its ends is held against


@dataclass(frozen=True, slots=True)
class Axis:
    """The mean difference direction of pairs, from their second words toward their first.

    pairs       those whose two words the table has
    explained   share of the pairs' differences along their first principal component: 1 where all agree, or for one
    gap         mean coordinate of the first words less that of the second words
    spread      standard deviation of the table's own rows along the axis, of `Axes.rows_measured` drawn by a seed
    separation  gap in such deviations: what is near 1 or below separates its ends no better than chance rows lie apart
    held_out    share of the pairs whose first word lies further than its second on the axis that the other pairs make;
                None for a single pair, which nothing can be tested on
    """

    pairs: list[tuple[str, str]]
    explained: float
    gap: float
    spread: float
    separation: float
    held_out: float | None


@dataclass(frozen=True, slots=True)
class Axes:
    """Tokens by their cosines with two axes.

    cosine       of the axes themselves: near 0 where they say different things
    missing      words of pairs that the table lacks
    coordinates  (n, 2), −1 to 1, above 0 on the side of the pairs' first words
    """

    method: str
    x: Axis
    y: Axis
    cosine: float
    tokens: list[str]
    ids: list[int]
    missing: list[str]
    rows_measured: int
    coordinates: Floats


def axes(
    table: Table,
    x: Sequence[tuple[str, str]],
    y: Sequence[tuple[str, str]],
    tokens: Sequence[str] | None = None,
    *,
    all_rows: bool = False,
    sample: int | None = None,
    seed: int = 0,
) -> Axes:
    """Tokens along the mean difference directions of the pairs x and y, all rows made length 1 first.

    Which tokens are drawn is chosen as for `project`. Raises BadArgument where no pair of an axis is left, a pair is
    twice the same word, the pairs cancel out, or a row is not finite; UnknownToken.
    """
    ids = drawn_ids(table, tokens, all_rows=all_rows, sample=sample, seed=seed)
    ends = [rows_of_pairs(table, pairs) for pairs in (x, y)]
    directions = [mean_direction(end.firsts, end.seconds) for end in ends]
    plane = Plane(np.zeros(table.dim), np.stack([direction.vector for direction in directions]), np.zeros(2))
    others = _others(table)
    spreads = along_both(others, plane).std(axis=0)
    across, up = (
        _axis(end, direction, float(spread)) for end, direction, spread in zip(ends, directions, spreads, strict=True)
    )
    return Axes(
        method="axes",
        x=across,
        y=up,
        cosine=float(plane.axes[0] @ plane.axes[1]),
        tokens=[table.token(id) for id in ids],
        ids=ids,
        missing=list(dict.fromkeys(word for end in ends for word in end.missing)),
        rows_measured=len(others),
        coordinates=placed(as_units(rows_of_ids(table, ids)), plane),
    )


def along_both(rows: Floats, plane: Plane) -> Doubles:
    """Cosines of rows with both axes.   (n, d) -> (n, 2)"""
    return np.stack([along(rows, Direction(axis, 1.0)) for axis in plane.axes], axis=1)


def _axis(end: PairRows, direction: Direction, spread: float) -> Axis:
    gap = float((along(end.firsts, direction) - along(end.seconds, direction)).mean())
    separation = gap / spread if spread > 0 else 0.0
    return Axis(end.pairs, direction.explained, gap, spread, separation, held_out(end.firsts, end.seconds))


def _others(table: Table) -> Floats:
    words = np.flatnonzero(~special_rows(table))
    if len(words) > MEASURED:
        words = np.sort(np.random.default_rng(0).choice(words, MEASURED, replace=False))
    return table.rows[words]
