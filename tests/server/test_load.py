"""Many questions at once: none lost, none wrong, and the server still says how it is."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx

from rowspace.operations.open import open_table
from rowspace.operations.search import Neighbor, neighbors
from rowspace.server.turns import Turns

from .conftest import Live, live_server


def test_two_hundred_questions_at_once() -> None:
    table = open_table("glove")
    asked = [f"#{2000 + number % 10}" for number in range(200)]
    expected = {expression: neighbors(table, expression, 5).neighbors for expression in asked[:10]}

    async def ask_all(address: str) -> tuple[list[httpx.Response], list[httpx.Response]]:
        limits = httpx.Limits(max_connections=220)
        async with httpx.AsyncClient(base_url=address, timeout=300, limits=limits) as client:
            path = "/api/tables/glove/neighbors"
            questions = [client.get(path, params={"expression": expression, "k": 5}) for expression in asked]
            health = [client.get("/api/health") for _ in range(10)]
            answers = await asyncio.gather(*questions, *health)
            return answers[:200], answers[200:]

    # in a thread of its own: the browser tests leave an event loop running in this one
    with live_server([table]) as live, ThreadPoolExecutor(1) as pool:
        answers, health = pool.submit(asyncio.run, ask_all(live.address)).result()
    assert [answer.status_code for answer in health] == [200] * 10
    for expression, answer in zip(asked, answers, strict=True):
        found = [Neighbor(**near) for near in answer.json()["neighbors"]]
        assert found == expected[expression]


def test_health_answers_while_every_turn_is_taken(live: Live) -> None:
    """Health needs neither a thread nor a turn."""
    live.app.state.workers.turns = Turns(0)
    assert httpx.get(f"{live.address}/api/health", timeout=30).status_code == 200
