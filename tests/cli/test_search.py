"""similarity, neighbors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rowspace.operations.open import open_table

from .conftest import TOKENS, Run


@pytest.mark.parametrize(
    ("table", "pair", "expected", "within"),
    [
        ("glove", ("cat", "dog"), 0.922, 0.005),
        ("glove", ("king", "queen"), 0.784, 0.005),
        ("glove", ("cat", "king"), 0.386, 0.005),
        ("glove", ("the", "cat"), 0.443, 0.005),
        ("classroom", ("cat", "dog"), 0.993, 0.0005),
        ("classroom", ("king", "queen"), 0.995, 0.0005),
        ("classroom", ("cat", "king"), 0.015, 0.0005),
        ("classroom", ("the", "cat"), 0.180, 0.0005),
        ("minilm", ("cat", "dog"), 0.424, 0.004),
        ("minilm", ("king", "queen"), 0.627, 0.004),
    ],
)
def test_similarity_of_the_lesson(run: Run, table: str, pair: tuple[str, str], expected: float, within: float) -> None:
    keys = run("similarity", table, *pair, "--json").json
    assert keys["tokens"] == list(pair)
    assert keys["matrix"][0][1] == pytest.approx(expected, abs=within)
    assert keys["similarity"] == keys["matrix"][0][1] == keys["matrix"][1][0]


def test_similarity_of_two_is_one_number(run: Run, compass: str) -> None:
    assert run("similarity", compass, "north", " spaced out").out == "0.8000\n"


def test_similarity_of_three_is_a_matrix(run: Run, compass: str) -> None:
    lines = [line.split() for line in run("similarity", compass, "north", "east", "south").out.splitlines()]
    assert lines == [
        ["north", "east", "south"],
        ["north", "1.0000", "0.0000", "-1.0000"],
        ["east", "0.0000", "1.0000", "0.0000"],
        ["south", "-1.0000", "0.0000", "1.0000"],
    ]


def test_similarity_is_numpys(run: Run) -> None:
    table = open_table("minilm")
    tokens = ["cat", "walked", "##ing"]
    rows = table.rows[[table.id(token) for token in tokens]].astype(np.float64)
    units = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    keys = run("similarity", "minilm", *tokens, "--json").json
    np.testing.assert_allclose(keys["matrix"], units @ units.T, atol=1e-6)


def test_similarity_by_another_metric(run: Run, compass: str) -> None:
    keys = run("similarity", compass, "north", "south", "--metric", "euclidean", "--json").json
    assert (keys["metric"], keys["similarity"]) == ("euclidean", 2.0)


def test_similarity_of_one_token(run: Run, compass: str) -> None:
    ran = run("similarity", compass, "north")
    assert ran.code == 2
    assert "two tokens or more are compared" in ran.err


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("king - man + woman", "queen"),
        ("paris - france + japan", "tokyo"),
        ("actor - man + woman", "actress"),
        ("walked - walk + run", "ran"),
    ],
)
@pytest.mark.parametrize("table", ["glove", "classroom"])
def test_arithmetic_of_the_lesson(run: Run, table: str, expression: str, answer: str) -> None:
    assert run("neighbors", table, expression, "-k", "1", "--json").json["neighbors"][0]["token"] == answer


def test_query_tokens_stay_in_when_asked(run: Run) -> None:
    keys = run("neighbors", "glove", "king - man + woman", "-k", "1", "--include-query", "--json").json
    assert keys["neighbors"][0]["token"] == "king"
    assert keys["excluded"] == []


def test_directions_that_all_rows_share_are_taken_away_when_asked(run: Run) -> None:
    keys = run("neighbors", "glove", "king", "-k", "3", "--all-but-the-top", "--json").json
    assert (keys["centered"], keys["without_top"]) == (True, 1)
    assert keys["neighbors"] != run("neighbors", "glove", "king", "-k", "3", "--json").json["neighbors"]


def test_neighbors_keys(run: Run, compass: str) -> None:
    keys = run("neighbors", compass, "north", "-k", "2", "--json").json
    assert (keys["query"], keys["metric"], keys["left_out"]) == ("north", "cosine", 1)
    assert keys["neighbors"] == [
        {"token": " spaced out", "id": 4, "score": pytest.approx(0.8)},
        {"token": "$x_1$", "id": 7, "score": pytest.approx(0.8)},
    ]


def test_neighbors_in_words(run: Run, compass: str) -> None:
    lines = run("neighbors", compass, "north", "-k", "2").out.splitlines()
    assert [line.split() for line in lines] == [
        ["token", "id", "cosine"],
        ["␣spaced␣out", "4", "0.8000"],
        ["$x_1$", "7", "0.8000"],
    ]


def test_brackets_of_a_token_are_not_markup(run: Run, compass: str) -> None:
    ran = run("similarity", compass, "[unused1]", "north", "east")
    assert ran.out.split()[0] == "[unused1]"


def test_unknown_token_names_near_ones(run: Run) -> None:
    ran = run("neighbors", "glove", "kingg")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith('"kingg" is not in glove (40,000 tokens). Nearest spellings: "king"')
    assert ran.err.count("\n") == 1
    error = run("neighbors", "glove", "kingg", "--json").json["error"]
    assert (error["kind"], error["details"]["nearest"][0]) == ("unknown_token", "king")


def test_bad_expression_points_at_the_character(run: Run) -> None:
    ran = run("neighbors", "classroom", "king - (man")
    assert (ran.code, ran.out) == (1, "")
    sentence, text, caret = ran.err.splitlines()
    assert sentence.endswith(".")
    assert text == "king - (man"
    error = run("neighbors", "classroom", "king - (man", "--json").json["error"]
    assert error["kind"] == "bad_expression"
    assert caret == " " * error["details"]["position"] + "^"


def test_unknown_metric_is_a_usage_error(run: Run, compass: str) -> None:
    ran = run("neighbors", compass, "north", "--metric", "manhattan")
    assert ran.code == 2
    assert "cosine" in ran.err


@settings(deadline=None, max_examples=25)
@given(some.sampled_from(TOKENS[:6]), some.integers(1, 9))
def test_neighbors_fall_in_score_and_never_hold_the_query(compass: str, token: str, k: int) -> None:
    from typer.testing import CliRunner

    from rowspace.cli.main import app

    id = TOKENS.index(token)
    out = CliRunner().invoke(app, ["neighbors", compass, f"#{id}", "-k", str(k), "--json"]).stdout
    import json

    found = json.loads(out)["neighbors"]
    scores = [neighbor["score"] for neighbor in found]
    assert len(found) == min(k, 7)
    assert scores == sorted(scores, reverse=True)
    assert id not in [neighbor["id"] for neighbor in found]
