"""How rows lie to each other: similarity, neighbors, arithmetic, ranking, rotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from pydantic import Field

from rowspace.geometry.similarity import Metric
from rowspace.operations import compare, search
from rowspace.operations import rank as ranking
from rowspace.operations import rotate as rotation
from rowspace.server.bundle import BundleReply, bundle, bundle_route
from rowspace.server.limits import (
    MAX_LINES,
    CountQuery,
    ExpressionQuery,
    Line,
    SeedQuery,
    Text,
    TokenQuery,
    TokensQuery,
)
from rowspace.server.router import api_router
from rowspace.server.shelf import AskedTable
from rowspace.server.workers import IN_TURN

router = api_router("geometry", prefix="/api/tables/{name}", dependencies=[IN_TURN])


@dataclass(frozen=True, slots=True)
class RankRequest:
    question: Text
    lines: Annotated[list[Line], Field(min_length=1, max_length=MAX_LINES)]


@router.get("/similarity", **bundle_route(compare.Similarity))
def similarity(table: AskedTable, tokens: TokensQuery, metric: Metric = "cosine") -> BundleReply:
    """Every token with every token."""
    return bundle(compare.similarity(table, tokens, metric))


@router.get("/pair")
def pair(table: AskedTable, a: TokenQuery, b: TokenQuery) -> compare.Pair:
    """The cosine of two tokens with the numbers it is made of."""
    return compare.pair(table, a, b)


@router.get("/parallel")
def parallel(table: AskedTable, a: TokenQuery, b: TokenQuery, c: TokenQuery, d: TokenQuery) -> compare.Parallel:
    """Whether a − b and c − d point the same way."""
    return compare.difference(table, a, b, c, d)


@router.get("/baseline")
def baseline(
    table: AskedTable, pairs: Annotated[int, Query(ge=1, le=100_000)] = 2_000, seed: SeedQuery = 0
) -> compare.Baseline:
    """Cosines of random pairs of rows, to read other cosines by."""
    return compare.baseline(table, pairs, seed)


@router.get("/neighbors")
def neighbors(
    table: AskedTable,
    expression: ExpressionQuery,
    k: CountQuery = 10,
    metric: Metric = "cosine",
    center: bool = False,
    include_query: bool = False,
    all_but_the_top: bool = False,
    include_special: bool = False,
) -> search.NeighborList:
    """The k rows nearest to an expression."""
    return search.neighbors(table, expression, k, metric, center, include_query, all_but_the_top, include_special)


@router.get("/arithmetic")
def arithmetic(table: AskedTable, expression: ExpressionQuery, k: CountQuery = 10) -> search.Arithmetic:
    """Both rankings of an expression, without and with its own tokens, and its drawing."""
    return search.arithmetic(table, expression, k)


@router.post("/rank")
def rank(table: AskedTable, asked: RankRequest) -> ranking.Ranking:
    """Lines of text by their cosine with a question."""
    return ranking.rank(table, asked.question, asked.lines)


@router.get("/rotate", **bundle_route(rotation.Rotation))
def rotate(
    table: AskedTable,
    tokens: TokensQuery,
    seed: SeedQuery = 0,
    amount: Annotated[float, Query(ge=0, le=1)] = 1.0,
) -> BundleReply:
    """Rows after a rotation of the space: other numbers, the same cosines."""
    return bundle(rotation.rotate(table, tokens, seed, amount))
