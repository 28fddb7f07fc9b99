"""Long work that somebody watches: it tells a message and the share done, and stops once it is canceled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from rowspace.errors import Canceled
from rowspace.geometry.progress import Tick

Progress: TypeAlias = Callable[[float, str], None]
IsCanceled: TypeAlias = Callable[[], bool]


def watched(progress: Progress | None, canceled: IsCanceled | None, message: str) -> Tick:
    """A tick that tells the message, and raises Canceled once `canceled` says so."""

    def tick(done: float) -> None:
        if canceled is not None and canceled():
            raise Canceled("The work was canceled.")
        if progress is not None:
            progress(done, message)

    return tick
