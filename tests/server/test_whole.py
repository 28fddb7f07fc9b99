"""Addresses about a whole table answer what their operations answer."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load
from starlette.testclient import TestClient

from rowspace.operations import (
    alike,
    all_spellings,
    along,
    card,
    clusters,
    dims,
    find,
    hubs,
    kept_neighbors,
    norms,
    picture,
    row_groups,
    row_order,
    spectrum,
    tiles,
)
from rowspace.operations.opened import OpenedTable
from rowspace.operations.pyramid import View
from rowspace.server.bundle import MEDIA_TYPE

from .test_events import events
from .test_routes import as_json

BY_NORM = {"by": "norm", "dims": "variance"}

BUNDLES: list[tuple[str, dict[str, Any], Any]] = [
    ("spellings", {}, all_spellings.spellings),
    ("groups", {}, row_groups.row_groups),
    ("dims", {}, dims.dims_of),
    ("along", {"expression": ["king", "woman - man"]}, lambda t: along.along(t, ["king", "woman - man"])),
    ("row_order", {"by": "similarity", "to": "cat"}, lambda t: row_order.row_order(t, "similarity", "cat")),
    (
        "tile",
        {"row_level": 3, "dim_level": 1, "row": 2, **BY_NORM},
        lambda t: tiles.tile(t, (3, 1), (2, 0), View("norm", None, "variance")),
    ),
    (
        "cells",
        {"top": 30, "rows": 4, "left": 5, "columns": 3, **BY_NORM},
        lambda t: tiles.cells(t, (30, 34), (5, 8), View("norm", None, "variance")),
    ),
    ("row_order", {"by": "cluster", "clusters": 5}, lambda t: row_order.row_order(t, "cluster", clusters=5)),
    (
        "cells",
        {"rows": 4, "columns": 3, "by": "cluster", "clusters": 5},
        lambda t: tiles.cells(t, (0, 4), (0, 3), View("cluster", clusters=5)),
    ),
    ("find/ids", {"text": "king"}, lambda t: find.find_ids(t, "king")),
    ("alike", {"id": [7, 3, 99], "arrange": True}, lambda t: alike.alike(t, [7, 3, 99], arrange=True)),
]

ANSWERS: list[tuple[str, dict[str, Any], Any]] = [
    ("peak", {"top": 5, "left": 2, "rows": 9, "columns": 4}, lambda t: tiles.peak(t, (5, 14), (2, 6))),
    ("find", {"text": "kin", "count": 4, "offset": 2}, lambda t: find.find(t, "kin", 4, 2)),
    ("card", {"token": "king"}, lambda t: card.card(t, "king")),
]


def check_bundle(content: bytes, expected: Any) -> None:
    tensors = load(content)
    length = int.from_bytes(content[:8], "little")
    meta = json.loads(json.loads(content[8 : 8 + length])["__metadata__"]["meta"])
    for field in fields(expected):
        value = getattr(expected, field.name)
        if isinstance(value, np.ndarray):
            sent = value.astype(np.float32) if value.dtype == np.float64 else value
            assert tensors[field.name].dtype == sent.dtype
            np.testing.assert_array_equal(tensors[field.name], sent)
        elif value is None and field.name not in meta:
            assert field.name not in tensors
        else:
            assert meta[field.name] == json.loads(json.dumps(value, default=asdict))


@pytest.mark.parametrize(("path", "query", "operation"), BUNDLES)
def test_bundles(client: TestClient, minilm: OpenedTable, path: str, query: dict[str, Any], operation: Any) -> None:
    answer = client.get(f"/api/tables/minilm/{path}", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    check_bundle(answer.content, operation(minilm))


@pytest.mark.parametrize(("path", "query", "operation"), ANSWERS)
def test_answers(client: TestClient, minilm: OpenedTable, path: str, query: dict[str, Any], operation: Any) -> None:
    answer = client.get(f"/api/tables/minilm/{path}", params=query)
    assert answer.status_code == 200
    assert answer.json() == as_json(operation(minilm))


@pytest.mark.parametrize(
    ("path", "query", "operation"),
    [
        ("norms", {}, norms.norms),
        ("clusters", {"count": 5, "seed": 2}, lambda t: clusters.clusters(t, 5, 2)),
        ("spectrum", {}, spectrum.spectrum),
        ("hubs", {"k": 4, "top": 3, "seed": 2}, lambda t: hubs.hubs(t, 4, 2, 3)),
        (
            "kept_neighbors",
            {"method": "pca", "first": 21},
            lambda t: kept_neighbors.kept_neighbors(t, picture.picture(t, first=21)),
        ),
        ("picture", {"method": "pca", "first": 20}, lambda t: picture.picture(t, first=20)),
        ("picture", {"components": 3}, lambda t: picture.picture(t, components=3)),
    ],
)
def test_long_work(
    client: TestClient, classroom: OpenedTable, path: str, query: dict[str, Any], operation: Any
) -> None:
    told = list(events(iter(client.get(f"/api/tables/classroom/{path}", params=query).text.splitlines())))
    assert [name for name, _ in told][-1] == "done"
    assert told[0] == ("progress", {"fraction": 0.0, "message": told[0][1]["message"]})
    answer = client.get(told[-1][1]["result"])
    check_bundle(answer.content, operation(classroom))


@pytest.mark.parametrize(
    ("path", "query", "message"),
    [
        ("tile", {"row": 9}, "is outside"),
        ("tile", {"by": "age"}, "by"),
        ("row_order", {"by": "similarity"}, "needs a token"),
        ("row_order", {"by": "cluster", "clusters": 50}, "too few for 50 clusters"),
        ("peak", {"top": 999, "left": 0}, "No cell there"),
        ("alike", {"id": [1, 99]}, "does not exist"),
        ("along", {"expression": "nowhere"}, "is not in classroom"),
        ("find/ids", {"text": "/(/"}, "is not closed"),
        ("card", {"token": "#99"}, "is not a row"),
    ],
)
def test_refusals_have_the_one_shape(client: TestClient, path: str, query: dict[str, Any], message: str) -> None:
    answer = client.get(f"/api/tables/classroom/{path}", params=query)
    assert answer.status_code in (400, 404)
    assert message in answer.json()["error"]["message"]


def test_a_table_with_broken_rows_and_spellings_answers_all(client: TestClient) -> None:
    for path in ["spellings", "groups", "dims", "tile", "row_order?by=norm", "find?text=", "card?token=%234"]:
        assert client.get(f"/api/tables/odd/{path}").status_code == 200, path
    assert client.get("/api/tables/odd/card", params={"token": "#4"}).json()["norm"] is None
    assert client.get("/api/tables/odd/peak", params={"top": 4, "left": 0}).json()["value"] is None
