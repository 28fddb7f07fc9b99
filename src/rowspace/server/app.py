"""The server: the tables it has open, behind one guard, with the page beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from rowspace.operations.opened import OpenedTable
from rowspace.server import pages
from rowspace.server.described import DescribedAPI
from rowspace.server.errors import add_error_handlers
from rowspace.server.guard import Guard
from rowspace.server.results import Results
from rowspace.server.routes import (
    clusters,
    configs,
    files,
    finding,
    geometry,
    kept_neighbors,
    models,
    positions,
    projections,
    scores,
    sizes,
    spread,
    tables,
    training,
    two_tables,
    whole,
)
from rowspace.server.shelf import Shelf
from rowspace.server.warmup import warm_in_background
from rowspace.server.workers import Workers

ROUTERS = (
    tables.router,
    whole.router,
    clusters.router,
    spread.router,
    two_tables.router,
    files.router,
    finding.router,
    geometry.router,
    projections.router,
    kept_neighbors.router,
    scores.router,
    positions.router,
    models.router,
    configs.router,
    sizes.router,
    training.router,
    pages.router,  # last: it answers every address the others leave
)


def create_app(opened: Sequence[OpenedTable], *, warm: bool = False) -> FastAPI:
    """The server of these tables. warm asks each a first question in the background, so that the second is fast."""
    app = DescribedAPI(
        title="rowspace",
        version=version("rowspace"),
        openapi_url="/api/openapi.json",
        docs_url=None,  # both load their scripts from elsewhere
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.shelf = Shelf(opened)
    app.state.results = Results()
    app.state.workers = Workers()
    app.state.warm = warm
    add_error_handlers(app)
    for router in ROUTERS:
        app.router.routes.extend(router.routes)  # see `router`
    app.add_middleware(Guard)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    if app.state.warm:
        warm_in_background(app.state.shelf, app.state.workers)
    yield
    app.state.workers.close()
