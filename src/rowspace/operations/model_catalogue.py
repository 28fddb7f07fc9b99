"""The catalogue of well-known models, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rowspace.operations.config_file import catalogue_settings
from rowspace.operations.model_positions import ModelPositions, model_positions
from rowspace.positions.catalogue import CatalogueModel, models
from rowspace.positions.pairing import Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A model's positions in short; what its encoding does not have is None.

    level, evidence   how its settings were seen (A, B, or C, see `catalogue`), and where
    encoding          "unpublished" where nobody has said
    method            how frequencies are rescaled, how waves are laid out, how a bias is stored
    base              θ
    dim               dims that turn, or of a row of waves or of a learned table
    context           positions the config allows; original, those of the training where it was extended later
    layers            how many there are, where the settings tell
    without           layers of them that have no positions
    """

    name: str
    title: str
    aliases: list[str]
    level: str
    evidence: str
    note: str | None
    model_type: str | None
    encoding: str
    method: str | None
    base: float | None
    dim: int | None
    head_dim: int | None
    pairing: Pairing | None
    attention_factor: float
    context: int | None
    original: int | None
    layers: int
    without: int


def catalogue() -> list[CatalogueEntry]:
    """All models, by family and then by age."""
    return list(_entries())


@cache
def _entries() -> tuple[CatalogueEntry, ...]:
    return tuple(_entry(model, model_positions(catalogue_settings(model.name))) for model in models())


def _entry(model: CatalogueModel, found: ModelPositions) -> CatalogueEntry:
    return CatalogueEntry(
        name=model.name,
        title=model.title,
        aliases=list(model.aliases),
        level=model.level,
        evidence=model.source,
        note=model.note,
        model_type=found.model_type,
        encoding=found.encoding,
        method=found.method,
        base=found.base,
        dim=found.dim,
        head_dim=found.head_dim,
        pairing=found.pairing,
        attention_factor=found.attention_factor,
        context=found.context,
        original=found.original,
        layers=len(found.layers),
        without=sum(layer.encoding == "none" for layer in found.layers),
    )
