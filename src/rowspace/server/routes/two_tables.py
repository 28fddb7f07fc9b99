"""Two tables: the tokens both have, the second picture in the place of the first, and what changed between them."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Depends, Query, Request
from fastapi.responses import StreamingResponse

from rowspace.operations import beside as pictures
from rowspace.operations import changes as changing
from rowspace.operations import shared_tokens as sharing
from rowspace.operations.opened import OpenedTable
from rowspace.server.bundle import BundleReply, bundle, bundle_route
from rowspace.server.limits import MethodQuery, SeedQuery
from rowspace.server.remembered import remembered
from rowspace.server.router import api_router
from rowspace.server.routes.projections import EVENTS, EventReply, remembered_picture
from rowspace.server.shelf import AskedTable, TheShelf
from rowspace.server.workers import IN_TURN

router = api_router("two tables")


def _other_table(
    shelf: TheShelf, other: Annotated[str, Query(description="name of another open table")]
) -> OpenedTable:
    return shelf[other]


OtherTable: TypeAlias = Annotated[OpenedTable, Depends(_other_table)]


@router.get("/tables/{name}/shared", dependencies=[IN_TURN], **bundle_route(sharing.SharedTokens))
def shared(table: AskedTable, other: OtherTable) -> BundleReply:
    """Tokens spelled exactly so in both tables."""
    return bundle(sharing.shared_tokens(table, other))


@router.get("/tables/{name}/beside", response_class=EventReply, response_model=None, responses=EVENTS)
async def beside(
    request: Request,
    table: AskedTable,
    other: OtherTable,
    method: MethodQuery = "pca",
    seed: SeedQuery = 0,
) -> StreamingResponse:
    """Places both tables and turns the second onto the first, telling how far it is. Closing the connection cancels."""
    draw = remembered_picture(request.app.state.results)
    return await remembered(
        request,
        "beside",
        [table.name, other.name, method, seed],
        lambda progress, canceled: pictures.beside(table, other, method, seed, progress, canceled, draw=draw),
    )


@router.get("/results/beside/{id}", **bundle_route(pictures.Beside))
def beside_result(request: Request, id: str) -> BundleReply:
    """A finished picture of a second table."""
    return bundle(request.app.state.results[id])


@router.get("/tables/{name}/changes", response_class=EventReply, response_model=None, responses=EVENTS)
async def changes(
    request: Request,
    table: AskedTable,
    other: OtherTable,
    k: Annotated[int, Query(ge=1, le=changing.MOST_K)] = 10,
    most: Annotated[int, Query(ge=3, lt=2**31, description="tokens compared")] = changing.MOST_COMPARED,
) -> StreamingResponse:
    """Compares shared tokens one by one, telling how far it is. Closing the connection cancels."""
    return await remembered(
        request,
        "changes",
        [table.name, other.name, k, most],
        lambda progress, canceled: changing.changes(table, other, k, most, progress, canceled),
    )


@router.get("/results/changes/{id}", **bundle_route(changing.Changes))
def changes_result(request: Request, id: str) -> BundleReply:
    """A finished comparison."""
    return bundle(request.app.state.results[id])
