"""Writes a table to a file, in the format that its ending names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.formats.native import write_native
from rowspace.table import Table


def check_ending(path: Path) -> None:
    """Raises BadArgument for a file that could not be written when the work is done."""
    if path.suffix != ".safetensors":
        raise BadArgument(f'The ending of a file says what to write: .safetensors; got "{path.name}".')
    if path.is_dir():
        raise BadArgument(f"{path} cannot be written: it is a folder; name a file.")
    if not path.expanduser().parent.is_dir():
        raise BadArgument(f"{path} cannot be written: the folder {path.parent} does not exist.")


def save(table: Table, path: Path) -> None:
    """Raises BadArgument where the file cannot be written."""
    arrays: dict[str, NDArray[Any]] = {"rows": table.rows[:]}
    if table.counts is not None:
        arrays["counts"] = table.counts
    metadata = {"name": table.name, "note": table.source.note or ""}
    if table.tokenizer is not None:
        metadata["tokenizer"] = table.tokenizer.name
    write_native(path.expanduser(), tokens=table.tokens, arrays=arrays, metadata=metadata)
