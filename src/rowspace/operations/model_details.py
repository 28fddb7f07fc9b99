"""What is told of a model's positions, by encoding: the fields of `ModelPositions` that its settings fill."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from rowspace.operations.model_scores import Place
from rowspace.positions import model as read
from rowspace.positions.alibi import biases
from rowspace.positions.curve import unfinished
from rowspace.positions.relative import buckets
from rowspace.positions.sinusoidal import wavelengths


def common(found: read.ModelPositions) -> dict[str, Any]:
    """What every encoding has."""
    return {
        "model_type": found.model_type,
        "encoding": found.encoding,
        "inv_freq": found.inv_freq.tolist(),
        "wavelengths": _listed(found.wavelengths),
        "attention_factor": found.attention_factor,
        "logit_factor": found.attention_factor**2,
        "context": found.context,
        "layer": found.layer,
        "query_scale": found.query_scale,
        "rules": list(found.rules),
        "warnings": list(found.warnings),
    }


def details(found: read.ModelPositions, places: list[Place]) -> dict[str, Any]:
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
        "unscaled_wavelengths": _listed(wavelengths(found.unscaled)),
        "softmax_scale": found.softmax_scale,
        "original": found.original,
        "unfinished": unfinished(turning, trained) if trained else None,
        "axes": None if found.axes is None else list(found.axes),
        "decay": None if found.decay is None else found.decay.tolist(),
        "decay_base": found.decay_base,
    }


def _listed(lengths: read.Doubles) -> list[float | None]:
    return [length if math.isfinite(length) else None for length in lengths.tolist()]


def _buckets(found: read.RelativePositions, places: list[Place]) -> list[int]:
    gaps = np.array([round(key) - round(query) for query, key in places], np.int64)
    fallen = buckets(gaps, count=found.buckets, max_distance=found.max_distance, bidirectional=found.bidirectional)
    return [int(bucket) for bucket in fallen]
