"""What is open, and what a table makes of a text."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

import numpy as np

from rowspace.operations import lesson as lessons
from rowspace.operations import lookup
from rowspace.operations.info import TableInfo, table_info
from rowspace.operations.table_config import TableConfig, table_config
from rowspace.server.bundle import BundleReply, bundle, bundle_route
from rowspace.server.limits import CountQuery, TextQuery, TokensQuery
from rowspace.server.router import api_router
from rowspace.server.shelf import AskedTable, TheShelf
from rowspace.server.workers import IN_TURN

router = api_router("tables")

CLIP_PERCENTILE = 99.0


@dataclass(frozen=True, slots=True)
class Health:
    status: str
    version: str


@dataclass(frozen=True, slots=True)
class Clip:
    """Where a color scale ends: `percentile` of the absolute numbers shown lie within −value … value."""

    percentile: float
    value: float


@router.get("/health")
async def health() -> Health:
    """Answers from the event loop itself, however busy the threads are."""
    return Health("ok", version("rowspace"))


@router.get("/tables")
def tables(shelf: TheShelf) -> list[TableInfo]:
    return [table_info(table) for table in shelf]


@router.get("/tables/{name}")
def table(table: AskedTable) -> TableInfo:
    return table_info(table)


@router.get("/tables/{name}/config", dependencies=[IN_TURN])
def settings(table: AskedTable) -> TableConfig:
    """The settings of the table's model that lie beside its file, to be asked about under /api/positions/config."""
    return table_config(table)


@router.get("/tables/{name}/lesson", dependencies=[IN_TURN])
def lesson(table: AskedTable) -> lessons.LessonTokens:
    """The lesson's tokens that this table has, in their groups."""
    return lessons.lesson_tokens(table)


@router.get("/tables/{name}/encode", dependencies=[IN_TURN])
def encode(table: AskedTable, text: TextQuery) -> lookup.Encoding:
    """A text as this table's tokens."""
    return lookup.encode(table, text)


@router.get("/tables/{name}/complete", dependencies=[IN_TURN])
def complete(table: AskedTable, prefix: TextQuery, count: CountQuery = 20) -> list[lookup.TokenMatch]:
    """Tokens that begin so."""
    return lookup.complete(table, prefix, count)


@router.get("/tables/{name}/rows", dependencies=[IN_TURN], **bundle_route(lookup.RowSelection, clip=Clip))
def rows(table: AskedTable, tokens: TokensQuery) -> BundleReply:
    """Rows of tokens, and where their color scale ends."""
    selection = lookup.rows_of(table, tokens)
    value = float(np.nanpercentile(np.abs(selection.rows), CLIP_PERCENTILE))
    return bundle(selection, clip=Clip(CLIP_PERCENTILE, value))
