"""A model's layers, one line each: what tells tokens' places there, θ, and how far the layer looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rowspace.positions import model as read
from rowspace.positions.config import from_config

MOST_KINDS = 32  # different settings that are looked up; published models have at most three


@dataclass(frozen=True, slots=True)
class LayerView:
    """encoding is "none" for a layer that has no positions.

    base    θ of the layer, None where nothing turns
    method  how its frequencies are rescaled, None where nothing turns
    window  tokens it looks back, None for all
    """

    layer: int
    kind: str
    encoding: str
    base: float | None
    window: int | None
    method: str | None = None


def layer_views(config: Mapping[str, Any], rules: tuple[read.LayerRule, ...]) -> list[LayerView]:
    """The layers in order; each different setting is read from the config once. Raises BadArgument."""
    examples: dict[tuple[str, float | None], read.ModelPositions] = {}
    views = []
    for rule in rules:
        key = (rule.kind, rule.base)
        if rule.rotates and key not in examples and len(examples) < MOST_KINDS:
            examples[key] = from_config(config, rule.layer)
        found = examples.get(key) if rule.rotates else None
        turning = found if isinstance(found, read.RotaryPositions) else None
        views.append(
            LayerView(
                layer=rule.layer,
                kind=rule.kind,
                encoding="rotary" if rule.rotates and (turning or found is None) else "none",
                base=turning.base if turning else rule.base,
                window=rule.window,
                method=turning.method if turning else None,
            )
        )
    return views
