"""A table as a whole: every spelling, length and group, its rows in another order, pieces of it at any zoom."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Depends, Query, Request
from fastapi.responses import StreamingResponse

from rowspace.operations import all_spellings as spelling
from rowspace.operations import along as directions
from rowspace.operations import clusters as clustering
from rowspace.operations import dims as dimensions
from rowspace.operations import norms as lengths
from rowspace.operations import row_groups as grouping
from rowspace.operations import row_order as orders
from rowspace.operations import tiles
from rowspace.operations.pyramid import View
from rowspace.server.bundle import BundleReply, bundle, bundle_route
from rowspace.server.limits import ExpressionQuery
from rowspace.server.remembered import remembered
from rowspace.server.router import api_router
from rowspace.server.routes.projections import EVENTS, EventReply
from rowspace.server.shelf import AskedTable
from rowspace.server.workers import IN_TURN

router = api_router("whole tables")

Level: TypeAlias = Annotated[int, Query(ge=0, le=40, description="lines of 2^level rows, or columns of 2^level dims")]
Place: TypeAlias = Annotated[int, Query(ge=0, lt=2**31)]
Span: TypeAlias = Annotated[int, Query(ge=1, lt=2**31)]
To: TypeAlias = Annotated[str | None, Query(max_length=2_000, description="what order `similarity` is to")]
ClusterCount: TypeAlias = Annotated[
    int | None, Query(ge=clustering.FEWEST, le=clustering.MOST, description="how many; none: 12, of few rows fewer")
]
Expressions: TypeAlias = Annotated[
    list[ExpressionQuery], Query(alias="expression", min_length=1, max_length=directions.MOST_DIRECTIONS)
]


def _view(by: orders.By = "id", to: To = None, dims: dimensions.DimsBy = "id", clusters: ClusterCount = None) -> View:
    return View(by, to, dims, clusters)


Viewed: TypeAlias = Annotated[View, Depends(_view)]


@router.get("/tables/{name}/spellings", dependencies=[IN_TURN], **bundle_route(spelling.Spellings))
def spellings(table: AskedTable) -> BundleReply:
    """All tokens, as bytes."""
    return bundle(spelling.spellings(table))


@router.get("/tables/{name}/norms", response_class=EventReply, response_model=None, responses=EVENTS)
async def norms(request: Request, table: AskedTable) -> StreamingResponse:
    """Measures all rows, telling how far it is. Closing the connection cancels."""
    return await remembered(
        request, "norms", [table.name], lambda progress, canceled: lengths.norms(table, progress, canceled)
    )


@router.get("/results/norms/{id}", **bundle_route(lengths.Norms))
def norms_result(request: Request, id: str) -> BundleReply:
    """Measured norms."""
    return bundle(request.app.state.results[id])


@router.get("/tables/{name}/groups", dependencies=[IN_TURN], **bundle_route(grouping.RowGroups))
def groups(table: AskedTable) -> BundleReply:
    """The group of every row."""
    return bundle(grouping.row_groups(table))


@router.get("/tables/{name}/dims", dependencies=[IN_TURN], **bundle_route(dimensions.Dims))
def dims(table: AskedTable) -> BundleReply:
    """Mean, spread and size of every dim, and which stand out."""
    return bundle(dimensions.dims_of(table))


@router.get("/tables/{name}/along", dependencies=[IN_TURN], **bundle_route(directions.Along))
def along(table: AskedTable, expressions: Expressions) -> BundleReply:
    """Cosines of all rows with expressions."""
    return bundle(directions.along(table, expressions))


@router.get("/tables/{name}/row_order", dependencies=[IN_TURN], **bundle_route(orders.RowOrder))
def row_order(table: AskedTable, by: orders.By = "id", to: To = None, clusters: ClusterCount = None) -> BundleReply:
    """All rows by id, by length, by likeness to an expression or by cluster."""
    return bundle(orders.row_order(table, by, to, clusters))


@router.get("/tables/{name}/tile", dependencies=[IN_TURN], **bundle_route(tiles.Tile))
def tile(
    table: AskedTable, view: Viewed, row_level: Level = 0, dim_level: Level = 0, row: Place = 0, column: Place = 0
) -> BundleReply:
    """256 × 256 cells of a level; each stands for a block of rows × dims and is the number farthest from zero in it."""
    return bundle(tiles.tile(table, (row_level, dim_level), (row, column), view))


@router.get("/tables/{name}/cells", dependencies=[IN_TURN], **bundle_route(tiles.Cells))
def cells(
    table: AskedTable, view: Viewed, top: Place = 0, rows: Span = 20, left: Place = 0, columns: Span = 20
) -> BundleReply:
    """Exact numbers of neighboring rows and dims."""
    return bundle(tiles.cells(table, (top, top + rows), (left, left + columns), view))


@router.get("/tables/{name}/peak", dependencies=[IN_TURN])
def peak(table: AskedTable, view: Viewed, top: Place, left: Place, rows: Span = 1, columns: Span = 1) -> tiles.Peak:
    """The number farthest from zero in a block of cells, and where it is."""
    return tiles.peak(table, (top, top + rows), (left, left + columns), view)
