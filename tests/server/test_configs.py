"""A config.json that is sent: read as a catalogue model's is, and refused in one sentence where it is malformed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from starlette.testclient import TestClient

from rowspace.operations import positions
from rowspace.positions.catalogue import model_named
from rowspace.server.app import create_app
from rowspace.server.routes.configs import MAX_CONFIG

from ..hostile.configs import MALFORMED
from .conftest import ADDRESS
from .test_models import plain


def sent(client: TestClient, text: str, path: str = "", **query: Any) -> Any:
    return client.post(f"/api/positions/config{path}", json={"text": text}, params=query)


@pytest.mark.parametrize("name", ["llama-3.1-8b", "gemma-3-1b", "mpt-7b", "t5-small", "opt-1.3b"])
def test_a_config_says_what_the_catalogue_says(client: TestClient, name: str) -> None:
    answer = sent(client, json.dumps(model_named(name).config)).json()
    expected = plain(positions.model_positions(name))
    of_the_catalogue = ("source", "title", "evidence", "level", "note")
    assert {key: value for key, value in answer.items() if key not in of_the_catalogue} == {
        key: value for key, value in expected.items() if key not in of_the_catalogue
    }
    assert answer["source"] == "config.json"


def test_curves_of_a_config_are_those_of_its_model(client: TestClient) -> None:
    for path, name, query in (
        ("curve", "llama-3-8b", {"longest": 500, "count": 20}),
        ("biases", "mpt-7b", {"gap_max": 9}),
        ("precision", "llama-3-8b", {"longest": 5000, "count": 9}),
    ):
        answer = sent(client, json.dumps(model_named(name).config), f"/{path}", **query).json()
        expected = client.get(f"/api/positions/{path}", params={"name": name, **query}).json()
        assert {**answer, "source": name} == expected


@pytest.mark.parametrize(("text", "words"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_configs(client: TestClient, text: str, words: str) -> None:
    answer = sent(client, text)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["kind"] in ("bad_argument", "bad_file")
    assert words in error["message"]
    assert len(error["message"].splitlines()) == 1
    assert len(error["message"]) < 600


def test_a_name_names_the_file_and_cannot_break_the_line(client: TestClient) -> None:
    for name, told in (("mine.json", "mine.json"), ("a\nb", "config.json")):
        answer = client.post("/api/positions/config", json={"text": "{", "name": name})
        assert answer.json()["error"]["message"].startswith(f"{told} is not readable JSON.")


def test_the_largest_text(client: TestClient) -> None:
    assert sent(client, "{" + " " * (MAX_CONFIG - 2) + "}").json()["error"]["kind"] == "bad_argument"
    answer = sent(client, " " * (MAX_CONFIG + 1))
    assert (answer.status_code, answer.json()["error"]["details"]) == (400, {"field": "text"})


values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = ("model_type", "rope_theta", "rope_scaling", "head_dim", "hidden_size", "num_attention_heads", "layer_types")


@settings(deadline=None, max_examples=60)
@given(some.dictionaries(some.sampled_from(KEYS), values | some.just("llama"), max_size=5))
def test_whatever_is_sent_is_answered_or_refused(config: dict[str, Any]) -> None:
    client = TestClient(create_app([]), base_url=ADDRESS, raise_server_exceptions=False)
    assert sent(client, json.dumps(config)).status_code in (200, 400)
