"""The workbench in use while two hundred neighbor queries are open: none lost, none wrong, and the page is answered."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
from playwright.sync_api import Page, expect

from rowspace.operations.find import find
from rowspace.operations.open import open_table
from rowspace.operations.search import Neighbor, neighbors

from .bench import card_of, open_bench, settled_view
from .journey import check_card, searches
from .matrix_canvas import canvas_of

QUESTIONS = 200
ASKED = [f"#{id}" for id in range(2_000, 2_010)]


async def keep_asking(
    address: str, begun: threading.Event, enough: threading.Event
) -> list[tuple[str, httpx.Response]]:
    """Two hundred open questions, each followed by another until it is enough; every answer."""
    answers: list[tuple[str, httpx.Response]] = []

    async def one(client: httpx.AsyncClient, expression: str) -> None:
        while True:
            params: dict[str, str | int] = {"expression": expression, "k": 5}
            answers.append((expression, await client.get("/api/tables/glove/neighbors", params=params)))
            begun.set()
            if enough.is_set():
                return

    limits = httpx.Limits(max_connections=QUESTIONS)
    async with httpx.AsyncClient(base_url=address, timeout=300, limits=limits) as client:
        await asyncio.gather(*(one(client, ASKED[number % len(ASKED)]) for number in range(QUESTIONS)))
    return answers


def test_the_page_is_answered_while_two_hundred_questions_wait(page: Page, server: str) -> None:
    table = open_table("glove")
    open_bench(page, "table=glove&tab=alike", "alike")
    begun, enough = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        load = pool.submit(asyncio.run, keep_asking(server, begun, enough))
        try:
            assert begun.wait(60)
            searches(page, table, ["q", "qu", "queen"])
            page.get_by_label("Search all tokens").press("Enter")
            check_card(card_of(page), table, find(table, "queen", 1).matches[0].id)
            page.get_by_role("tab", name="Matrix").click()
            expect(canvas_of(settled_view(page, "cells"))).to_be_visible()
            assert not load.done()
        finally:
            enough.set()
        answers = load.result()
    assert len(answers) >= QUESTIONS
    expected = {expression: neighbors(table, expression, 5).neighbors for expression in ASKED}
    for expression, answer in answers:
        assert answer.status_code == 200
        assert [Neighbor(**near) for near in answer.json()["neighbors"]] == expected[expression]
