"""How large a table is, and what fewer bits do to it."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Query

from rowspace.operations import quantize, size
from rowspace.server.limits import CountQuery, TokenQuery
from rowspace.server.router import api_router
from rowspace.server.shelf import AskedTable
from rowspace.server.workers import IN_TURN

router = api_router("sizes")

GroupQuery: TypeAlias = Annotated[int, Query(ge=1, le=4_096, description="dims that share a scale in INT4")]


@router.get("/size")
def sizes(rows: int, dim: int, group: GroupQuery = 64) -> size.Size:
    """Bytes of a table of rows × dim numbers, by scheme."""
    return size.size(rows, dim, group)


@router.get("/size/models")
def model_sizes() -> list[size.ModelSize]:
    """Published models' tables."""
    return size.MODEL_SIZES


@router.get("/tables/{name}/quantized", dependencies=[IN_TURN])
def quantized(
    table: AskedTable, token: TokenQuery, k: CountQuery = 10, group: GroupQuery = 64
) -> quantize.QuantizedNeighbors:
    """A token's neighbors as the table has it, in INT8 and in INT4."""
    return quantize.quantized_neighbors(table, token, k, group)
