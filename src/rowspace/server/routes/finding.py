"""Tokens found while somebody types, what is known of one row, and a selection of rows with each other."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Query

from rowspace.geometry.similarity import Metric
from rowspace.operations import alike as likeness
from rowspace.operations import card as cards
from rowspace.operations import find as finding
from rowspace.server.bundle import BundleReply, bundle, bundle_route
from rowspace.server.limits import CountQuery, TokenQuery
from rowspace.server.router import api_router
from rowspace.server.shelf import AskedTable
from rowspace.server.workers import IN_TURN

router = api_router("finding", prefix="/api/tables/{name}", dependencies=[IN_TURN])

Sought: TypeAlias = Annotated[
    str,
    Query(max_length=2_000, description='a text, "exactly", #id, <0xE2> bytes, /pattern/ or arithmetic; "" for all'),
]
Ids: TypeAlias = Annotated[
    list[Annotated[int, Query(ge=0)]], Query(alias="id", min_length=2, max_length=likeness.MOST_ROWS)
]


@router.get("/find")
def find(
    table: AskedTable, text: Sought, count: CountQuery = 50, offset: Annotated[int, Query(ge=0)] = 0
) -> finding.Found:
    """Tokens that match, the best first, and near ones where none begins so."""
    return finding.find(table, text, count, offset)


@router.get("/find/ids", **bundle_route(finding.FoundIds))
def find_ids(table: AskedTable, text: Sought) -> BundleReply:
    """Ids of all tokens that match."""
    return bundle(finding.find_ids(table, text))


@router.get("/card")
def card(table: AskedTable, token: TokenQuery) -> cards.Card:
    """What is known of a row beside its numbers."""
    return cards.card(table, token)


@router.get("/alike", **bundle_route(likeness.Alike))
def alike(table: AskedTable, ids: Ids, metric: Metric = "cosine", arrange: bool = False) -> BundleReply:
    """Every chosen row with every other; arrange lays the alike side by side."""
    return bundle(likeness.alike(table, ids, metric, arrange))
