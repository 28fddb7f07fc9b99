"""Long work whose answer is kept under the name of its question, so that asking it again is done at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Request
from fastapi.responses import StreamingResponse

from rowspace.operations.watched import Progress
from rowspace.server.events import event_stream
from rowspace.server.results import Results


async def remembered(
    request: Request, kind: str, asked: list[Any], make: Callable[[Progress, Callable[[], bool]], object]
) -> StreamingResponse:
    """Tells how far `make` is, then where its answer lies: /api/results/kind/name.

    asked  what the question is beside its kind: anything JSON can say
    """
    results: Results = request.app.state.results
    name = results.name([kind, *asked])

    def work(progress: Progress, canceled: Callable[[], bool]) -> str:
        if name not in results:
            results.keep(name, make(progress, canceled))
        return f"/api/results/{kind}/{name}"

    return await event_stream(request, work)
