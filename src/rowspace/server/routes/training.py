"""Rows being learned, sent frame by frame while they are: one reply, a bundle after the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Request
from fastapi.responses import StreamingResponse
from pydantic import Field

from rowspace.operations.live import LiveFrame, primer, train_live
from rowspace.server.bundle import bundle_bytes, bundle_route
from rowspace.server.errors import Busy
from rowspace.server.router import api_router
from rowspace.server.workers import MAX_JOBS, Workers

router = api_router("training", prefix="/api/training")

MAX_TEXT = 500_000  # characters; the guard refuses larger bodies anyway
LENGTH_BYTES = 4
MEDIA_TYPE = "application/vnd.rowspace.bundles"


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """What to train on. text is the shipped primer where it is left out; more is added to it 20 times."""

    text: Annotated[str | None, Field(max_length=MAX_TEXT)] = None
    more: Annotated[str, Field(max_length=20_000)] = ""
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 1
    dim: Annotated[int, Field(ge=2, le=256)] = 24
    frames: Annotated[int, Field(ge=1, le=500)] = 60


@dataclass(frozen=True, slots=True)
class Primer:
    """The shipped text, one sentence a line."""

    text: str


@router.get("/primer")
def training_primer() -> Primer:
    """The short text that training begins with."""
    return Primer(primer())


class FramesReply(StreamingResponse):
    media_type = MEDIA_TYPE


_DESCRIBED: dict[str, Any] = {**bundle_route(LiveFrame), "response_class": FramesReply}


@router.post("", **_DESCRIBED)
async def training(request: Request, asked: TrainingRequest) -> StreamingResponse:
    """Frames of a run as it goes, before each its length in 4 bytes, little-endian. Closing the reply ends the run."""
    workers: Workers = request.app.state.workers
    if workers.runs >= MAX_JOBS:
        raise Busy(f"{MAX_JOBS} runs of training go on already; close one or ask again in a moment.")
    frames = train_live(asked.text, more=asked.more, seed=asked.seed, dim=asked.dim, frames=asked.frames)
    first = await _next(workers, frames)  # a text that cannot be trained on is refused before the reply begins
    return FramesReply(_told(request, workers, first, frames))


async def _told(
    request: Request, workers: Workers, frame: LiveFrame | None, frames: Iterator[LiveFrame]
) -> AsyncIterator[bytes]:
    workers.runs += 1
    try:
        while frame is not None and not await request.is_disconnected():
            sent = bundle_bytes(frame)
            yield len(sent).to_bytes(LENGTH_BYTES, "little") + sent
            frame = await _next(workers, frames)
    finally:
        workers.runs -= 1


async def _next(workers: Workers, frames: Iterator[LiveFrame]) -> LiveFrame | None:
    """The next frame, made on a thread; None after the last."""
    return await asyncio.get_running_loop().run_in_executor(workers.pool, lambda: next(frames, None))
