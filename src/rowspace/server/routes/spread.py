"""How the rows of a table spread: directions that matter, rows that are in every neighbor list."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import StreamingResponse

from rowspace.operations import hubs as listed
from rowspace.operations import spectrum as spectra
from rowspace.server.bundle import BundleReply, bundle, bundle_route
from rowspace.server.limits import SeedQuery
from rowspace.server.remembered import remembered
from rowspace.server.router import api_router
from rowspace.server.routes.projections import EVENTS, EventReply
from rowspace.server.shelf import AskedTable

router = api_router("whole tables")


@router.get("/tables/{name}/spectrum", response_class=EventReply, response_model=None, responses=EVENTS)
async def spectrum(request: Request, table: AskedTable) -> StreamingResponse:
    """Measures how all rows spread, telling how far it is. Closing the connection cancels."""
    return await remembered(
        request, "spectrum", [table.name], lambda progress, canceled: spectra.spectrum(table, progress, canceled)
    )


@router.get("/results/spectrum/{id}", **bundle_route(spectra.Spectrum))
def spectrum_result(request: Request, id: str) -> BundleReply:
    """Singular values of a whole table."""
    return bundle(request.app.state.results[id])


@router.get("/tables/{name}/hubs", response_class=EventReply, response_model=None, responses=EVENTS)
async def hubs(
    request: Request,
    table: AskedTable,
    k: Annotated[int, Query(ge=1, le=100)] = 10,
    seed: SeedQuery = 0,
    top: Annotated[int, Query(ge=1, le=200)] = listed.SHOWN,
) -> StreamingResponse:
    """Counts the neighbor lists that each row is in, telling how far it is. Closing the connection cancels."""
    return await remembered(
        request,
        "hubs",
        [table.name, k, seed, top],
        lambda progress, canceled: listed.hubs(table, k, seed, top, progress, canceled),
    )


@router.get("/results/hubs/{id}", **bundle_route(listed.Hubs))
def hubs_result(request: Request, id: str) -> BundleReply:
    """Counted hubs."""
    return bundle(request.app.state.results[id])
