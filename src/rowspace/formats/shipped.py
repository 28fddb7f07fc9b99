"""The tables inside the package, by name. Each lies in `samples/` beside its license and its origin."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from rowspace.formats.native import open_native
from rowspace.formats.safetensors import SafetensorsFile
from rowspace.table import Table

SHIPPED = ("glove", "minilm", "classroom")


def open_shipped(name: str) -> Table:
    """One of `SHIPPED`."""
    return open_native(SafetensorsFile(shipped_path(name)), name=name)


def shipped_path(name: str) -> Path:
    return Path(str(files("rowspace") / "samples" / name / "table.safetensors"))
