"""A model's positions, by its name in the catalogue, its config.json, or its folder: all that a door shows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rowspace.operations.config_file import Settings, settings_of
from rowspace.operations.model_details import common, details
from rowspace.operations.model_dtype import ComputedScores, computed_scores
from rowspace.operations.model_layers import LayerView, layer_views
from rowspace.operations.model_learned import learned_scores
from rowspace.operations.model_scores import checked_places, checked_vectors, scores_at
from rowspace.positions import model as read
from rowspace.positions.config import from_config
from rowspace.positions.pairing import Pairing
from rowspace.positions.precision import Dtype
from rowspace.positions.rescaled import rescaled


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPositions:
    """What a config says of positions, and scores under it. What an encoding does not have is None or empty.

    source            catalogue name, file name, or "config"
    evidence, level   for a catalogue model, where its settings were read, and how: A, B, or C (see `catalogue`)
    method            how frequencies are rescaled, how waves are laid out, or how a bias is stored
    dim               dims that turn, or dims of a row of waves or of a learned table
    inv_freq          radians a position, per pair; unscaled had nothing been rescaled
    wavelengths       positions a turn; None for a pair that stands still. unscaled_wavelengths from `unscaled`
    attention_factor  on cosine and sine; logit_factor, its square, on scores
    original          context of the training, before it was extended to `context`
    unfinished        turning pairs that do not finish a turn within the training context
    axes              axis that each pair reads, where positions are three numbers
    decay             what each pair's part of a score keeps over decay_base positions (xPos)
    rows, offset      of a learned table: its rows, and the row that the first token takes
    at                (query, key) of each score
    scores            rotary: q · k turned to their positions, or the mean of cos(gap × θ) where no q and k are given;
                      sinusoidal, and learned where the checkpoint is at hand: cosine of the two rows;
                      alibi: bias of the steepest head
    computed          the same scores in a shorter number format, where one was asked for
    biases, buckets   alibi: bias of each head at each place; relative: bucket of each place
    query_scale       growth of queries with their position, in the layers that have it
    """

    source: str
    title: str | None = None
    evidence: str | None = None
    level: str | None = None
    note: str | None = None
    model_type: str | None = None
    encoding: str
    method: str | None = None
    dim: int | None = None
    head_dim: int | None = None
    base: float | None = None
    pairing: Pairing | None = None
    inv_freq: list[float]
    unscaled: list[float] = field(default_factory=list)
    wavelengths: list[float | None]
    unscaled_wavelengths: list[float | None] = field(default_factory=list)
    attention_factor: float
    logit_factor: float
    softmax_scale: float | None = None
    context: int | None = None
    original: int | None = None
    unfinished: int | None = None
    layer: int | str | None = None
    layers: list[LayerView]
    axes: list[int] | None = None
    decay: list[float] | None = None
    decay_base: float | None = None
    heads: int | None = None
    slopes: list[float] = field(default_factory=list)
    rows: int | None = None
    offset: int | None = None
    padding: int | None = None
    bucket_count: int | None = None
    max_distance: int | None = None
    at: list[tuple[float, float]]
    scores: list[float]
    score: float | None
    computed: ComputedScores | None = None
    biases: list[list[float]] = field(default_factory=list)
    buckets: list[int] = field(default_factory=list)
    query_scale: read.QueryScale | None = None
    rules: list[str]
    warnings: list[str]


def model_positions(
    what: Mapping[str, Any] | str | Path | Settings,
    layer: int | str | None = None,
    length: int | None = None,
    at: tuple[float, float] | None = None,
    shift: float = 0,
    q: Sequence[float] | None = None,
    k: Sequence[float] | None = None,
    pairing: Pairing | None = None,
    dtype: Dtype | None = None,
    scaling: str | None = None,
    factor: float = 4.0,
) -> ModelPositions:
    """How a model tells where tokens stand, and its scores at two positions, and at both moved by `shift`.

    what     catalogue name, config.json, a folder or file beside one, or the config itself
    layer    number from 0 or kind of layer
    length   tokens of the text, for methods that look at it
    q, k     a query and a key of one head, for rotary scores
    pairing  instead of the config's, to see what reading a checkpoint wrongly does
    dtype    also compute the scores in that number format
    scaling  instead of the config's: the context stretched `factor` times by that method

    Raises BadArgument and BadFile, in a sentence that names the key or the option.
    """
    settings = what if isinstance(what, Settings) else settings_of(what)
    found = positions_in(settings, layer, length)
    if scaling is not None:
        found = rescaled(found, scaling, factor)
    if pairing is not None and isinstance(found, read.RotaryPositions):
        found = replace(found, pairing=pairing)
    places = checked_places(at, shift)
    vectors = checked_vectors(found, q, k)
    scores = scores_at(found, places, vectors)
    if isinstance(found, read.LearnedPositions) and places:
        scores, notes = learned_scores(settings, found, places)
        found = replace(found, warnings=(*found.warnings, *notes))
    return ModelPositions(
        source=settings.source,
        title=settings.title,
        evidence=settings.evidence,
        level=settings.level,
        note=settings.note,
        layers=layer_views(settings.config or {}, found.layers),
        at=places,
        scores=scores,
        score=scores[0] if scores else None,
        computed=None if dtype is None else computed_scores(found, places, vectors, scores, dtype),
        **common(found),
        **details(found, places),
    )


def positions_in(settings: Settings, layer: int | str | None = None, length: int | None = None) -> read.ModelPositions:
    """What a config says of positions, as arrays; "unpublished" where there is none. Raises BadArgument."""
    if settings.config is None:
        return read.ModelPositions(encoding="unpublished", warnings=(f"{settings.title} is not published",))
    return from_config(settings.config, layer, length)
