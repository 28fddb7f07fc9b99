"""What a table is: its shape, how it is stored, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rowspace.formats.shipped import SHIPPED, shipped_path
from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class TableInfo:
    """rows × dim numbers of `dtype` in `bytes`; `tokens` of the rows have a spelling.

    positions  learned positions beside the rows, 0 where there are none
    source     shipped name, or the file
    groups     named lists of tokens that the table proposes for coloring
    """

    name: str
    rows: int
    dim: int
    dtype: str
    tensor: str
    tokens: int
    source: str
    positions: int
    bytes: int
    format: str
    package: str | None
    license: str | None
    note: str | None
    tokenizer: str | None
    groups: dict[str, list[str]]


def table_info(table: Table, *, full_path: bool = False) -> TableInfo:
    """full_path keeps the folder of a file in `source`; without it the answer can leave this machine."""
    source = table.source
    return TableInfo(
        name=table.name,
        rows=len(table),
        dim=table.dim,
        dtype=table.rows.dtype,
        tensor=source.tensor,
        tokens=len(table.tokens),
        source=_shown(table, full_path),
        positions=0 if table.positions is None else len(table.positions),
        bytes=table.rows.nbytes,
        format=source.format,
        package=source.package,
        license=source.license,
        note=source.note,
        tokenizer=None if table.tokenizer is None else table.tokenizer.name,
        groups={group: list(tokens) for group, tokens in source.groups.items()},
    )


def _shown(table: Table, full_path: bool) -> str:
    location = table.source.location
    if table.name in SHIPPED and location == str(shipped_path(table.name)):
        return table.name
    return location if full_path or "://" in location else Path(location).name
