"""Associations a table has learned: words on a direction, and the word-embedding association test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import Field

from rowspace.geometry.pair_measures import Measure
from rowspace.operations import bias as associations
from rowspace.operations import bias_sensitivity as sensitivity
from rowspace.server.limits import MAX_SPELLING, MAX_TOKENS, Token
from rowspace.server.router import api_router
from rowspace.server.shelf import AskedTable
from rowspace.server.workers import IN_TURN

router = api_router("scores")

MAX_PAIRS = 64

Words: TypeAlias = Annotated[list[Token], Field(max_length=MAX_TOKENS)]


@dataclass(frozen=True, slots=True)
class BiasWords:
    """Words to begin with: pairs that make a direction, and occupations to place along it."""

    pairs: list[tuple[str, str]]
    occupations: list[str]


@dataclass(frozen=True, slots=True)
class BiasRequest:
    pairs: Annotated[list[tuple[Token, Token]], Field(min_length=1, max_length=MAX_TOKENS)]
    words: Words


@dataclass(frozen=True, slots=True)
class SensitivityRequest:
    """permutations is the most exchanges of words to try for a p-value."""

    pairs: Annotated[list[tuple[Token, Token]], Field(min_length=1, max_length=MAX_PAIRS)]
    words: Words
    measure: Measure = "direction"
    permutations: Annotated[int, Field(ge=1, le=100_000)] = 10_000
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 0


@dataclass(frozen=True, slots=True)
class OwnTest:
    """Word lists of an association test: is x closer to a, and y closer to b?"""

    x: Words
    y: Words
    a: Words
    b: Words


@dataclass(frozen=True, slots=True)
class WeatRequest:
    """test is a name that /api/weat lists, or lists of one's own."""

    test: Annotated[str, Field(max_length=MAX_SPELLING)] | OwnTest


@router.get("/bias/words")
def bias_words() -> BiasWords:
    return BiasWords(list(associations.PAIRS), list(associations.OCCUPATIONS))


@router.post("/tables/{name}/bias", dependencies=[IN_TURN])
def bias(table: AskedTable, asked: BiasRequest) -> associations.DirectionBias:
    """Words along the mean difference direction of pairs."""
    return associations.direction(table, asked.pairs, asked.words)


@router.post("/tables/{name}/bias/sensitivity", dependencies=[IN_TURN])
def bias_sensitivity(table: AskedTable, asked: SensitivityRequest) -> sensitivity.BiasSensitivity:
    """Words between the ends of pairs by a measure, with chances, and again without each pair and each word."""
    given = (asked.pairs, asked.words, asked.measure, asked.permutations, asked.seed)
    return sensitivity.bias_sensitivity(table, *given)


@router.get("/weat")
def weat_tests() -> list[associations.WeatTest]:
    """The published tests."""
    return list(associations.WEAT_TESTS)


@router.post("/tables/{name}/weat", dependencies=[IN_TURN])
def weat(table: AskedTable, asked: WeatRequest) -> associations.Weat:
    """A published test by name, or one's own."""
    return associations.weat(table, _test(asked.test))


@router.post("/tables/{name}/weat/sensitivity", dependencies=[IN_TURN])
def weat_sensitivity(table: AskedTable, asked: WeatRequest) -> sensitivity.WeatSensitivity:
    """The same, and its effect size again without each word."""
    return sensitivity.weat_sensitivity(table, _test(asked.test))


def _test(asked: str | OwnTest) -> str | associations.WeatTest:
    if isinstance(asked, str):
        return asked
    return associations.own_test({"x": asked.x, "y": asked.y, "a": asked.a, "b": asked.b})
