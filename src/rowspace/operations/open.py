"""Opens a table by its shipped name or by the path of a file."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from rowspace.errors import BadArgument, UnknownTable
from rowspace.formats.registry import open_file
from rowspace.formats.shapes import refuse_choice
from rowspace.formats.shipped import SHIPPED, open_shipped
from rowspace.formats.token_lists import read_token_list
from rowspace.operations.opened import OpenedTable
from rowspace.table import Table


def open_table(source: str, tensor: str | None = None, tokens: str | Path | None = None) -> OpenedTable:
    """The table a user means. A shipped name comes first; write "./glove" for a file of that name.

    tensor  the name of one in the file, instead of the input table
    tokens  a file with a list of tokens for the rows, instead of those found with them

    Raises UnknownTable where there is neither, UnknownFormat and BadFile for a file that cannot be read, BadArgument
    for a tensor that is not in it and for tokens that do not fit.
    """
    if source in SHIPPED:
        refuse_choice(tensor, Path(source))
        table = open_shipped(source)
    else:
        path = Path(source).expanduser()
        if not source or not path.exists():
            raise _unknown(source)
        table = open_file(path, tensor=tensor)
    return OpenedTable.from_table(table if tokens is None else _called(table, Path(tokens).expanduser()))


def _called(table: Table, path: Path) -> Table:
    """The table with a list of tokens of its own, and texts split into those as words."""
    tokens = read_token_list(path)
    if len(tokens) != len(table):
        raise BadArgument(f"{path.name} has {len(tokens):,} tokens for {len(table):,} rows; give one a row.")
    source = replace(table.source, note=f"Rows are called as {path.name} lists them.")
    return Table(name=table.name, tokens=tokens, rows=table.rows, source=source, positions=table.positions)


def _unknown(source: str) -> UnknownTable:
    message = f'"{source}" is neither a file nor a shipped table; shipped are {", ".join(SHIPPED)}.'
    near = get_close_matches(source.lower(), SHIPPED, n=1)
    if near:
        message += f' Did you mean "{near[0]}"?'
    return UnknownTable(message, source=source, nearest=near, shipped=list(SHIPPED))
