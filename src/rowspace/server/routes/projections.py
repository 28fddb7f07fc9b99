"""2-D pictures of tokens, and the true neighbors that such a picture may hide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from fastapi.responses import StreamingResponse

from rowspace.errors import BadArgument
from rowspace.operations import aligned as alignment
from rowspace.operations import axes as word_axes
from rowspace.operations import place as placing
from rowspace.operations.beside import Draw
from rowspace.operations.pairs import pairs_of
from rowspace.operations.picture import Picture
from rowspace.operations.picture import picture as draw
from rowspace.operations.project import Edges, Projection, project, true_neighbors
from rowspace.server.bundle import BundleReply, bundle, bundle_route
from rowspace.server.errors import ErrorReply
from rowspace.server.events import Progress, event_stream
from rowspace.server.limits import (
    MAX_TABLES,
    ChosenQuery,
    ComponentsQuery,
    FirstQuery,
    MethodQuery,
    PairsQuery,
    SeedQuery,
    TokensQuery,
)
from rowspace.server.results import Results
from rowspace.server.router import api_router
from rowspace.server.shelf import AskedTable, TheShelf
from rowspace.server.workers import IN_TURN
from rowspace.table import Table

router = api_router("projections")


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """Data of `event: progress`. fraction is of the whole work, 0 to 1."""

    fraction: float
    message: str


@dataclass(frozen=True, slots=True)
class DoneEvent:
    """Data of `event: done`: the address of the result."""

    result: str


EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events progress, done and failed, with the data below.",
        "model": ProgressEvent | DoneEvent | ErrorReply,
    }
}


class EventReply(StreamingResponse):
    media_type = "text/event-stream"


@router.get("/tables/{name}/projection", response_class=EventReply, response_model=None, responses=EVENTS)
async def projection(
    request: Request,
    table: AskedTable,
    tokens: ChosenQuery = None,
    method: MethodQuery = "pca",
    seed: SeedQuery = 0,
) -> StreamingResponse:
    """Projects tokens, telling how far it is. Closing the connection cancels."""
    results: Results = request.app.state.results
    name = results.name([table.name, tokens, method, seed])

    def work(progress: Progress, canceled: Callable[[], bool]) -> str:
        if name not in results:
            results.keep(name, project(table, tokens, method, seed, progress, canceled))
        return f"/api/results/{name}"

    return await event_stream(request, work)


@router.get("/results/{id}", **bundle_route(Projection))
def result(request: Request, id: str) -> BundleReply:
    """A finished projection."""
    return bundle(request.app.state.results[id])


@router.get("/tables/{name}/picture", response_class=EventReply, response_model=None, responses=EVENTS)
async def picture(
    request: Request,
    table: AskedTable,
    method: MethodQuery = "pca",
    seed: SeedQuery = 0,
    first: FirstQuery = None,
    components: ComponentsQuery = 2,
) -> StreamingResponse:
    """Places the whole table, telling how far it is. Closing the connection cancels."""
    results: Results = request.app.state.results

    def work(progress: Progress, canceled: Callable[[], bool]) -> str:
        remembered_picture(results)(table, method, seed, first, progress, canceled, components=components)
        return f"/api/results/picture/{_picture_name(table, method, seed, first, components)}"

    return await event_stream(request, work)


def remembered_picture(results: Results) -> Draw:
    """Draws a picture, or finds it among the results; there it is afterwards."""

    def remembered(
        table: Table,
        method: str = "pca",
        seed: int = 0,
        first: int | None = None,
        progress: Progress | None = None,
        canceled: Callable[[], bool] | None = None,
        *,
        components: int = 2,
    ) -> Picture:
        name = _picture_name(table, method, seed, first, components)
        if name in results:
            found: Picture = results[name]
            return found
        made = draw(table, method, seed, first, progress, canceled, components=components)
        results.keep(name, made)
        return made

    return remembered


def _picture_name(table: Table, method: str, seed: int, first: int | None, components: int) -> str:
    return Results.name(["picture", table.name, method, seed, first, components])


@router.get("/results/picture/{id}", **bundle_route(Picture))
def picture_result(request: Request, id: str) -> BundleReply:
    """A finished picture of a whole table."""
    return bundle(request.app.state.results[id])


@router.get("/tables/{name}/placement", dependencies=[IN_TURN], **bundle_route(placing.Placement))
def placement(
    request: Request, table: AskedTable, tokens: TokensQuery, result: Annotated[str, Query(max_length=64)]
) -> BundleReply:
    """More tokens in a finished projection, which stays as it is; result is the last part of its address."""
    picture = request.app.state.results[result]
    if not isinstance(picture, Projection):
        raise BadArgument(f"Result {result} is no projection; give the id that a projection's `done` told.")
    return bundle(placing.place(table, picture, tokens))


@router.get("/tables/{name}/axes", dependencies=[IN_TURN], **bundle_route(word_axes.Axes))
def axes(table: AskedTable, x: PairsQuery, y: PairsQuery, tokens: ChosenQuery = None) -> BundleReply:
    """Tokens along two directions that pairs of words make."""
    return bundle(word_axes.axes(table, pairs_of(x), pairs_of(y), tokens))


@router.get("/aligned", dependencies=[IN_TURN], **bundle_route(alignment.Aligned))
def aligned(
    shelf: TheShelf,
    tables: Annotated[list[str], Query(alias="table", min_length=2, max_length=MAX_TABLES, description="repeat it")],
    tokens: ChosenQuery = None,
    method: MethodQuery = "pca",
    seed: SeedQuery = 0,
) -> BundleReply:
    """The same tokens in several tables, each picture turned onto the one before."""
    return bundle(alignment.aligned([shelf[name] for name in tables], tokens, method, seed))


@router.get("/tables/{name}/edges", dependencies=[IN_TURN])
def edges(
    table: AskedTable,
    tokens: TokensQuery,
    k: Annotated[int, Query(ge=1, le=100)] = 3,
    among: Literal["drawn", "table"] = "drawn",
) -> Edges:
    """Each token's nearest by the rows themselves, among the tokens drawn or the whole table."""
    return true_neighbors(table, tokens, k, among)
