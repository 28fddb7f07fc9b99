"""Asks each table a first question when the server starts, so that the page's first one does not wait.

The first search imports, compiles and reads; afterwards it is memory and arithmetic. Whoever asks meanwhile comes
first: all but the loops waits until nobody does, for a few seconds at most.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from threading import Event, Thread

from rowspace.errors import RowspaceError
from rowspace.gathering import LARGE
from rowspace.kernels.ready import load
from rowspace.server.shelf import Shelf
from rowspace.server.workers import Workers
from rowspace.table import Table

FEW = 40
QUIET = 2.0  # seconds in which nobody has asked: a page that opens pauses for less
PATIENCE = 5.0  # seconds that it is waited for
LOOKED_AFTER = 0.05  # seconds
SOON = 1.0  # seconds; a first run ever compiles the loops, which takes ten times that


def warm_in_background(shelf: Shelf, workers: Workers) -> Thread:
    """The thread, which dies with the process. Of a large table the loops are there on return, or soon.

    Nothing of it can be shown without them, and beside a page's first questions they take twice as long to load.
    """
    loaded = Event()
    thread = Thread(target=_warm, args=[shelf, workers, loaded], name="rowspace-warmup", daemon=True)
    thread.start()
    if any(table.rows.cells and table.rows.cells.array.size >= LARGE for table in shelf):
        loaded.wait(SOON)
    return thread


def _warm(shelf: Shelf, workers: Workers, loaded: Event) -> None:
    with suppress(RuntimeError):  # the server was stopped meanwhile, and no thread can be started any more
        for kind in dict.fromkeys(table.rows.cells.kind for table in shelf if table.rows.cells):
            load(kind)
        loaded.set()
        _wait_for_quiet(workers)
        for ask in _questions(shelf):
            with suppress(RowspaceError):  # a table too small or too odd: whoever asks it is told
                ask()


def _wait_for_quiet(workers: Workers) -> None:
    end = time.monotonic() + PATIENCE
    while workers.quiet_for < QUIET and time.monotonic() < end:
        time.sleep(LOOKED_AFTER)


def _questions(shelf: Shelf) -> Iterator[Callable[[], object]]:
    from rowspace.operations.find import find
    from rowspace.operations.project import project
    from rowspace.operations.search import neighbors

    for table in shelf:
        yield partial(neighbors, table, "#0", 1)
        yield partial(project, table, few(table))
    for table in list(shelf)[:1]:
        yield partial(find, table, "a", 1)
        yield partial(find, table, "/a/", 1)
        yield partial(project, table, few(table), method="tsne")  # for its library, which takes long to import


def few(table: Table) -> list[str]:
    """Rows enough to bring a method's library along: the picture that a page asks for may be of a thousand."""
    return [f"#{id}" for id in range(min(FEW, len(table)))]
