"""All rows of a table in clusters of like direction."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import StreamingResponse

from rowspace.operations import clusters as clustering
from rowspace.server.bundle import BundleReply, bundle, bundle_route
from rowspace.server.limits import SeedQuery
from rowspace.server.remembered import remembered
from rowspace.server.router import api_router
from rowspace.server.routes.projections import EVENTS, EventReply
from rowspace.server.routes.whole import ClusterCount
from rowspace.server.shelf import AskedTable

router = api_router("whole tables")


@router.get("/tables/{name}/clusters", response_class=EventReply, response_model=None, responses=EVENTS)
async def clusters(
    request: Request, table: AskedTable, count: ClusterCount = None, seed: SeedQuery = 0
) -> StreamingResponse:
    """Parts all rows into clusters, telling how far it is. Closing the connection cancels."""
    return await remembered(
        request,
        "clusters",
        [table.name, count, seed],
        lambda progress, canceled: clustering.clusters(table, count, seed, progress, canceled),
    )


@router.get("/results/clusters/{id}", **bundle_route(clustering.Clusters))
def clusters_result(request: Request, id: str) -> BundleReply:
    """The cluster of every row, and what each cluster is called."""
    return bundle(request.app.state.results[id])
