"""How much work a server does at once: queries by turns, long work on threads of its own."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import Depends, Request

from rowspace.server.turns import Turns

if TYPE_CHECKING:
    from rowspace.server.events import Job

MAX_JOBS = 8  # running and waiting


class Workers:
    """Bounds of one server. A query waits for its turn in the event loop, so that waiting holds no thread."""

    def __init__(self) -> None:
        self.turns = Turns(max(2, os.cpu_count() or 1))
        self.pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="rowspace")
        self.jobs: set[Job] = set()
        self.runs = 0  # of training, each heard by one connection
        self._asked = time.monotonic()
        self._answering = 0

    @property
    def quiet_for(self) -> float:
        """Seconds in which nobody has asked anything; 0 while something is worked on."""
        return 0.0 if self._answering or self.jobs or self.runs else time.monotonic() - self._asked

    @asynccontextmanager
    async def turn(self, kind: str) -> AsyncIterator[None]:
        """Waits for a turn at the work."""
        self._answering += 1
        try:
            async with self.turns.of(kind):
                yield
        finally:
            self._answering -= 1
            self._asked = time.monotonic()

    def close(self) -> None:
        """Cancels what still runs; a thread ends when its work next looks."""
        for job in list(self.jobs):
            job.cancel()
        self.pool.shutdown(wait=False, cancel_futures=True)


async def _in_turn(request: Request) -> AsyncIterator[None]:
    workers: Workers = request.app.state.workers
    async with workers.turn(request.scope["route"].path):
        yield


IN_TURN = Depends(_in_turn)
"""Dependency of every route that computes."""
