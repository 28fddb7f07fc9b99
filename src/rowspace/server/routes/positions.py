"""Where a token stands: waves, clocks, turning pairs, learned positions, word order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from rowspace.operations import order as ordering
from rowspace.operations import positions
from rowspace.positions.pairing import Pairing
from rowspace.positions.sinusoidal import Layout
from rowspace.server.bundle import BundleReply, bundle, bundle_route
from rowspace.server.limits import BaseQuery, CountQuery, DimQuery, LengthQuery, Line, PositionQuery
from rowspace.server.router import api_router
from rowspace.server.routes.numbers import VectorQuery, numbers
from rowspace.server.shelf import AskedTable
from rowspace.server.workers import IN_TURN

router = api_router("positions", dependencies=[IN_TURN])


@dataclass(frozen=True, slots=True)
class OrderRequest:
    sentences: Annotated[list[Line], Field(min_length=1, max_length=8)]
    encoding: ordering.OrderEncoding = "sinusoidal"
    layout: Layout = "interleaved"
    scale_rows: bool = True


@router.get("/positions/sinusoidal", **bundle_route(positions.SinusoidalTable))
def sinusoidal(dim: DimQuery = 64, length: LengthQuery = 64, layout: Layout = "interleaved") -> BundleReply:
    """The first positions as waves, and the cosine of every two."""
    return bundle(positions.sinusoidal(dim, length, layout))


@router.get("/positions/clocks")
def clocks(
    position: PositionQuery, dim: DimQuery = 64, base: BaseQuery = 10_000.0, pairs: CountQuery = 8
) -> positions.Clocks:
    """Pairs of dims as clock hands at one position."""
    return positions.clocks(dim, position, base, pairs)


@router.get("/positions/rotary")
def rotary(
    q: VectorQuery,
    k: VectorQuery,
    m: PositionQuery,
    n: PositionQuery,
    dim: DimQuery | None = None,
    base: BaseQuery = 10_000.0,
    pairing: Pairing = "half",
) -> positions.Rotary:
    """The score of query q at position m with key k at position n."""
    return positions.rotary(numbers("q", q), numbers("k", k), (m, n), dim, base, pairing)


@router.post("/tables/{name}/order")
def order(table: AskedTable, asked: OrderRequest) -> ordering.Order:
    """Sentences as dots, without and with their positions."""
    return ordering.order(table, asked.sentences, asked.encoding, asked.layout, asked.scale_rows)


@router.get("/tables/{name}/learned", **bundle_route(positions.LearnedPositions))
def learned(table: AskedTable, gap_max: CountQuery = 40) -> BundleReply:
    """The table's own positions."""
    return bundle(positions.learned(table, gap_max))
