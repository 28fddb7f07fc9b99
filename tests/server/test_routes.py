"""Every route answers what its operation answers."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load
from starlette.testclient import TestClient

from rowspace.operations import (
    bias,
    bias_sensitivity,
    compare,
    lesson,
    lookup,
    order,
    positions,
    quantize,
    rank,
    rotate,
    search,
    size,
)
from rowspace.operations.opened import OpenedTable
from rowspace.operations.project import true_neighbors
from rowspace.server.bundle import MEDIA_TYPE

WORDS = ["cat", "king", "the"]
LINES = ["a red bird", "the king", "xyzzy"]


def as_json(answer: Any) -> Any:
    """A dataclass, or a list of them, as JSON has it."""
    plain = [asdict(each) for each in answer] if isinstance(answer, list | tuple) else asdict(answer)
    return json.loads(json.dumps(plain))


ANSWERS: list[tuple[str, dict[str, Any], Any]] = [
    ("lesson", {}, lesson.lesson_tokens),
    ("encode", {"text": "Cats, unbelievable"}, lambda table: lookup.encode(table, "Cats, unbelievable")),
    ("complete", {"prefix": "qu", "count": 3}, lambda table: lookup.complete(table, "qu", 3)),
    ("pair", {"a": "cat", "b": "#3000"}, lambda table: compare.pair(table, "cat", "#3000")),
    (
        "parallel",
        {"a": "king", "b": "man", "c": "queen", "d": "woman"},
        lambda table: compare.difference(table, "king", "man", "queen", "woman"),
    ),
    ("baseline", {"pairs": 50, "seed": 3}, lambda table: compare.baseline(table, 50, 3)),
    (
        "neighbors",
        {"expression": "king - man + woman", "k": 3, "metric": "dot", "center": True, "include_query": True},
        lambda table: search.neighbors(table, "king - man + woman", 3, "dot", True, True),
    ),
    (
        "neighbors",
        {"expression": "king", "all_but_the_top": True},
        lambda table: search.neighbors(table, "king", all_but_the_top=True),
    ),
    (
        "arithmetic",
        {"expression": "king - man + woman", "k": 3},
        lambda t: search.arithmetic(t, "king - man + woman", 3),
    ),
    ("edges", {"token": WORDS, "k": 2, "among": "table"}, lambda table: true_neighbors(table, WORDS, 2, "table")),
    (
        "quantized",
        {"token": "cat", "k": 3, "group": 32},
        lambda table: quantize.quantized_neighbors(table, "cat", 3, 32),
    ),
]

BODIES: list[tuple[str, dict[str, Any], Any]] = [
    ("rank", {"question": "a cat", "lines": LINES}, lambda table: rank.rank(table, "a cat", LINES)),
    (
        "bias",
        {"pairs": [["he", "she"], ["man", "woman"]], "words": ["nurse", "xyzzyx"]},
        lambda table: bias.direction(table, [("he", "she"), ("man", "woman")], ["nurse", "xyzzyx"]),
    ),
    (
        "bias/sensitivity",
        {"pairs": [["he", "she"], ["man", "woman"]], "words": ["nurse", "cook"], "measure": "rnd", "permutations": 3},
        lambda t: bias_sensitivity.bias_sensitivity(
            t, [("he", "she"), ("man", "woman")], ["nurse", "cook"], "rnd", permutations=3
        ),
    ),
    (
        "weat/sensitivity",
        {"test": bias.WEAT_TESTS[2].name},
        lambda table: bias_sensitivity.weat_sensitivity(table, bias.WEAT_TESTS[2]),
    ),
    ("weat", {"test": bias.WEAT_TESTS[0].name}, lambda table: bias.weat(table, bias.WEAT_TESTS[0])),
    (
        "weat",
        {"test": {"x": ["cat", "dog"], "y": ["king", "queen"], "a": ["horse"], "b": ["prince"]}},
        lambda t: bias.weat(t, {"x": ["cat", "dog"], "y": ["king", "queen"], "a": ["horse"], "b": ["prince"]}),
    ),
    (
        "order",
        {"sentences": ["dog bites man", "man bites dog"], "encoding": "learned", "scale_rows": False},
        lambda t: order.order(t, ["dog bites man", "man bites dog"], "learned", "interleaved", False),
    ),
]

BUNDLES: list[tuple[str, dict[str, Any], Any]] = [
    ("tables/minilm/rows", {"token": WORDS}, lambda table: lookup.rows_of(table, WORDS)),
    ("tables/minilm/similarity", {"token": WORDS, "metric": "dot"}, lambda t: compare.similarity(t, WORDS, "dot")),
    ("tables/minilm/rotate", {"token": WORDS, "seed": 2, "amount": 0.5}, lambda t: rotate.rotate(t, WORDS, 2, 0.5)),
    ("tables/minilm/learned", {"gap_max": 5}, lambda table: positions.learned(table, 5)),
    (
        "positions/sinusoidal",
        {"dim": 6, "length": 5, "layout": "tensor2tensor"},
        lambda _: positions.sinusoidal(6, 5, "tensor2tensor"),
    ),
]


@pytest.mark.parametrize(("path", "query", "operation"), ANSWERS)
def test_answers(client: TestClient, minilm: OpenedTable, path: str, query: dict[str, Any], operation: Any) -> None:
    answer = client.get(f"/api/tables/minilm/{path}", params=query)
    assert answer.status_code == 200
    assert answer.json() == as_json(operation(minilm))


@pytest.mark.parametrize(("path", "body", "operation"), BODIES)
def test_posted(client: TestClient, minilm: OpenedTable, path: str, body: dict[str, Any], operation: Any) -> None:
    answer = client.post(f"/api/tables/minilm/{path}", json=body)
    assert answer.status_code == 200
    assert answer.json() == as_json(operation(minilm))


@pytest.mark.parametrize(("path", "query", "operation"), BUNDLES)
def test_bundles(client: TestClient, minilm: OpenedTable, path: str, query: dict[str, Any], operation: Any) -> None:
    answer = client.get(f"/api/{path}", params=query)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPE
    tensors = load(answer.content)
    length = int.from_bytes(answer.content[:8], "little")
    meta = json.loads(json.loads(answer.content[8 : 8 + length])["__metadata__"]["meta"])
    expected = operation(minilm)
    for field in fields(expected):
        value = getattr(expected, field.name)
        if isinstance(value, np.ndarray):
            assert tensors[field.name].dtype == np.float32
            np.testing.assert_array_equal(tensors[field.name], value)
        else:
            assert meta[field.name] == json.loads(json.dumps(value))


def test_rows_say_where_the_color_scale_ends(client: TestClient, minilm: OpenedTable) -> None:
    content = client.get("/api/tables/minilm/rows", params={"token": WORDS}).content
    rows = load(content)["rows"]
    length = int.from_bytes(content[:8], "little")
    clip = json.loads(json.loads(content[8 : 8 + length])["__metadata__"]["meta"])["clip"]
    assert clip["percentile"] == 99.0
    assert clip["value"] == pytest.approx(np.sort(np.abs(rows), axis=None)[-rows.size // 100], rel=0.05)


def test_health(client: TestClient) -> None:
    assert client.get("/api/health").json()["status"] == "ok"


def test_tables_do_not_tell_where_their_files_lie(client: TestClient) -> None:
    tables = client.get("/api/tables").json()
    assert [table["name"] for table in tables] == ["classroom", "minilm", "odd"]
    assert client.get("/api/tables/odd").json() == tables[2]
    assert tables[2]["source"] == "odd.safetensors"
    assert "secret" not in json.dumps(tables)


def test_numbers_alone(client: TestClient) -> None:
    answer = client.get("/api/positions/clocks", params={"dim": 8, "position": 3.5, "pairs": 2})
    assert answer.json() == as_json(positions.clocks(8, 3.5, 10_000.0, 2))
    query = {"q": "-1,2,0.5,1", "k": "1,1,2,3", "m": 3, "n": 7, "dim": 4, "pairing": "interleaved"}
    expected = positions.rotary([-1, 2, 0.5, 1], [1, 1, 2, 3], (3, 7), 4, 10_000.0, "interleaved")
    assert client.get("/api/positions/rotary", params=query).json() == as_json(expected)
    answer = client.get("/api/size", params={"rows": 50257, "dim": 12288, "group": 32})
    assert answer.json() == as_json(size.size(50257, 12288, 32))
    assert client.get("/api/size/models").json() == as_json(size.MODEL_SIZES)


def test_words_to_begin_with(client: TestClient) -> None:
    assert client.get("/api/weat").json() == as_json(bias.WEAT_TESTS)
    words = client.get("/api/bias/words").json()
    assert words["pairs"][0] == ["he", "she"]
    assert words["occupations"] == list(bias.OCCUPATIONS)


def test_a_row_that_is_not_a_number(client: TestClient) -> None:
    answer = client.get("/api/tables/odd/pair", params={"a": "north", "b": "naïve"})
    assert answer.status_code == 200
    assert answer.json()["norm_b"] is None
