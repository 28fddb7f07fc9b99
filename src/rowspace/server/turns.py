"""Turns at the work: so many at once, and no kind of question waits for all of another kind.

First come, first served would let two hundred neighbor lists stand before a letter typed into the search. The kinds
that wait are served one after the other, each in the order of its own.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

Waiting = asyncio.Future[None]


class Turns:
    """As many questions at once as given. Of one event loop; not for threads."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: OrderedDict[str, deque[Waiting]] = OrderedDict()

    @asynccontextmanager
    async def of(self, kind: str) -> AsyncIterator[None]:
        """Waits for a turn, and has it for as long as the block runs."""
        await self._begin(kind)
        try:
            yield
        finally:
            self._pass_on()

    async def _begin(self, kind: str) -> None:
        if self._free > 0:
            self._free -= 1
            return
        turn: Waiting = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(kind, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._pass_on()  # it was given in the moment that its asker left
            raise

    def _pass_on(self) -> None:
        """Gives the turn to the first of the kind that has waited longest for one of its own, else keeps it free."""
        while self._waiting:
            kind, line = self._waiting.popitem(last=False)
            turn = line.popleft()
            if line:
                self._waiting[kind] = line  # at the end of the kinds
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
