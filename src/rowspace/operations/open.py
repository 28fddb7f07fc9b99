"""Opens a table by its shipped name or by the path of a file."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from rowspace.errors import UnknownTable
from rowspace.formats.registry import open_file
from rowspace.formats.shapes import refuse_choice
from rowspace.formats.shipped import SHIPPED, open_shipped
from rowspace.operations.opened import OpenedTable


def open_table(source: str, tensor: str | None = None) -> OpenedTable:
    """The table a user means. A shipped name comes first; write "./glove" for a file of that name.

    tensor  the name of one in the file, instead of the input table

    Raises UnknownTable where there is neither, UnknownFormat and BadFile for a file that cannot be read, BadArgument
    for a tensor that is not in it.
    """
    if source in SHIPPED:
        refuse_choice(tensor, Path(source))
        return OpenedTable.from_table(open_shipped(source))
    path = Path(source).expanduser()
    if not source or not path.exists():
        raise _unknown(source)
    return OpenedTable.from_table(open_file(path, tensor=tensor))


def _unknown(source: str) -> UnknownTable:
    message = f'"{source}" is neither a file nor a shipped table; shipped are {", ".join(SHIPPED)}.'
    near = get_close_matches(source.lower(), SHIPPED, n=1)
    if near:
        message += f' Did you mean "{near[0]}"?'
    return UnknownTable(message, source=source, nearest=near, shipped=list(SHIPPED))
