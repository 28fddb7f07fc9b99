"""Opens a table by its shipped name, by the path of a file, or by its address."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from rowspace.errors import UnknownTable
from rowspace.formats.registry import open_file
from rowspace.formats.shapes import refuse_choice
from rowspace.formats.shipped import SHIPPED, open_shipped
from rowspace.operations.opened import OpenedTable

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # two letters at least: C:\\ is a drive


def open_table(
    source: str,
    tensor: str | None = None,
    *,
    progress: Callable[[float, str], None] | None = None,
    canceled: Callable[[], bool] | None = None,
) -> OpenedTable:
    """The table a user means. A shipped name comes first; write "./glove" for a file of that name.

    Of an address, hf://owner/name[@revision][/file] or http(s), only what is asked for is read: header and tokens now,
    rows later.

    tensor    the name of one in the file, instead of the input table
    progress  of an address: told a share from 0 to 1 and a sentence, before bytes come and then; None writes to stderr
    canceled  of an address: looked at while bytes come; Canceled is raised when it says so

    Raises UnknownTable where there is neither, UnknownFormat and BadFile for a file that cannot be read, BadArgument
    for a tensor that is not in it, Unreachable for a server that does not answer.
    """
    if source in SHIPPED:
        refuse_choice(tensor, Path(source))
        return OpenedTable.from_table(open_shipped(source))
    if ADDRESS.match(source):
        from rowspace.formats.remote.open import open_address

        return OpenedTable.from_table(open_address(source, tensor=tensor, progress=progress, canceled=canceled))
    path = Path(source).expanduser()
    if not source or not path.exists():
        raise _unknown(source)
    return OpenedTable.from_table(open_file(path, tensor=tensor))


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
