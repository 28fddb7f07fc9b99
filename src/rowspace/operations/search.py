"""Which rows are nearest to a token or to arithmetic on tokens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.geometry.analogy import head_to_tail
from rowspace.geometry.neighbors import Nearest, nearest
from rowspace.geometry.projection import principal_plane
from rowspace.geometry.similarity import checked_metric, unit
from rowspace.geometry.space import usual_top
from rowspace.operations.query import Query, understood, vector_of
from rowspace.operations.specials import special_rows
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
    without_top    directions taken away first, the widest around the mean row; 0 for none
    rows_searched  rows that could be an answer
    left_out       rows that stand for no word (padding, reserved, zero), which are no answer either
    """

    query: str
    metric: str
    centered: bool
    without_top: int
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
    """Both rankings of one expression, and its drawing in the principal plane of the unit rows involved.

    steps      one a term, from the origin of the space to the sum
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
    all_but_the_top: bool = False,
    include_special: bool = False,
) -> NeighborList:
    """The k rows nearest to a token, "#id" or arithmetic, exactly.

    With cosine, arithmetic adds unit rows (3CosAdd), as word2vec, GloVe and gensim do; with dot and euclidean it adds
    the rows as they are. The query's own tokens are left out unless include_query asks for them.
    center subtracts the table's mean row first; all_but_the_top does so too, and takes away a hundredth of the dims in
    directions, the widest (Mu & Viswanath 2018). include_special lets rows that stand for no word be answers too.

    Raises UnknownToken, BadExpression, BadArgument for a metric or a k that is not known, or terms that cancel out.
    """
    name = checked_metric(metric)
    query = understood(table, expression)
    special = np.zeros(len(table), np.bool_) if include_special else special_rows(table)
    top = usual_top(table.dim) if all_but_the_top else 0
    excluded = [] if include_query else query.ids
    found = nearest(
        table.rows,
        vector_of(table, query, name, center=center, without_top=top)[None],
        k,
        metric=name,
        center=center,
        without_top=top,
        exclude=[excluded],
        mask=~special,
    )
    own = {id for id in excluded if not special[id]}
    return NeighborList(
        query=expression,
        metric=name,
        centered=center or all_but_the_top,
        without_top=top,
        excluded=[table.token(id) for id in dict.fromkeys(excluded)],
        neighbors=_named(table, found[0]),
        rows_searched=len(table) - int(special.sum()) - len(own),
        left_out=int(special.sum()),
    )


def arithmetic(table: Table, expression: str, k: int = 10) -> Arithmetic:
    """Both rankings of an expression by cosine, without its own tokens and with them. Raises as `neighbors`."""
    query = understood(table, expression)
    vector = vector_of(table, query)
    found = nearest(table.rows, np.stack([vector, vector]), k, exclude=[query.ids, []], mask=~special_rows(table))
    steps, points, explained = _drawing(table, query, found[0])
    without, with_ = (_named(table, ranking) for ranking in found)
    return Arithmetic(expression, "cosine", without, with_, steps, points, explained)


def _named(table: Table, found: Nearest) -> list[Neighbor]:
    pairs = zip(found.ids.tolist(), found.scores.tolist(), strict=True)
    return [Neighbor(table.token(id), id, score) for id, score in pairs]


def _drawing(table: Table, query: Query, found: Nearest) -> tuple[list[Step], list[Point], float]:
    """Arrows head to tail and dots, in the principal plane of the terms, their neighbors and the sum."""
    corners = head_to_tail(query.terms.rows, np.array(query.weights))
    places = {token: at for at, token in reversed(list(enumerate(query.terms.tokens)))}
    terms, others = list(dict.fromkeys(query.terms.tokens)), found.ids.tolist()
    rows = np.concatenate([query.terms.rows[[places[token] for token in terms]], table.rows[others]])
    dots = np.concatenate([unit(rows), corners[-1:]])
    plane = principal_plane(dots)
    path, drawn = plane.project(corners).tolist(), plane.project(dots).tolist()
    steps = [
        Step(_label(token, weight, first=at == 0), weight, *path[at], *path[at + 1])
        for at, (token, weight) in enumerate(zip(query.terms.tokens, query.weights, strict=True))
    ]
    names = [*terms, *(table.token(id) for id in others), query.text]
    roles = ["term"] * len(terms) + ["neighbor"] * len(others) + ["result"]
    points = [Point(name, x, y, role) for name, (x, y), role in zip(names, drawn, roles, strict=True)]
    return steps, points, float(plane.explained.sum())


def _label(token: str, weight: float, *, first: bool) -> str:
    """As it reads in the expression: king, − man, + 0.5 woman."""
    sign = "− " if weight < 0 else "" if first else "+ "
    return sign + ("" if abs(weight) == 1 else f"{abs(weight):g} ") + token
