"""Long work over server-sent events: progress while it runs, then done or failed. Closing the connection cancels.

An event is `progress` with its fraction and message, `done` with the address of the result, or `failed` with the
error object of every other reply.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeAlias

from fastapi import Request
from fastapi.responses import StreamingResponse

from rowspace.errors import Canceled, RowspaceError
from rowspace.server.errors import INTERNAL, Busy, ErrorBody, ErrorReply, error_body
from rowspace.server.replies import encode
from rowspace.server.workers import MAX_JOBS, Workers

Progress: TypeAlias = Callable[[float, str], None]
Work: TypeAlias = Callable[[Progress, Callable[[], bool]], str]
"""Does the work and returns the address of its result. Takes what tells progress and what tells cancel."""

LOOK_AGAIN = 0.5  # seconds between looks at whether the reader is still there

CANCELED = ErrorReply(error_body(Canceled("The work was canceled.")))

log = logging.getLogger("rowspace.server")


class Job:
    """One piece of long work on a thread, heard by one connection."""

    def __init__(self, work: Work, workers: Workers) -> None:
        self._work = work
        self._workers = workers
        self._loop = asyncio.get_running_loop()
        self._heard: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        self._canceled = threading.Event()
        self._future: Future[None] | None = None

    def start(self) -> None:
        """Raises Busy where too much runs or waits already."""
        if len(self._workers.jobs) >= MAX_JOBS:
            raise Busy(f"{MAX_JOBS} projections run or wait already; close one or ask again in a moment.")
        self._workers.jobs.add(self)
        self._future = self._workers.pool.submit(self._run)
        self._future.add_done_callback(lambda _: self._workers.jobs.discard(self))

    def cancel(self) -> None:
        """Asks the work to end and tells the reader so at once; call it from the event loop."""
        self._canceled.set()
        self._heard.put_nowait(("failed", CANCELED))
        if self._future:
            self._future.cancel()

    async def next(self, seconds: float) -> tuple[str, Any] | None:
        """The next event and its data, or None where none came in time."""
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._heard.get(), seconds)
        return None

    def _run(self) -> None:
        try:
            self._tell("done", {"result": self._work(self._progress, self._canceled.is_set)})
        except Canceled:
            self._tell("failed", CANCELED)
        except RowspaceError as error:
            self._tell("failed", ErrorReply(error_body(error)))
        except Exception:
            log.exception("Long work failed")
            self._tell("failed", ErrorReply(ErrorBody("internal", INTERNAL)))

    def _progress(self, fraction: float, message: str) -> None:
        self._tell("progress", {"fraction": fraction, "message": message})

    def _tell(self, event: str, told: Any) -> None:
        with suppress(RuntimeError):  # the loop is closed once the server has stopped
            self._loop.call_soon_threadsafe(self._heard.put_nowait, (event, told))


async def event_stream(request: Request, work: Work) -> StreamingResponse:
    """Starts the work and answers with its events. Raises Busy."""
    job = Job(work, request.app.state.workers)
    job.start()
    return StreamingResponse(_told(request, job), media_type="text/event-stream")


async def _told(request: Request, job: Job) -> AsyncIterator[bytes]:
    try:
        while not await request.is_disconnected():
            heard = await job.next(LOOK_AGAIN)
            if heard is None:
                yield b": still at work\n\n"
                continue
            event, told = heard
            yield b"event: %b\ndata: %b\n\n" % (event.encode(), encode(told))
            if event != "progress":
                return
    finally:
        job.cancel()
