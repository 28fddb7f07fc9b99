"""The tables a server has open, by the names its addresses use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, TypeAlias

from fastapi import Depends, Path, Request

from rowspace.errors import UnknownTable
from rowspace.operations.open import bring_all, is_remote
from rowspace.operations.opened import OpenedTable


class Shelf:
    """Tables in the order given. A second table of one name becomes "name-2", so that both can be asked.

    All of a table that lies on another server is brought here first: nobody who asks this one has it ask there.
    """

    def __init__(self, tables: Sequence[OpenedTable]) -> None:
        self._tables: dict[str, OpenedTable] = {}
        for given in tables:
            table = OpenedTable.from_table(given)
            table.name = self._free(given.name)
            if is_remote(table):
                bring_all(table)
            self._tables[table.name] = table

    def __iter__(self) -> Iterator[OpenedTable]:
        return iter(self._tables.values())

    def __getitem__(self, name: str) -> OpenedTable:
        try:
            return self._tables[name]
        except KeyError:
            names = list(self._tables)
            message = f'"{name}" is not open here; open tables are {", ".join(names) or "none"}.'
            raise UnknownTable(message, source=name, open=names) from None

    def _free(self, name: str) -> str:
        name = name.replace("/", "-") or "table"
        number, free = 2, name
        while free in self._tables:
            number, free = number + 1, f"{name}-{number}"
        return free


def shelf_of(request: Request) -> Shelf:
    shelf: Shelf = request.app.state.shelf
    return shelf


def _asked_table(request: Request, name: Annotated[str, Path(description="name of an open table")]) -> OpenedTable:
    return shelf_of(request)[name]


TheShelf: TypeAlias = Annotated[Shelf, Depends(shelf_of)]
AskedTable: TypeAlias = Annotated[OpenedTable, Depends(_asked_table)]
