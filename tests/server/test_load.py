"""Many questions at once: none lost, none wrong, and the server still says how it is."""

from __future__ import annotations

import asyncio

import httpx

from rowspace.operations.opened import OpenedTable
from rowspace.operations.search import neighbors

from .conftest import Live


def test_a_hundred_questions_at_once(live: Live, minilm: OpenedTable) -> None:
    expected = {f"#{id}": neighbors(minilm, f"#{id}", 5) for id in range(2000, 2010)}
    asked = [f"#{2000 + number % 10}" for number in range(100)]

    async def ask_all() -> tuple[list[httpx.Response], list[httpx.Response]]:
        limits = httpx.Limits(max_connections=120)
        async with httpx.AsyncClient(base_url=live.address, timeout=120, limits=limits) as client:
            address = "/api/tables/minilm/neighbors"
            questions = [client.get(address, params={"expression": expression, "k": 5}) for expression in asked]
            health = [client.get("/api/health") for _ in range(10)]
            answers = await asyncio.gather(*questions, *health)
            return answers[:100], answers[100:]

    answers, health = asyncio.run(ask_all())
    assert [answer.status_code for answer in health] == [200] * 10
    for expression, answer in zip(asked, answers, strict=True):
        found = [(near["id"], near["score"]) for near in answer.json()["neighbors"]]
        assert found == [(near.id, near.score) for near in expected[expression].neighbors]


def test_health_answers_while_every_turn_is_taken(live: Live) -> None:
    """Health needs neither a thread nor a turn."""
    live.app.state.workers.turns = asyncio.Semaphore(0)
    assert httpx.get(f"{live.address}/api/health", timeout=30).status_code == 200
