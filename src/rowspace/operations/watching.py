"""How an operation that takes long tells how far it is, and stops when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from rowspace.errors import Canceled
from rowspace.geometry.progress import Tick

Progress: TypeAlias = Callable[[float, str], None]
"""Called with a share done, 0 to 1, and a sentence."""
Stop: TypeAlias = Callable[[], bool]
"""Asked several times a second; once it says True the work ends with Canceled."""


def watched(progress: Progress | None, canceled: Stop | None, message: str, what: str) -> Tick:
    """A tick that tells a message. Its work raises Canceled, "… was canceled.", once it is to stop."""

    def tick(done: float) -> None:
        if canceled is not None and canceled():
            raise Canceled(f"{what} was canceled.")
        if progress is not None:
            progress(done, message)

    return tick
