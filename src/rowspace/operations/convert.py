"""Writes a table in another format, a block of rows at a time, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from rowspace.errors import BadArgument, Canceled
from rowspace.formats.writers import writer_for
from rowspace.formats.written import written
from rowspace.table import Table

Progress: TypeAlias = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written.

    files   the file asked for first, then what belongs to it
    notes   what the format could not carry, a sentence each
    """

    table: str
    format: str
    files: list[str]
    rows: int
    dim: int
    bytes: int
    notes: list[str]


def check_out(out: Path, format: str | None = None) -> None:
    """Raises BadArgument, before long work, for a file that could not be written after it."""
    writer_for(out, format)
    if out.expanduser().is_dir():
        raise BadArgument(f"{out} cannot be written: it is a folder; name a file.")
    if not out.expanduser().parent.is_dir():
        raise BadArgument(f"{out} cannot be written: the folder {out.parent} does not exist.")


def convert(
    table: Table,
    out: str | Path,
    format: str | None = None,
    progress: Progress | None = None,
    canceled: Callable[[], bool] | None = None,
) -> Converted:
    """Writes `out` in the format of that name, or of its ending.

    progress  called with a share done, 0 to 1, and a sentence
    canceled  asked after every block; once it says True nothing is written and the work ends with Canceled

    Raises BadArgument for a format that is not known, a folder that cannot be written to, or tokens that the format
    cannot carry; MissingExtra; Canceled.
    """
    path = Path(out)
    writer = writer_for(path, format)
    files = writer.files(path.expanduser())
    message = f"Writing {len(table):,} rows to {path.name}"

    def tick(done: int) -> None:
        if canceled and canceled():
            raise Canceled(f"Writing {path.name} was canceled; nothing was written.")
        if progress:
            progress(done / len(table), message)

    with written(*files) as temporary:
        notes = writer.write(table, temporary, tick)
        if table.counts is not None and writer.name != "native":
            notes = [*notes, "How often the text has each token stays behind."]
        size = sum(file.stat().st_size for file in temporary)
    return Converted(table.name, writer.name, [str(file) for file in files], len(table), table.dim, size, notes)
