"""Who works next: so many at once, the kinds of question one after the other, and no turn is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rowspace.server.turns import Turns


def run(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: the browser tests leave an event loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


async def asked(turns: Turns, kind: str, served: list[str], hold: asyncio.Event | None = None) -> None:
    async with turns.of(kind):
        served.append(kind)
        if hold:
            await hold.wait()


async def _rest() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_letter_typed_does_not_wait_for_all_neighbors() -> None:
    async def work() -> None:
        turns, served, hold = Turns(1), list[str](), asyncio.Event()
        first = asyncio.create_task(asked(turns, "neighbors", served, hold))
        await _rest()
        others = [
            asyncio.create_task(asked(turns, kind, served)) for kind in ["neighbors"] * 5 + ["find", "tile", "find"]
        ]
        await _rest()
        assert served == ["neighbors"]
        hold.set()
        await asyncio.gather(first, *others)
        assert served == ["neighbors", "neighbors", "find", "tile", "neighbors", "find", *["neighbors"] * 3]

    run(work())


def test_no_more_than_so_many_at_once_and_none_lost() -> None:
    async def work() -> None:
        turns, inside, most, done = Turns(3), 0, 0, 0

        async def one(number: int) -> None:
            nonlocal inside, most, done
            async with turns.of(f"kind {number % 7}"):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0)
                inside -= 1
                done += 1

        await asyncio.gather(*(one(number) for number in range(200)))
        assert (most, done) == (3, 200)

    run(work())


def test_who_leaves_while_waiting_or_working_frees_the_turn() -> None:
    async def work() -> None:
        turns, served, hold = Turns(1), list[str](), asyncio.Event()
        working = asyncio.create_task(asked(turns, "a", served, hold))
        await _rest()
        leaving, staying = (asyncio.create_task(asked(turns, kind, served)) for kind in ("b", "c"))
        await _rest()
        leaving.cancel()
        working.cancel()
        await _rest()
        assert served == ["a", "c"]
        assert staying.done()

    run(work())


def test_who_leaves_in_the_moment_of_his_turn_passes_it_on() -> None:
    async def work() -> None:
        turns, served = Turns(1), list[str]()
        async with turns.of("a"):
            leaving, staying = (asyncio.create_task(asked(turns, kind, served)) for kind in ("b", "c"))
            await _rest()
        leaving.cancel()  # the turn has gone to it, and it has not run yet
        await _rest()
        assert served == ["c"]
        assert staying.done()

    run(work())
