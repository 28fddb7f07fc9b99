"""What a server does on its own when it has started, and for whom it waits with that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

import pytest

from rowspace.operations.open import open_table
from rowspace.server import warmup
from rowspace.server.shelf import Shelf
from rowspace.server.workers import Workers

Answer = TypeVar("Answer")


def run(work: Coroutine[Any, Any, Answer]) -> Answer:
    """In a thread of its own: the browser tests leave an event loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def test_first_questions_wait_until_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Event()

    def questions(_shelf: Shelf) -> Iterator[Callable[[], object]]:
        yield asked.set

    monkeypatch.setattr(warmup, "_questions", questions)
    monkeypatch.setattr(warmup, "QUIET", 0.1)
    workers = Workers()

    async def ask() -> bool:
        async with workers.turn("a"):
            warmup.warm_in_background(Shelf([open_table("classroom")]), workers)
            await asyncio.sleep(0.5)
            return asked.is_set()

    assert not run(ask())
    assert asked.wait(30)


def test_quiet_begins_when_the_last_answer_is_given() -> None:
    workers = Workers()

    async def ask() -> list[float]:
        async with workers.turn("a"), workers.turn("b"):
            within = workers.quiet_for
        await asyncio.sleep(0.05)
        return [within, workers.quiet_for]

    within, after = run(ask())
    assert within == 0
    assert after >= 0.05
