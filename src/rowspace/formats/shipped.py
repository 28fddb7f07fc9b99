"""The tables inside the package, by name. Each lies in `samples/` beside its license and its origin."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from rowspace.errors import UnknownTable
from rowspace.formats.native import open_native
from rowspace.formats.safetensors import SafetensorsFile
from rowspace.table import Table

SHIPPED = ("glove", "minilm", "classroom")


def open_shipped(name: str) -> Table:
    """One of `SHIPPED`. Raises UnknownTable for any other name."""
    return open_native(SafetensorsFile(shipped_path(name)), name=name)


def shipped_path(name: str) -> Path:
    """Its file; LICENSE and ORIGIN.json lie beside it. Raises UnknownTable."""
    if name not in SHIPPED:
        raise UnknownTable(f"{name!r} is not a shipped table; shipped are {', '.join(SHIPPED)}.")
    return Path(str(files("rowspace") / "samples" / name / "table.safetensors"))
