"""Every error has one shape, whoever noticed it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from rowspace import errors
from rowspace.operations import compare
from rowspace.operations.opened import OpenedTable
from rowspace.server.errors import status_of

from .conftest import ODD, live_server


@pytest.mark.parametrize(
    ("address", "status", "kind", "words"),
    [
        ("/api/tables/nope", 404, "unknown_table", '"nope" is not open here; open tables are classroom, minilm, odd.'),
        ("/api/tables/classroom/pair?a=cat&b=catt", 404, "unknown_token", '"catt" is not in classroom (39 tokens).'),
        ("/api/tables/classroom/neighbors?expression=king - (man", 400, "bad_expression", "."),
        ("/api/tables/classroom/neighbors?expression=cat&metric=taxi", 400, "bad_argument", "metric: input should be"),
        ("/api/tables/classroom/neighbors?expression=cat&k=0", 400, "bad_argument", "k: "),
        ("/api/tables/classroom/neighbors", 400, "bad_argument", "expression: field required."),
        ("/api/tables/classroom/learned", 400, "bad_argument", "classroom has no learned positions"),
        ("/api/nothing", 404, "not_found", "There is nothing at /api/nothing."),
        ("/api", 404, "not_found", "There is nothing at /api."),
        ("/nothing", 404, "not_found", "There is nothing at /nothing."),
        ("/api/results/0123", 404, "not_found", "Result 0123 is not kept any more; ask for it again."),
        ("/api/positions/rotary?q=1,b&k=1,2&m=0&n=0", 400, "bad_argument", 'q is numbers with commas between'),
    ],
)  # fmt: skip
def test_shape(client: TestClient, address: str, status: int, kind: str, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    error = answer.json()["error"]
    assert set(error) == {"kind", "message", "details"}
    assert error["kind"] == kind
    assert words in error["message"]


def test_details_help_to_put_it_right(client: TestClient) -> None:
    def details(address: str) -> dict[str, Any]:
        found: dict[str, Any] = client.get(address).json()["error"]["details"]
        return found

    assert details("/api/tables/classroom/pair?a=catt&b=dog")["nearest"] == ["cat"]
    assert details("/api/tables/classroom/neighbors?expression=king - )")["position"] == 7
    assert details("/api/tables/classroom/neighbors?expression=cat&k=x")["field"] == "k"


def test_wrong_method_and_wrong_body(client: TestClient) -> None:
    answer = client.delete("/api/tables")
    assert (answer.status_code, answer.json()["error"]["kind"]) == (405, "bad_argument")
    assert answer.headers["allow"] == "GET"
    answer = client.post("/api/tables/classroom/rank", content=b"{", headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "The body is not readable JSON.")
    answer = client.post("/api/tables/classroom/rank", json={"question": "cat", "lines": "cat"})
    assert answer.json()["error"]["message"] == "lines: input should be a valid list; got 'cat'."


def test_a_fault_of_its_own_says_nothing_of_its_inside(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(compare, "pair", broken)
    answer = client.get("/api/tables/classroom/pair?a=cat&b=dog")
    assert answer.status_code == 500
    assert answer.json()["error"]["kind"] == "internal"
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_fault_of_its_own_is_logged(
    classroom: OpenedTable, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("the reason")

    monkeypatch.setattr(compare, "pair", broken)
    with live_server([classroom]) as live:
        assert httpx.get(f"{live.address}/api/tables/classroom/pair?a=cat&b=dog").status_code == 500
    assert "ZeroDivisionError: the reason" in capfd.readouterr().err


def test_a_spelling_that_is_no_utf8(client: TestClient) -> None:
    answer = client.get("/api/tables/odd/neighbors?expression=%232&k=2")
    assert answer.status_code == 200
    assert ODD[2] in client.get("/api/tables/odd/complete?prefix=bad").json()[0]["token"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.BadArgument("."), 400),
        (errors.BadExpression(".", text="", position=0), 400),
        (errors.BadFile("."), 400),
        (errors.UnknownTable("."), 404),
        (errors.UnknownToken("a", table="t", tokens=1), 404),
        (errors.MissingExtra("."), 409),
        (errors.Canceled("."), 409),
    ],
)
def test_status_of_every_kind(error: errors.RowspaceError, status: int) -> None:
    assert status_of(error) == status
