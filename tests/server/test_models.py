"""Positions of catalogue models over HTTP."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from rowspace.operations import positions
from rowspace.operations.config_file import catalogue_settings

Q, K = [0.5, -1.25, 2, 0.75, -0.5, 1.5, -2.25, 1], [1, 0.25, -0.75, 1.5, 2, -1, 0.5, -0.25]
LISTED = {"q": ",".join(map(str, Q)), "k": ",".join(map(str, K))}
DECAY = json.loads((Path(__file__).parents[1] / "golden" / "positions" / "decay.json").read_text("utf-8"))["cases"]


def plain(answer: Any) -> Any:
    return json.loads(json.dumps([asdict(each) for each in answer] if isinstance(answer, list) else asdict(answer)))


def asked(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/positions/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_catalogue(client: TestClient) -> None:
    entries = asked(client, "models")
    assert entries == plain(positions.catalogue())
    by_name = {entry["name"]: entry for entry in entries}
    assert len(by_name) >= 50
    llama = by_name["llama-3.1-8b"]
    assert (llama["encoding"], llama["base"], llama["context"], llama["method"]) == ("rotary", 5e5, 131_072, "llama3")
    assert "llama-models" in llama["evidence"]
    assert (by_name["gpt-4"]["encoding"], by_name["gpt-4"]["context"]) == ("unpublished", None)
    assert by_name["llama-4-scout"]["without"] == 12


@pytest.mark.parametrize("name", ["Llama 3.1 8B", "gemma-3-4b", "bloom", "t5-small", "transformer-2017", "gpt-4"])
def test_a_model_is_what_python_says(client: TestClient, name: str) -> None:
    answer = asked(client, "model", name=name, m=3, n=7, shift=7, length=100)
    assert answer == plain(positions.model_positions(name, at=(3, 7), shift=7, length=100))


def test_the_layer_strip_of_a_model_with_two_kinds(client: TestClient) -> None:
    layers = asked(client, "model", name="gemma-3-4b", layer="5")["layers"]
    assert [(layer["base"], layer["window"], layer["method"]) for layer in layers[4:6]] == [
        (1e4, 1024, "default"),
        (1e6, None, "linear"),
    ]
    scout = asked(client, "model", name="llama-4-scout", layer="full_attention")
    assert (scout["encoding"], scout["query_scale"]) == ("none", {"floor": 8192.0, "scale": 0.1, "shift": 1})
    assert [layer["encoding"] for layer in scout["layers"][:4]] == ["rotary"] * 3 + ["none"]
    assert scout["layers"][3]["base"] is None


def test_scaling_keeps_the_unscaled_ghost(client: TestClient) -> None:
    answer = asked(client, "model", name="llama-2-7b", scaling="linear", factor=8)
    assert (answer["method"], answer["original"], answer["context"]) == ("linear", 4096, 32_768)
    assert answer["wavelengths"] == pytest.approx([8 * length for length in answer["unscaled_wavelengths"]])
    assert answer["attention_factor"] == 1


def test_scores_of_a_query_and_a_key_in_a_short_format(client: TestClient) -> None:
    answer = client.post(
        "/api/positions/config",
        json={
            "text": '{"model_type": "llama", "head_dim": 8, "max_position_embeddings": 64}',
            "m": 3,
            "n": 7,
            "shift": 7,
            "q": Q,
            "k": K,
            "dtype": "bfloat16",
        },
    ).json()
    assert answer["scores"] == [pytest.approx(-2.2618, abs=5e-5)] * 2
    computed = answer["computed"]
    assert computed["scores"] == [pytest.approx(-2.2618, abs=0.05)] * 2
    assert computed["errors"] == [abs(a - b) for a, b in zip(computed["scores"], answer["scores"], strict=True)]
    assert computed["spread"] > 0
    assert computed["stored"] == computed["positions"] == [3, 7, 10, 14]


def test_the_curve_is_that_of_the_reference(client: TestClient) -> None:
    case = next(case for case in DECAY if case["name"] == "llama-2-7b")
    answer = asked(client, "curve", name="llama-2-7b", longest=4095, count=2048)
    assert (answer["steps"], answer["rises"]) == (case["kernel_steps"], case["kernel_steps_that_rise"])
    expected = dict(zip(case["gaps"], case["mean_cos"], strict=True))
    bound = dict(zip(case["gaps"], case["roformer_bound_over_half_d"], strict=True))
    shared = [(at, gap) for at, gap in enumerate(answer["gaps"]) if gap in expected]
    assert len(shared) > 5
    for at, gap in shared:
        assert answer["self_score"][at] == pytest.approx(expected[gap], abs=1e-9)
        assert answer["bound"][at] == pytest.approx(bound[gap] / bound[0], rel=1e-9)
    assert answer["band"] == pytest.approx(128**-0.5)
    assert all(0.8 < spread < 1.2 for spread in answer["spread"])
    assert asked(client, "curve", dim=128, longest=4095, count=2048)["self_score"] == answer["self_score"]


def test_gaps_by_ratio(client: TestClient) -> None:
    gaps = asked(client, "curve", longest=100_000, count=64, logarithmic=True)["gaps"]
    assert gaps[:3] == [0, 1, 2]
    assert gaps[-1] == 100_000
    assert len(gaps) <= 64


def test_biases_by_hand(client: TestClient) -> None:
    answer = asked(client, "biases", gap_max=200)
    assert answer["slopes"] == [2.0**-power for power in range(1, 9)]
    assert len(answer["buckets"]) == 401
    near = {step["bucket"]: (step["first"], step["last"]) for step in answer["steps"]}
    assert (near[0], near[7], near[17], near[15]) == ((0, 0), (-7, -7), (1, 1), (-200, -91))
    bloom = asked(client, "biases", name="bloom-176b")
    assert (bloom["heads"], len(bloom["slopes"]), bloom["steps"]) == (112, 112, [])
    assert asked(client, "biases", name="llama-2-7b")["slopes"] == []


def test_precision_marks_where_formats_end(client: TestClient) -> None:
    answer = asked(client, "precision", longest=20_000_000)
    at = {mark["position"]: answer["positions"].index(mark["position"]) for mark in answer["marks"]}
    assert set(at) == {257, 2049, 1_000_000, 16_777_217}
    errors = {way["way"]: way["errors"] for way in answer["ways"]}
    assert answer["bfloat16_positions"][at[257]] == 256
    assert errors["bfloat16"][at[257]] == pytest.approx(0.86, abs=0.01)
    assert errors["cached_bfloat16"][at[257]] <= 2**-8
    assert errors["float16"][at[1_000_000]] is None
    assert errors["float32"][at[16_777_217]] > errors["float32"][at[257]]


def test_pairings_meet_in_their_scores(client: TestClient) -> None:
    half, interleaved = asked(client, "pairings", m=3, n=7, **LISTED)["views"]
    assert half["score"] == pytest.approx(-2.2618, abs=5e-5)
    assert interleaved["score"] == pytest.approx(half["score"])
    assert half["misread"] == pytest.approx(-4.5879, abs=5e-5)
    assert half["partners"][1] == [1, 5]
    assert interleaved["partners"][1] == [2, 3]
    assert interleaved["q"] == [Q[place] for place in interleaved["permutation"]]


@pytest.mark.parametrize(
    ("path", "query", "words"),
    [
        ("model", {}, "name"),
        ("model", {"name": "lama-2-7b"}, "Nearest: llama-2-7b"),
        ("model", {"name": "/etc/passwd"}, "is no model of the catalogue"),
        ("model", {"name": "llama-2-7b", "m": 3}, "needs both positions"),
        ("model", {"name": "llama-2-7b", "layer": "32"}, "layer must be a whole number from 0 to 31; got 32"),
        ("model", {"name": "llama-2-7b", "m": 3, "n": 7, "shift": -5}, "shift must leave both positions at 0"),
        ("model", {"name": "llama-2-7b", "q": "1,b", "k": "1"}, "q is numbers with commas between"),
        ("model", {"name": "llama-2-7b", "scaling": "longrope"}, "scaling must be one of default, linear"),
        ("model", {"name": "bert-base", "scaling": "yarn"}, "scaling is for rotary positions"),
        ("model", {"name": "llama-2-7b", "scaling": "yarn", "factor": 0.5}, "factor"),
        ("model", {"name": "llama-2-7b", "dtype": "int8", "m": 1, "n": 2}, "dtype"),
        ("model", {"name": "llama-2-7b", "dtype": "float16"}, "dtype needs two positions"),
        ("curve", {"name": "bloom-176b"}, "a gap curve is for rotary positions; this model's are alibi"),
        ("curve", {"dim": 7}, "even whole number"),
        ("precision", {"name": "gpt-2"}, "precision is for rotary positions"),
        ("biases", {"buckets": 32, "max_distance": 8}, "max_distance must be above 8"),
        ("pairings", {"q": "1,2", "k": "1,2,3,4"}, "as many numbers"),
    ],
)
def test_refusals_are_one_sentence(client: TestClient, path: str, query: dict[str, Any], words: str) -> None:
    answer = client.get(f"/api/positions/{path}", params=query)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["kind"] == "bad_argument"
    assert words in error["message"]
    assert "\n" not in error["message"]


def test_no_file_is_read_for_a_name(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "llama-2-7b").mkdir()
    (tmp_path / "llama-2-7b" / "config.json").write_text('{"model_type": "bloom", "n_head": 8}')
    assert asked(client, "model", name="llama-2-7b")["encoding"] == "rotary"
    assert client.get("/api/positions/model", params={"name": "llama-2-7b/config.json"}).status_code == 400


def test_settings_of_the_catalogue_are_their_own() -> None:
    assert catalogue_settings("gpt-4").config is None
