"""Where a model's settings come from: the catalogue, a config.json, the folder that holds one, or a GGUF file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rowspace.errors import BadArgument
from rowspace.formats.json_files import parse_json, read_bounded
from rowspace.operations.gguf_settings import gguf_settings
from rowspace.positions.catalogue import is_known, model_named
from rowspace.positions.limits import shown

MAX_BYTES = 4_000_000
DEEPEST = 32  # levels of a config; published ones have at most four
NAMES = ("config.json", "params.json")
GGUF = ".gguf"
CHECKPOINTS = ("model", "pytorch_model", "consolidated")  # how names of a checkpoint's files begin

_MARKS = re.compile(rb'"(?:\\.|[^"\\])*"|[{}\[\]]')


@dataclass(frozen=True, slots=True)
class Settings:
    """A config and where it was found. config is None for a model whose settings are not published.

    weights  the file or folder that may hold the model's table, where the config lies beside one
    """

    source: str
    config: Mapping[str, Any] | None
    title: str | None = None
    evidence: str | None = None
    level: str | None = None
    note: str | None = None
    weights: Path | None = None


def is_model(what: str) -> bool:
    """Whether a text names settings: a catalogue model, or a config of its own (not a table)."""
    path = Path(what)
    return is_known(what) or path.suffix == ".json" or (path.is_dir() and _within(path) is not None)


def has_settings(what: str) -> bool:
    """Whether positions are told by settings: of a model, of a GGUF file, or beside a checkpoint's file."""
    path = Path(what)
    if is_model(what) or not path.is_file():
        return is_model(what)
    return path.suffix == GGUF or (path.name.startswith(CHECKPOINTS) and _within(path.parent) is not None)


def settings_of(what: Mapping[str, Any] | str | Path) -> Settings:
    """Settings by catalogue name, config or GGUF file, folder or file beside a config.json, or as a mapping.

    Raises BadArgument for a name that is nowhere, BadFile for a file that cannot be read.
    """
    if isinstance(what, Mapping):
        return Settings("config", what)
    path = Path(what)
    if not path.exists() and isinstance(what, str):
        if path.suffix == ".json":
            raise BadArgument(f"{shown(what)} is no file. Give a config.json, its folder, or a model of the catalogue.")
        return catalogue_settings(what)
    if path.suffix == GGUF and path.is_file():
        return Settings(path.name, gguf_settings(path), weights=path)
    config = path if path.suffix == ".json" else _within(path if path.is_dir() else path.parent)
    if config is None:
        raise BadArgument(f"{path.name} has no {NAMES[0]} beside it, which says how positions are encoded.")
    return Settings(config.name, _read(config), weights=config.parent if path == config else path)


def catalogue_settings(name: str) -> Settings:
    """Settings of a catalogue model, never of a file. Raises BadArgument with near names."""
    model = model_named(name)
    return Settings(model.name, model.config, model.title, model.source, model.level, model.note)


def settings_in(text: str, source: str = "config.json") -> Settings:
    """Settings in the text of a config.json. Raises BadArgument and BadFile."""
    source = source if source.isprintable() else "config.json"
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        raise BadArgument(f"{source} has {len(raw):,} bytes; of a config at most {MAX_BYTES:,} are read.")
    return Settings(source, _parsed(raw, source))


def _within(folder: Path) -> Path | None:
    return next((folder / name for name in NAMES if (folder / name).is_file()), None)


def _read(path: Path) -> dict[str, Any]:
    return _parsed(read_bounded(path, most_bytes=MAX_BYTES), path.name)


def _parsed(raw: bytes, where: str) -> dict[str, Any]:
    _check_depth(raw, where)
    return parse_json(raw, where=where)


def _check_depth(raw: bytes, where: str) -> None:
    """Raises BadArgument for a value that is nested deeper than any config, naming the key it stands under."""
    depth, key = 0, b'""'
    for mark in _MARKS.finditer(raw):
        found = mark.group()
        if found[:1] == b'"':
            key = found if depth == 1 else key
        elif found in b"{[":
            depth += 1
        else:
            depth -= 1
        if depth > DEEPEST:
            name = key[1:-1].decode("utf-8", "replace")
            what = f"{where}: {shown(name)}" if name else where
            raise BadArgument(
                f"{what} is nested more than {DEEPEST} deep; a config's values are numbers, texts, lists, and objects "
                "of those."
            )
