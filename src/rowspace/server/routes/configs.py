"""The same of a config.json that is sent: its text comes in the body, and nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from rowspace.operations import positions
from rowspace.operations.config_file import settings_in
from rowspace.positions.limits import MAX_DIM
from rowspace.positions.pairing import Pairing
from rowspace.positions.precision import Dtype
from rowspace.server.limits import SeedQuery
from rowspace.server.router import api_router
from rowspace.server.routes.numbers import (
    MAX_LENGTH,
    CurveCount,
    Farthest,
    GapCount,
    GapMax,
    Layer,
    Longest,
    layer_of,
    places_of,
)
from rowspace.server.workers import IN_TURN

router = api_router("positions", prefix="/api/positions/config", dependencies=[IN_TURN])

MAX_CONFIG = 200_000  # characters; the largest published config, with LongRoPE's lists, has 8,000


@dataclass(frozen=True, slots=True)
class ConfigText:
    """A config.json, and what to call it in messages."""

    text: Annotated[str, Field(max_length=MAX_CONFIG)]
    name: Annotated[str, Field(max_length=200)] = "config.json"


@dataclass(frozen=True, slots=True)
class ConfigRequest:
    """A config.json as text, and the same questions as of a catalogue model."""

    text: Annotated[str, Field(max_length=MAX_CONFIG)]
    name: Annotated[str, Field(max_length=200)] = "config.json"
    layer: Annotated[str | None, Field(max_length=60)] = None
    length: Annotated[int | None, Field(ge=1, le=MAX_LENGTH)] = None
    m: Annotated[float | None, Field(ge=0, le=1e9)] = None
    n: Annotated[float | None, Field(ge=0, le=1e9)] = None
    shift: Annotated[float, Field(ge=-1e9, le=1e9)] = 0.0
    q: Annotated[list[float] | None, Field(max_length=MAX_DIM)] = None
    k: Annotated[list[float] | None, Field(max_length=MAX_DIM)] = None
    pairing: Pairing | None = None
    dtype: Dtype | None = None
    scaling: Annotated[str | None, Field(max_length=60)] = None
    factor: Annotated[float, Field(ge=1, le=1e6)] = 4.0


@router.post("")
def config(asked: ConfigRequest) -> positions.ModelPositions:
    """How the config's model tells where tokens stand, as for a catalogue model."""
    return positions.model_positions(
        settings_in(asked.text, asked.name),
        layer=layer_of(asked.layer),
        length=asked.length,
        at=places_of(asked.m, asked.n),
        shift=asked.shift,
        q=asked.q,
        k=asked.k,
        pairing=asked.pairing,
        dtype=asked.dtype,
        scaling=asked.scaling,
        factor=asked.factor,
    )


@router.post("/curve")
def config_curve(
    asked: ConfigText,
    layer: Layer | None = None,
    longest: Longest = 4_096,
    count: GapCount = 256,
    logarithmic: bool = False,
    seed: SeedQuery = 0,
) -> positions.GapCurve:
    """Scores over gaps under the config."""
    return positions.gap_curve(
        settings_in(asked.text, asked.name),
        layer_of(layer),
        longest=longest,
        count=count,
        logarithmic=logarithmic,
        seed=seed,
    )


@router.post("/biases")
def config_biases(asked: ConfigText, gap_max: GapMax = 160) -> positions.Biases:
    """The config's slopes, or its buckets."""
    return positions.biases(settings_in(asked.text, asked.name), gap_max=gap_max)


@router.post("/precision")
def config_precision(
    asked: ConfigText, layer: Layer | None = None, longest: Farthest = 1_048_576, count: CurveCount = 64
) -> positions.PrecisionCurve:
    """Errors of cosines under the config."""
    return positions.precision_curve(settings_in(asked.text, asked.name), layer_of(layer), longest=longest, count=count)
