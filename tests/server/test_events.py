"""Long work over server-sent events, at a real port: progress, done, failed, canceled, too much."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import numpy as np
import pytest
from safetensors.numpy import load

from rowspace.errors import Canceled, UnknownToken
from rowspace.operations.project import Projection, project
from rowspace.server.routes import projections
from rowspace.server.workers import MAX_JOBS

from .conftest import Live

PATIENCE = 30.0  # seconds until a test gives up on a thread


def events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """Pairs of event and data of a stream, comments left out."""
    event = ""
    for line in lines:
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield event, json.loads(line.removeprefix("data: "))


def heard(live: Live, query: str = "", table: str = "classroom") -> list[tuple[str, Any]]:
    with httpx.stream("GET", f"{live.address}/api/tables/{table}/projection?{query}", timeout=PATIENCE) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        return list(events(answer.iter_lines()))


def test_done_leads_to_what_python_computes(live: Live, classroom) -> None:  # type: ignore[no-untyped-def]
    told = heard(live, "token=cat&token=dog&token=king&token=queen&seed=3")
    assert {event for event, _ in told[:-1]} == {"progress"}
    fractions = [data["fraction"] for _, data in told[:-1]]
    assert fractions == sorted(fractions)
    assert all(data["message"] for _, data in told[:-1])
    event, data = told[-1]
    assert event == "done"
    expected = project(classroom, ["cat", "dog", "king", "queen"], "pca", 3)
    answer = httpx.get(live.address + data["result"])
    np.testing.assert_array_equal(load(answer.content)["coordinates"], expected.coordinates)
    header = json.loads(answer.content[8 : 8 + int.from_bytes(answer.content[:8], "little")])
    meta = json.loads(header["__metadata__"]["meta"])
    assert meta["tokens"] == expected.tokens
    assert meta["trustworthiness"] == expected.trustworthiness
    assert "coordinates" not in meta


def test_the_same_question_is_computed_once(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []

    def counting(*arguments: Any) -> Projection:
        counted.append(arguments[2])
        return project(*arguments[:4])

    monkeypatch.setattr(projections, "project", counting)
    first, second = heard(live, "method=pca"), heard(live, "method=pca")
    assert first[-1] == second[-1]
    assert counted == ["pca"]


def test_failed_carries_the_error_object(live: Live) -> None:
    event, data = heard(live, "token=cat&token=dog&token=kingg")[-1]
    assert event == "failed"
    assert data["error"]["kind"] == UnknownToken.kind
    assert data["error"]["details"]["nearest"][0] == "king"


def test_a_fault_of_its_own_says_nothing_of_its_inside(
    live: Live, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(projections, "project", broken)
    event, data = heard(live)[-1]
    assert (event, data["error"]["kind"]) == ("failed", "internal")
    assert "secret" not in json.dumps(data)
    assert "secret" in caplog.text


def test_what_is_refused_before_the_work_is_an_ordinary_error(live: Live) -> None:
    answer = httpx.get(f"{live.address}/api/tables/classroom/projection?method=mds")
    assert (answer.status_code, answer.json()["error"]["kind"]) == (400, "bad_argument")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """Replaces the work by one that tells progress and ends when canceled; counts those that ended so."""
    ended = threading.Semaphore(0)

    def holding(*arguments: Any) -> None:
        tell: Callable[[float, str], None] = arguments[4]
        canceled: Callable[[], bool] = arguments[5]
        tell(0.1, "holding")
        while not canceled():
            threading.Event().wait(0.01)
        ended.release()
        raise Canceled("Canceled.")

    monkeypatch.setattr(projections, "project", holding)
    return ended


def test_closing_the_connection_cancels(live: Live, held: threading.Semaphore) -> None:
    with httpx.stream("GET", f"{live.address}/api/tables/classroom/projection", timeout=PATIENCE) as answer:
        assert next(events(answer.iter_lines())) == ("progress", {"fraction": 0.1, "message": "holding"})
    assert held.acquire(timeout=PATIENCE)


def test_too_much_at_once_is_refused_and_the_rest_goes_on(live: Live, held: threading.Semaphore) -> None:
    with ExitStack() as open_streams:
        for seed in range(MAX_JOBS):
            address = f"{live.address}/api/tables/classroom/projection?seed={seed}"
            answer = open_streams.enter_context(httpx.stream("GET", address, timeout=PATIENCE))
            assert answer.status_code == 200
        refused = httpx.get(f"{live.address}/api/tables/classroom/projection?seed=99")
        assert (refused.status_code, refused.json()["error"]["kind"]) == (409, "busy")
        assert httpx.get(f"{live.address}/api/tables/classroom/pair?a=cat&b=dog").status_code == 200
    assert held.acquire(timeout=PATIENCE)


def test_stopping_the_server_cancels(classroom, held: threading.Semaphore) -> None:  # type: ignore[no-untyped-def]
    from .conftest import live_server

    with live_server([classroom]) as live:
        stream = httpx.stream("GET", f"{live.address}/api/tables/classroom/projection", timeout=PATIENCE)
        answer = stream.__enter__()
        told = events(answer.iter_lines())
        next(told)
    assert held.acquire(timeout=PATIENCE)
    assert [data["error"]["kind"] for _, data in told] == ["canceled"]
    stream.__exit__(None, None, None)
