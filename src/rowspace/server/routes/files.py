"""Rows as files to keep."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from fastapi import Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from rowspace.operations.chosen_rows import ids_of, save_rows
from rowspace.server.router import api_router
from rowspace.server.shelf import AskedTable
from rowspace.server.workers import IN_TURN

router = api_router("files")

PARQUET = "application/vnd.apache.parquet"

FILE: dict[str, Any] = {
    "description": "A Parquet file with the columns token, id, norm and vector.",
    "content": {PARQUET: {"schema": {"type": "string", "format": "binary"}}},
}

IdRuns: TypeAlias = Annotated[
    str, Query(min_length=1, max_length=250_000, description="ids and runs of ids: 0-2,12345")
]


class ParquetReply(FileResponse):
    media_type = PARQUET


@router.get(
    "/tables/{name}/selection",
    dependencies=[IN_TURN],
    response_class=ParquetReply,
    response_model=None,
    responses={200: FILE},
)
def selection(table: AskedTable, ids: IdRuns) -> FileResponse:
    """Chosen rows as Parquet."""
    chosen = ids_of(ids)
    folder = tempfile.TemporaryDirectory(prefix="rowspace-")
    try:
        saved = save_rows(table, chosen, Path(folder.name) / "rows.parquet")
    except BaseException:
        folder.cleanup()
        raise
    name = f"rowspace-{table.name}-selection.parquet"
    return ParquetReply(saved.file, media_type=PARQUET, filename=name, background=BackgroundTask(folder.cleanup))
