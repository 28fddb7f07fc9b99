"""How far each point of a whole table's picture can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import StreamingResponse

from rowspace.operations import kept_neighbors as trust
from rowspace.operations.watched import Progress
from rowspace.server.bundle import BundleReply, bundle, bundle_route
from rowspace.server.limits import ComponentsQuery, FirstQuery, MethodQuery, SeedQuery
from rowspace.server.remembered import remembered
from rowspace.server.router import api_router
from rowspace.server.routes.projections import EVENTS, EventReply, remembered_picture
from rowspace.server.shelf import AskedTable

router = api_router("projections")


@router.get("/tables/{name}/kept_neighbors", response_class=EventReply, response_model=None, responses=EVENTS)
async def kept_neighbors(
    request: Request,
    table: AskedTable,
    method: MethodQuery = "pca",
    seed: SeedQuery = 0,
    first: FirstQuery = None,
    components: ComponentsQuery = 2,
    all_rows: Annotated[bool, Query(description="every row drawn, however long it takes")] = False,
) -> StreamingResponse:
    """Measures the points of a picture, which is drawn before if need be. Closing the connection cancels."""
    draw = remembered_picture(request.app.state.results)

    def measured(progress: Progress, canceled: Callable[[], bool]) -> trust.KeptNeighbors:
        drawing, measuring = _halves(progress)
        picture = draw(table, method, seed, first, drawing, canceled, components=components)
        return trust.kept_neighbors(table, picture, all_rows, measuring, canceled)

    asked = [table.name, method, seed, first, components, all_rows]
    return await remembered(request, "kept_neighbors", asked, measured)


@router.get("/results/kept_neighbors/{id}", **bundle_route(trust.KeptNeighbors))
def kept_neighbors_result(request: Request, id: str) -> BundleReply:
    """Measured points of a picture."""
    return bundle(request.app.state.results[id])


def _halves(progress: Progress) -> tuple[Progress, Progress]:
    """Progress of the picture and of its points; all of it is the points' where the picture is here already."""
    drawn: list[float] = []

    def drawing(share: float, message: str) -> None:
        drawn.append(share)
        progress(share / 2, message)

    def measuring(share: float, message: str) -> None:
        progress(0.5 + share / 2 if drawn else share, message)

    return drawing, measuring
