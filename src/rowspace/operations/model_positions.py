"""A model's positions, by its name in the catalogue, its config.json, or its folder: all that a door shows of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from rowspace.operations.config_file import settings_of
from rowspace.operations.model_scores import Place, checked_places, checked_vectors, scores_at
from rowspace.positions import model as read
from rowspace.positions.alibi import biases
from rowspace.positions.config import from_config
from rowspace.positions.curve import unfinished
from rowspace.positions.pairing import Pairing
from rowspace.positions.relative import buckets


@dataclass(frozen=True, slots=True)
class LayerView:
    """encoding is "none" for a layer that has no positions; base is θ, where the layer has one of its own."""

    layer: int
    kind: str
    encoding: str
    base: float | None
    window: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPositions:
    """What a config says of positions, and scores under it. What an encoding does not have is None or empty.

    source            catalogue name, file name, or "config"
    evidence, level   for a catalogue model, where its settings were read, and how: A, B, or C (see `catalogue`)
    method            how frequencies are rescaled, how waves are laid out, or how a bias is stored
    dim               dims that turn, or dims of a row of waves or of a learned table
    inv_freq          radians a position, per pair; unscaled had nothing been rescaled
    wavelengths       positions a turn; None for a pair that stands still
    attention_factor  on cosine and sine; logit_factor, its square, on scores
    original          context of the training, before it was extended to `context`
    unfinished        turning pairs that do not finish a turn within the training context
    axes              axis that each pair reads, where positions are three numbers
    decay             what each pair's part of a score keeps over decay_base positions (xPos)
    rows, offset      of a learned table: its rows, and the row that the first token takes
    at                (query, key) of each score
    scores            rotary: q · k turned to their positions, or the mean of cos(gap × θ) where no q and k are given;
                      sinusoidal: cosine of the two rows; alibi: bias of the steepest head
    biases, buckets   alibi: bias of each head at each place; relative: bucket of each place
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
    biases: list[list[float]] = field(default_factory=list)
    buckets: list[int] = field(default_factory=list)
    rules: list[str]
    warnings: list[str]


def model_positions(
    what: Mapping[str, Any] | str | Path,
    layer: int | str | None = None,
    length: int | None = None,
    at: tuple[float, float] | None = None,
    shift: float = 0,
    q: Sequence[float] | None = None,
    k: Sequence[float] | None = None,
    pairing: Pairing | None = None,
) -> ModelPositions:
    """How a model tells where tokens stand, and its scores at two positions, and at both moved by `shift`.

    what     catalogue name, config.json, a folder or file beside one, or the config itself
    layer    number from 0 or kind of layer
    length   tokens of the text, for methods that look at it
    q, k     a query and a key of one head, for rotary scores
    pairing  instead of the config's, to see what reading a checkpoint wrongly does

    Raises BadArgument and BadFile, in a sentence that names the key or the option.
    """
    settings = settings_of(what)
    if settings.config is None:
        found = read.ModelPositions(encoding="unpublished", warnings=(f"{settings.title} is not published",))
    else:
        found = from_config(settings.config, layer, length)
    if pairing is not None and isinstance(found, read.RotaryPositions):
        found = replace(found, pairing=pairing)
    places = checked_places(at, shift)
    scores = scores_at(found, places, checked_vectors(found, q, k))
    return ModelPositions(
        source=settings.source,
        title=settings.title,
        evidence=settings.evidence,
        level=settings.level,
        note=settings.note,
        at=places,
        scores=scores,
        score=scores[0] if scores else None,
        **_common(found),
        **_details(found, places),
    )


def _common(found: read.ModelPositions) -> dict[str, Any]:
    return {
        "model_type": found.model_type,
        "encoding": found.encoding,
        "inv_freq": found.inv_freq.tolist(),
        "wavelengths": [length if math.isfinite(length) else None for length in found.wavelengths.tolist()],
        "attention_factor": found.attention_factor,
        "logit_factor": found.attention_factor**2,
        "context": found.context,
        "layer": found.layer,
        "layers": [
            LayerView(rule.layer, rule.kind, "rotary" if rule.rotates else "none", rule.base, rule.window)
            for rule in found.layers
        ],
        "rules": list(found.rules),
        "warnings": list(found.warnings),
    }


def _details(found: read.ModelPositions, places: list[Place]) -> dict[str, Any]:
    """What only some encodings have."""
    match found:
        case read.RotaryPositions():
            return _of_rotary(found)
        case read.SinusoidalPositions(dim=dim, layout=layout, base=base, padding=padding):
            return {"method": layout, "dim": dim, "base": base, "padding": padding}
        case read.LearnedPositions(rows=rows, dim=dim, offset=offset):
            return {"rows": rows, "dim": dim, "offset": offset}
        case read.AlibiPositions(heads=heads, slopes=slopes, style=style):
            drawn = [biases(slopes, [query], [key])[:, 0, 0].tolist() for query, key in places]
            return {"method": style, "heads": heads, "slopes": slopes.tolist(), "biases": drawn}
        case read.RelativePositions(kind=kind, heads=heads, buckets=count, max_distance=distance):
            shared = {"method": kind, "heads": heads, "bucket_count": count, "max_distance": distance}
            return {**shared, "buckets": _buckets(found, places)} if kind == "buckets" else shared
    return {}


def _of_rotary(found: read.RotaryPositions) -> dict[str, Any]:
    turning, trained = found.inv_freq[found.inv_freq > 0], found.original or found.context
    return {
        "method": found.method,
        "dim": found.rotary_dim,
        "head_dim": found.head_dim,
        "base": found.base,
        "pairing": found.pairing,
        "unscaled": found.unscaled.tolist(),
        "softmax_scale": found.softmax_scale,
        "original": found.original,
        "unfinished": unfinished(turning, trained) if trained else None,
        "axes": None if found.axes is None else list(found.axes),
        "decay": None if found.decay is None else found.decay.tolist(),
        "decay_base": found.decay_base,
    }


def _buckets(found: read.RelativePositions, places: list[Place]) -> list[int]:
    gaps = np.array([round(key) - round(query) for query, key in places], np.int64)
    fallen = buckets(gaps, count=found.buckets, max_distance=found.max_distance, bidirectional=found.bidirectional)
    return [int(bucket) for bucket in fallen]
