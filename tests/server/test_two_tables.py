"""Two tables over HTTP: what the operations answer, by events where it takes long."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from rowspace.operations import beside, changes, shared_tokens
from rowspace.operations.opened import OpenedTable

from .test_events import events
from .test_whole import check_bundle

BOTH = {"other": "minilm"}


def test_shared_tokens(client: TestClient, classroom: OpenedTable, minilm: OpenedTable) -> None:
    answer = client.get("/api/tables/classroom/shared", params=BOTH)
    check_bundle(answer.content, shared_tokens.shared_tokens(classroom, minilm))


@pytest.mark.parametrize(
    ("path", "query", "operation"),
    [
        ("beside", {"method": "pca"}, beside.beside),
        ("changes", {"k": 4, "most": 20}, lambda one, other: changes.changes(one, other, 4, 20)),
    ],
)
def test_long_work(
    client: TestClient, classroom: OpenedTable, minilm: OpenedTable, path: str, query: dict[str, Any], operation: Any
) -> None:
    told = list(events(iter(client.get(f"/api/tables/classroom/{path}", params=BOTH | query).text.splitlines())))
    assert told[0] == ("progress", {"fraction": 0.0, "message": told[0][1]["message"]})
    assert told[-1][0] == "done"
    check_bundle(client.get(told[-1][1]["result"]).content, operation(classroom, minilm))


def test_tables_of_equal_width_have_cosines(client: TestClient, classroom: OpenedTable) -> None:
    told = list(events(iter(client.get("/api/tables/classroom/changes?other=classroom").text.splitlines())))
    check_bundle(client.get(told[-1][1]["result"]).content, changes.changes(classroom, classroom))


def test_refusals(client: TestClient) -> None:
    answer = client.get("/api/tables/classroom/shared?other=nope")
    assert (answer.status_code, answer.json()["error"]["kind"]) == (404, "unknown_table")
    answer = client.get("/api/tables/classroom/changes")
    assert answer.json()["error"]["message"] == "other: field required."
    told = list(events(iter(client.get("/api/tables/classroom/changes?other=odd").text.splitlines())))
    assert told[-1][0] == "failed"
    assert "classroom and odd share 0 tokens that stand for a word" in told[-1][1]["error"]["message"]
