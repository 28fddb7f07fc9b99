"""Opens a table by its shipped name, by the path of a file, or by its address."""

from __future__ import annotations

import re
from collections.abc import Callable
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

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # two letters at least: C:\\ is a drive


def open_table(
    source: str,
    tensor: str | None = None,
    tokens: str | Path | None = None,
    *,
    progress: Callable[[float, str], None] | None = None,
    canceled: Callable[[], bool] | None = None,
) -> OpenedTable:
    """The table a user means. A shipped name comes first; write "./glove" for a file of that name.

    Of an address, hf://owner/name[@revision][/file] or http(s), only what is asked for is read: header and tokens now,
    rows later.

    tensor    the name of one in the file, instead of the input table
    tokens    a file with a list of tokens for the rows, instead of those found with them
    progress  of an address: told a share from 0 to 1 and a sentence, before bytes come and then; None writes to stderr
    canceled  of an address: looked at while bytes come; Canceled is raised when it says so

    Raises UnknownTable where there is neither, UnknownFormat and BadFile for a file that cannot be read, BadArgument
    for a tensor that is not in it and tokens that do not fit, Unreachable for a server that does not answer.
    """
    if source in SHIPPED:
        refuse_choice(tensor, Path(source))
        table = open_shipped(source)
    elif ADDRESS.match(source):
        from rowspace.formats.remote.open import open_address

        table = open_address(source, tensor=tensor, progress=progress, canceled=canceled)
    else:
        table = open_file(_existing(source), tensor=tensor)
    return OpenedTable.from_table(table if tokens is None else _called(table, Path(tokens).expanduser()))


def _existing(source: str) -> Path:
    path = Path(source).expanduser()
    if not source or not path.exists():
        raise _unknown(source)
    return path


def _called(table: Table, path: Path) -> Table:
    """The table with a list of tokens of its own, and texts split into those as words."""
    tokens = read_token_list(path)
    if len(tokens) != len(table):
        raise BadArgument(f"{path.name} has {len(tokens):,} tokens for {len(table):,} rows; give one a row.")
    source = replace(table.source, note=f"Rows are called as {path.name} lists them.")
    return Table(name=table.name, tokens=tokens, rows=table.rows, source=source, positions=table.positions)


def is_remote(table: OpenedTable) -> bool:
    """Whether its file lies on a server."""
    return ADDRESS.match(table.source.location) is not None


def bring_all(table: OpenedTable) -> None:
    """Has all rows of a table here now and lets go of its file's other tensors: nothing is asked of a server later."""
    for rows in (table.rows, table.positions):
        for _ in rows.blocks() if rows is not None else ():
            pass
    table.beside = None


def _unknown(source: str) -> UnknownTable:
    message = f'"{source}" is neither a file nor a shipped table; shipped are {", ".join(SHIPPED)}.'
    near = get_close_matches(source.lower(), SHIPPED, n=1)
    if near:
        message += f' Did you mean "{near[0]}"?'
    return UnknownTable(message, source=source, nearest=near, shipped=list(SHIPPED))
