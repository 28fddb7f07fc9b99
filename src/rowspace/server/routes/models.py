"""Positions of well-known models: the catalogue, and the curves that are drawn of them or of plain frequencies."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Query

from rowspace.operations import positions
from rowspace.operations.config_file import Settings, catalogue_settings
from rowspace.positions.pairing import Pairing
from rowspace.positions.precision import Dtype
from rowspace.server.limits import BaseQuery, DimQuery, PositionQuery, SeedQuery
from rowspace.server.router import api_router
from rowspace.server.routes.numbers import (
    CurveCount,
    Factor,
    Farthest,
    GapCount,
    GapMax,
    Layer,
    Length,
    Longest,
    Scaling,
    VectorQuery,
    layer_of,
    numbers,
    places_of,
)
from rowspace.server.workers import IN_TURN

router = api_router("positions", prefix="/api/positions", dependencies=[IN_TURN])

Name: TypeAlias = Annotated[str, Query(min_length=1, max_length=200, description="a model of the catalogue")]


@router.get("/models")
def models() -> list[positions.CatalogueEntry]:
    """The catalogue of well-known models."""
    return positions.catalogue()


@router.get("/model")
def model(
    name: Name,
    layer: Layer | None = None,
    length: Length | None = None,
    m: PositionQuery | None = None,
    n: PositionQuery | None = None,
    shift: PositionQuery = 0.0,
    q: VectorQuery | None = None,
    k: VectorQuery | None = None,
    pairing: Pairing | None = None,
    dtype: Dtype | None = None,
    scaling: Scaling | None = None,
    factor: Factor = 4.0,
) -> positions.ModelPositions:
    """How a catalogue model tells where tokens stand, and the score of a query at m with a key at n."""
    return positions.model_positions(
        catalogue_settings(name),
        layer=layer_of(layer),
        length=length,
        at=places_of(m, n),
        shift=shift,
        q=None if q is None else numbers("q", q),
        k=None if k is None else numbers("k", k),
        pairing=pairing,
        dtype=dtype,
        scaling=scaling,
        factor=factor,
    )


@router.get("/curve")
def curve(
    name: Name | None = None,
    layer: Layer | None = None,
    dim: DimQuery = 128,
    base: BaseQuery = 10_000.0,
    longest: Longest = 4_096,
    count: GapCount = 256,
    logarithmic: bool = False,
    seed: SeedQuery = 0,
) -> positions.GapCurve:
    """Scores over gaps, of a model or of plain frequencies."""
    return positions.gap_curve(
        _settings(name),
        layer_of(layer),
        dim=dim,
        base=base,
        longest=longest,
        count=count,
        logarithmic=logarithmic,
        seed=seed,
    )


@router.get("/biases")
def biases(
    name: Name | None = None,
    heads: Annotated[int, Query(ge=1, le=4_096)] = 8,
    bias_max: Annotated[float, Query(gt=0, le=1000)] = 8.0,
    buckets: Annotated[int, Query(ge=2, le=4_096)] = 32,
    max_distance: Annotated[int, Query(ge=2, le=10**6)] = 128,
    bidirectional: bool = True,
    gap_max: GapMax = 160,
) -> positions.Biases:
    """ALiBi's slopes and T5's buckets, of a model or of so many heads and buckets."""
    return positions.biases(
        _settings(name),
        heads=heads,
        bias_max=bias_max,
        bucket_count=buckets,
        max_distance=max_distance,
        bidirectional=bidirectional,
        gap_max=gap_max,
    )


@router.get("/precision")
def precision(
    name: Name | None = None,
    layer: Layer | None = None,
    dim: DimQuery = 128,
    base: BaseQuery = 10_000.0,
    longest: Farthest = 1_048_576,
    count: CurveCount = 64,
) -> positions.PrecisionCurve:
    """Errors of cosines by position and number format, of a model or of plain frequencies."""
    return positions.precision_curve(_settings(name), layer_of(layer), dim=dim, base=base, longest=longest, count=count)


@router.get("/pairings")
def pairings(
    q: VectorQuery, k: VectorQuery, m: PositionQuery = 0.0, n: PositionQuery = 0.0, base: BaseQuery = 10_000.0
) -> positions.Pairings:
    """A query and a key under both pairings."""
    return positions.pairings(numbers("q", q), numbers("k", k), (m, n), base)


def _settings(name: str | None) -> Settings | None:
    return None if name is None else catalogue_settings(name)
