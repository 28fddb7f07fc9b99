"""How much work a server does at once: queries by turns, long work on threads of its own."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
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

    def close(self) -> None:
        """Cancels what still runs; a thread ends when its work next looks."""
        for job in list(self.jobs):
            job.cancel()
        self.pool.shutdown(wait=False, cancel_futures=True)


async def _in_turn(request: Request) -> AsyncIterator[None]:
    workers: Workers = request.app.state.workers
    async with workers.turns.of(request.scope["route"].path):
        yield


IN_TURN = Depends(_in_turn)
"""Dependency of every route that computes."""
