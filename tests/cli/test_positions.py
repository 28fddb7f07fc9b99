"""positions."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from typer.testing import CliRunner

from rowspace.cli.main import app

from .conftest import Run

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "positions" / "rope_apply.json").read_text())
Q = ",".join(map(str, GOLDEN["q"]))
K = ",".join(map(str, GOLDEN["k"]))
ROTARY = ("positions", "--encoding", "rotary", "--dim", "8", "--q", Q, "--k", K, "--json")


@pytest.mark.parametrize(
    ("at", "pairing", "score"),
    [
        ("3,7", "half", -2.2618),
        ("10,14", "half", -2.2618),
        ("0,4", "half", -2.2618),
        ("3,7", "interleaved", -4.5879),
        ("7,3", "half", -3.9192),
    ],
)
def test_rotary_scores_of_transformers(run: Run, at: str, pairing: str, score: float) -> None:
    keys = run(*ROTARY, "--at", at, "--pairing", pairing).json
    assert keys["score"] == pytest.approx(score, abs=5e-5)
    assert keys["scores"] == [keys["score"]]
    assert keys["attention_factor"] == 1.0
    assert keys["warnings"] == []


def test_rotary_frequencies_are_those_of_transformers(run: Run) -> None:
    with_vectors = run(*ROTARY, "--at", "3,7").json
    without = run("positions", "--dim", "8", "--json").json
    for keys in (with_vectors, without):
        np.testing.assert_allclose(keys["inv_freq"], GOLDEN["inv_freq"], rtol=1e-6)
        np.testing.assert_allclose(keys["wavelengths"], 2 * np.pi / np.array(GOLDEN["inv_freq"]), rtol=1e-6)
    assert without["encoding"] == "rotary"
    assert without["scores"] == []


def test_rotary_shift_leaves_the_score(run: Run) -> None:
    keys = run(*ROTARY, "--at", "3,7", "--shift", "7").json
    assert keys["at"] == [[3, 7], [10, 14]]
    assert keys["scores"][0] == pytest.approx(keys["scores"][1], abs=1e-12)


def test_rotary_in_words(run: Run) -> None:
    ran = run("positions", "--q", Q, "--k", K, "--at", "3,7")
    assert ran.code == 0
    assert "score -2.2618 with the query at 3 and the key at 7\n" in ran.out
    assert ran.out.splitlines()[-1].split() == ["3", "0.001", "6283.19"]


def test_vectors_may_begin_with_a_minus(run: Run) -> None:
    keys = run("positions", "--q", "-1,2", "--k", "-0.5,-1", "--json").json
    assert (keys["at"], keys["score"]) == ([[0, 0]], -1.5)
    assert keys["q_rotated"] == [-1.0, 2.0]


def test_sinusoidal_of_two_positions(run: Run) -> None:
    keys = run("positions", "--encoding", "sinusoidal", "--dim", "4", "--at", "0,2", "--json").json
    cosine = (math.cos(2) + math.cos(0.02)) / 2
    assert keys["scores"] == [pytest.approx(cosine, abs=1e-6)]
    np.testing.assert_allclose(keys["values"][0], [0, 1, 0, 1], atol=1e-7)
    np.testing.assert_allclose(keys["inv_freq"], [1, 0.01], rtol=1e-12)


def test_sinusoidal_takes_its_dim_from_a_table(run: Run, compass: str) -> None:
    assert run("positions", compass, "--encoding", "sinusoidal", "--json").json["dim"] == 2


def test_learned_positions_of_a_table(run: Run, compass: str) -> None:
    keys = run("positions", compass, "--at", "0,1", "--shift", "1", "--json").json
    assert (keys["encoding"], keys["positions"], keys["norms"]) == ("learned", 4, [1, 1, 1, 1])
    assert keys["scores"] == [pytest.approx(0), pytest.approx(0)]
    assert (keys["inv_freq"], keys["attention_factor"]) == ([], None)
    assert run("positions", compass).out.splitlines() == ["encoding   learned", "dim        2", "positions  4"]


def test_learned_refuses_positions_it_has_not(run: Run, compass: str) -> None:
    ran = run("positions", compass, "--at", "0,4")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "compass learned positions 0 to 3; got 4.\n"


def test_learned_of_a_table_without(run: Run) -> None:
    ran = run("positions", "classroom", "--json")
    assert ran.code == 1
    assert ran.json["error"]["kind"] == "bad_argument"
    assert "minilm" in ran.json["error"]["message"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "how many dims has a vector?"),
        (("--q", "1,2"), "needs both --q and --k"),
        (("--q", "1,b", "--k", "1,2"), 'got "1,b"'),
        (("--dim", "4", "--at", "3"), "two positions, as in 3,7"),
        (("--dim", "4", "--at", "3,7", "--shift", "-4"), "positions count from 0"),
        (("--encoding", "learned"), "a table's own"),
        (("--encoding", "alibi", "--dim", "4"), "alibi"),
    ],
)
def test_usage_errors(run: Run, arguments: tuple[str, ...], words: str) -> None:
    ran = run("positions", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--dim", "7"), "even"),
        (("--dim", "4", "--q", "1,2", "--k", "1,2"), "4 numbers"),
        (("--dim", "4", "--theta", "0"), "base"),
    ],
)
def test_refusals(run: Run, arguments: tuple[str, ...], words: str) -> None:
    ran = run("positions", *arguments, "--json")
    assert ran.code == 1
    assert words in ran.json["error"]["message"]


@settings(deadline=None, max_examples=25)
@given(some.integers(0, 1000), some.integers(0, 1000), some.integers(1, 1000))
def test_only_the_gap_matters(m: int, n: int, shift: int) -> None:
    arguments = [*ROTARY, "--at", f"{m},{n}", "--shift", str(shift)]
    first, second = json.loads(CliRunner().invoke(app, arguments).stdout)["scores"]
    assert first == pytest.approx(second, abs=1e-9)
