"""Axes made of words, tokens placed into a finished projection, and pictures of several tables."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np
from safetensors.numpy import load
from starlette.testclient import TestClient

from rowspace.operations.aligned import aligned
from rowspace.operations.axes import axes
from rowspace.operations.opened import OpenedTable
from rowspace.operations.place import place
from rowspace.operations.project import project

DRAWN = ["cat", "dog", "king", "queen", "red"]


def meta_of(content: bytes) -> Any:
    length = int.from_bytes(content[:8], "little")
    return json.loads(json.loads(content[8 : 8 + length])["__metadata__"]["meta"])


def test_axes(client: TestClient, minilm: OpenedTable) -> None:
    query = {"x": "he:she,man:woman", "y": "young:old", "token": DRAWN}
    answer = client.get("/api/tables/minilm/axes", params=query)
    assert answer.status_code == 200
    expected = axes(minilm, [("he", "she"), ("man", "woman")], [("young", "old")], DRAWN)
    np.testing.assert_array_equal(load(answer.content)["coordinates"], expected.coordinates)
    meta = meta_of(answer.content)
    assert meta["x"] == json.loads(json.dumps(asdict(expected.x)))
    assert meta["tokens"] == DRAWN
    assert meta["cosine"] == expected.cosine


def test_axes_that_cannot_be_read(client: TestClient) -> None:
    for query, words in (
        ({"x": "he-she", "y": "young:old"}, 'pairs read he:she,man:woman; got "he-she"'),
        ({"x": "he:she"}, "y"),
        ({"x": "he:she", "y": "nowhere:never", "token": DRAWN}, "classroom lacks"),
    ):
        answer = client.get("/api/tables/classroom/axes", params=query)
        assert answer.status_code == 400
        assert words in answer.json()["error"]["message"]


def test_more_tokens_in_a_finished_projection(client: TestClient, minilm: OpenedTable) -> None:
    events = client.get("/api/tables/minilm/projection", params={"token": DRAWN, "method": "tsne", "seed": 1}).text
    result = json.loads(events.rpartition("data: ")[2])["result"].rpartition("/")[2]
    query = {"result": result, "token": ["cat", "prince"]}
    answer = client.get("/api/tables/minilm/placement", params=query)
    assert answer.status_code == 200
    expected = place(minilm, project(minilm, DRAWN, "tsne", 1), ["cat", "prince"])
    np.testing.assert_array_equal(load(answer.content)["coordinates"], expected.coordinates)
    assert meta_of(answer.content)["drawn"] == [True, False]
    other = client.get("/api/tables/classroom/placement", params=query)
    assert (other.status_code, other.json()["error"]["kind"]) == (400, "bad_argument")
    gone = client.get("/api/tables/minilm/placement", params={**query, "result": "none"})
    assert (gone.status_code, gone.json()["error"]["kind"]) == (404, "not_found")


def test_pictures_of_two_tables(client: TestClient, minilm: OpenedTable, classroom: OpenedTable) -> None:
    query = {"table": ["classroom", "minilm"], "token": [*DRAWN, "##s"], "seed": 3}
    answer = client.get("/api/aligned", params=query)
    assert answer.status_code == 200
    expected = aligned([classroom, minilm], [*DRAWN, "##s"], seed=3)
    for name, array in load(answer.content).items():
        np.testing.assert_array_equal(array, getattr(expected, name))
    meta = meta_of(answer.content)
    assert meta["missing"] == ["##s"]
    assert meta["pictures"][1]["disparity"] == expected.pictures[1].disparity
    assert client.get("/api/aligned", params={"table": ["minilm"]}).status_code == 400
    assert client.get("/api/aligned", params={"table": ["minilm", "nowhere"]}).status_code == 404
