"""Published settings of well-known models, each with its source; the list itself is catalogue.json.

level says how a fact was seen: A in the original repository, the paper, or a copy of the published config; B in
transformers or litgpt; C as remembered from the paper or the config.
"""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rowspace.errors import BadArgument
from rowspace.positions.limits import shown


@dataclass(frozen=True, slots=True)
class CatalogueModel:
    """One model. config holds only what says how positions are encoded; None where that is not published."""

    name: str
    title: str
    aliases: tuple[str, ...]
    level: str
    source: str
    note: str | None
    config: dict[str, Any] | None


@cache
def models() -> tuple[CatalogueModel, ...]:
    """All models, by family and then by age."""
    listed = json.loads(files("rowspace.positions").joinpath("catalogue.json").read_text("utf-8"))
    return tuple(CatalogueModel(**{**model, "aliases": tuple(model["aliases"])}) for model in listed)


def model_named(name: str) -> CatalogueModel:
    """The model of this name in any case, spaces and underscores read as hyphens. Raises BadArgument with near ones."""
    known = _by_name()
    found = known.get(_plain(name))
    if found is not None:
        return found
    near = difflib.get_close_matches(_plain(name), known, n=5, cutoff=0.5)
    nearest = dict.fromkeys(known[match].name for match in near)
    advice = f"Nearest: {', '.join(nearest)}." if nearest else f"It has {len(models())} models, such as llama-3.1-8b."
    raise BadArgument(f"{shown(name)} is no model of the catalogue. {advice}")


def is_known(name: str) -> bool:
    return _plain(name) in _by_name()


@cache
def _by_name() -> dict[str, CatalogueModel]:
    return {_plain(name): model for model in models() for name in (model.name, *model.aliases)}


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().lower())
