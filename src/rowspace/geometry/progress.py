"""How long work says how far it is, and how it is stopped.

Long functions take a `Tick` and call it now and then with the share done. A tick that raises stops the work: the
caller raises `errors.Canceled`, and what it raised comes out of the long function.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeAlias, TypeVar

Tick: TypeAlias = Callable[[float], None]
Result = TypeVar("Result")

PATIENCE = 0.1  # seconds between two looks at whether the work is still wanted


def unwatched(done: float) -> None:
    """The tick of work that nobody watches."""


def stage(tick: Tick, start: float, stop: float) -> Tick:
    """A tick for one part of the work: its 0 to 1 is the whole's `start` to `stop`."""
    return lambda done: tick(start + (stop - start) * done)


def while_ticking(work: Callable[[], Result], tick: Tick, done: float = 0.0) -> Result:
    """Result of work that cannot tick by itself, such as compiling, done in a thread while this one ticks `done`.

    Where the tick raises, the thread is left to end by itself and its result is dropped.
    """
    result: Future[Result] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except BaseException as error:
            result.set_exception(error)

    worker = threading.Thread(target=run, name="rowspace-work", daemon=True)
    worker.start()
    while worker.is_alive():
        tick(done)
        worker.join(PATIENCE)
    return result.result()
