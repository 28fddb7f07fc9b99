"""What a request may ask for, at most, and the words of each refusal."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from rowspace.server.limits import MAX_LINES, MAX_TEXT, MAX_TOKENS

TABLE = "/api/tables/classroom"


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/encode", {"text": "x" * (MAX_TEXT + 1)}, "text"),
        ("/rows", {"token": ["cat"] * (MAX_TOKENS + 1)}, "token"),
        ("/rows", {}, "token"),
        ("/rows", {"token": ["x" * 1_001]}, "token.0"),
        ("/rows", {"token": [""]}, "token.0"),
        ("/neighbors", {"expression": "cat", "k": 1_001}, "k"),
        ("/neighbors", {"expression": "x" * 2_001}, "expression"),
        ("/baseline", {"pairs": 100_001}, "pairs"),
        ("/baseline", {"seed": -1}, "seed"),
        ("/learned", {"gap_max": 0}, "gap_max"),
    ],
)
def test_queries_of_a_table(client: TestClient, path: str, query: dict[str, Any], field: str) -> None:
    answer = client.get(TABLE + path, params=query)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["kind"], error["details"]) == ("bad_argument", {"field": field})
    assert error["message"].startswith(f"{field}: ")
    assert len(error["message"]) < 200


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/positions/sinusoidal", {"length": 2_049}, "length"),
        ("/positions/sinusoidal", {"dim": 4_097}, "dim"),
        ("/positions/clocks", {"position": "1e10"}, "position"),
        ("/positions/clocks", {"position": "nan"}, "position"),
        ("/positions/rotary", {"q": "1,2", "k": "1,2", "m": 0, "n": 0, "base": "inf"}, "base"),
        ("/size", {"rows": "many", "dim": 1}, "rows"),
    ],
)
def test_queries_of_numbers(client: TestClient, path: str, query: dict[str, Any], field: str) -> None:
    answer = client.get("/api" + path, params=query)
    assert (answer.status_code, answer.json()["error"]["details"]) == (400, {"field": field})


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/rank", {"question": "cat", "lines": ["cat"] * (MAX_LINES + 1)}, "lines"),
        ("/rank", {"question": "cat", "lines": []}, "lines"),
        ("/rank", {"question": "x" * (MAX_TEXT + 1), "lines": ["cat"]}, "question"),
        ("/order", {"sentences": ["cat"] * 9}, "sentences"),
        ("/order", {"sentences": ["cat"], "encoding": "alibi"}, "encoding"),
    ],
)
def test_bodies(client: TestClient, path: str, body: dict[str, Any], field: str) -> None:
    answer = client.post(TABLE + path, json=body)
    assert (answer.status_code, answer.json()["error"]["details"]) == (400, {"field": field})


def test_the_most_is_allowed(client: TestClient) -> None:
    assert client.get(TABLE + "/rows", params={"token": ["cat"] * MAX_TOKENS}).status_code == 200
    assert client.get(TABLE + "/neighbors", params={"expression": "cat", "k": 1_000}).status_code == 200
    assert client.get(TABLE + "/encode", params={"text": "cat " * (MAX_TEXT // 4)}).status_code == 200
    lines = {"question": "cat", "lines": ["dog"] * MAX_LINES}
    assert client.post(TABLE + "/rank", json=lines).status_code == 200
