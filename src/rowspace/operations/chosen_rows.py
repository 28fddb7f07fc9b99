"""A selection of rows as a file of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rowspace.errors import BadArgument
from rowspace.formats.parquet_rows import write_rows
from rowspace.formats.written import written
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.table import Table

MOST = 1_000_000  # rows that a text of runs may name

_RUN = re.compile(r"(\d{1,10})(?:-(\d{1,10}))?")


@dataclass(frozen=True, slots=True)
class SavedRows:
    """What was written; bytes is the file's size."""

    file: str
    rows: int
    bytes: int


def save_rows(
    table: Table,
    ids: Sequence[int],
    out: str | Path,
    progress: Progress | None = None,
    canceled: IsCanceled | None = None,
) -> SavedRows:
    """Writes these rows as Parquet: columns "token", "id", "norm" and "vector", in the order of the ids.

    Vectors are float32, or float16 where the table stores that; a row without a token has null there.

    Raises BadArgument for no ids, an id outside the table or a file that cannot be written; MissingExtra; Canceled.
    """
    chosen = np.asarray(ids, np.int64)
    if not len(chosen):
        raise BadArgument("A file of rows needs one id or more; got none.")
    outside = chosen[(chosen < 0) | (chosen >= len(table))]
    if outside.size:
        raise BadArgument(f"Row {outside[0]:,} does not exist: {table.name} has rows 0 to {len(table) - 1:,}.")
    tick = watched(progress, canceled, f"Writing {len(chosen):,} rows of {table.name}")
    path = Path(out).expanduser()
    with written(path) as (temporary,):
        write_rows(table, chosen.astype(np.intp), temporary, lambda done: tick(done / len(chosen)))
        size = temporary.stat().st_size
    return SavedRows(str(path), len(chosen), size)


def ids_of(text: str) -> list[int]:
    """Ids written as numbers and runs, "0-2,12345", as they stand in the workbench's address.

    Raises BadArgument for a part that is neither, a run that falls, or more than a million rows.
    """
    ids: list[int] = []
    for part in text.split(","):
        match = _RUN.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if last < first:
            raise BadArgument(f'Ids are numbers and rising runs with commas, such as 0-2,12345; got "{part[:40]}".')
        if len(ids) + last - first >= MOST:
            raise BadArgument(f"At most {MOST:,} rows are taken at once; got more by {part}.")
        ids += range(first, last + 1)
    return ids
