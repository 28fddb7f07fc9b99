"""Which rows are nearest to a token or to arithmetic on tokens."""

from __future__ import annotations

from dataclasses import dataclass

from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class Neighbor:
    """score is a cosine, a dot product or a distance, as the list it stands in says."""

    token: str
    id: int
    score: float


@dataclass(frozen=True, slots=True)
class NeighborList:
    """The nearest rows, best first.

    excluded       the query's own tokens, where they are no answer
    rows_searched  rows that could be an answer
    left_out       rows that stand for no word (padding, reserved, zero), which are no answer either
    """

    query: str
    metric: str
    centered: bool
    excluded: list[str]
    neighbors: list[Neighbor]
    rows_searched: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow, head to tail: from (x, y) along weight × the token's unit row to (to_x, to_y)."""

    label: str
    weight: float
    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Point:
    """A dot of the drawing. role: "term", "neighbor", or "result" for the tip of the last arrow."""

    token: str
    x: float
    y: float
    role: str


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Both rankings of one expression, and its drawing in the plane of the rows involved.

    explained  share of their variance that the plane shows, 0 to 1
    """

    query: str
    metric: str
    without_query: list[Neighbor]
    with_query: list[Neighbor]
    steps: list[Step]
    points: list[Point]
    explained: float


def neighbors(
    table: Table,
    expression: str,
    k: int = 10,
    metric: str = "cosine",
    center: bool = False,
    include_query: bool = False,
) -> NeighborList:
    """The k rows nearest to an expression."""
    raise NotImplementedError


def arithmetic(table: Table, expression: str, k: int = 10) -> Arithmetic:
    """Both rankings of an expression and its drawing."""
    raise NotImplementedError
