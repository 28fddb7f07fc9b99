"""Asks each table a first question when the server starts, so that the page's first one does not wait.

The first search imports, compiles and reads; afterwards it is memory and arithmetic.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

from rowspace.errors import RowspaceError
from rowspace.kernels.ready import load
from rowspace.server.shelf import Shelf
from rowspace.table import Table

FEW = 40


def warm_in_background(shelf: Shelf) -> Thread:
    """The thread; it dies with the process."""
    thread = Thread(target=_warm, args=[shelf], name="rowspace-warmup", daemon=True)
    thread.start()
    return thread


def _warm(shelf: Shelf) -> None:
    with suppress(RuntimeError):  # the server was stopped meanwhile, and no thread can be started any more
        _ask(shelf)


def _ask(shelf: Shelf) -> None:
    from rowspace.operations.find import find
    from rowspace.operations.project import project
    from rowspace.operations.search import neighbors

    for kind in {table.rows.cells.kind for table in shelf if table.rows.cells}:
        load(kind)  # before all else: a large table's first tile needs them
    for table in shelf:
        with suppress(RowspaceError):  # a table too small or too odd: whoever asks it is told
            neighbors(table, "#0", 1)
            project(table, few(table))
    for table in list(shelf)[:1]:
        find(table, "a", 1)
        find(table, "/a/", 1)
    for table in list(shelf)[:1]:
        with suppress(RowspaceError):
            project(table, few(table), method="tsne")  # for its library, which takes long to import


def few(table: Table) -> list[str]:
    """Rows enough to bring a method's library along: the picture that a page asks for may be of a thousand."""
    return [f"#{id}" for id in range(min(FEW, len(table)))]
