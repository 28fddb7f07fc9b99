"""evaluate."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Run

Listing = Callable[[str], str]

DIRECTIONS = ": turns\nnorth east south west\neast north west south\nnorth east gone west\n"


def test_analogies_as_json(run: Run, compass: str, listing: Listing) -> None:
    keys = run("evaluate", compass, listing(DIRECTIONS), "--restrict", "4", "--json").json
    assert keys == {
        "kind": "analogies",
        "accuracy": 1.0,
        "strict": 2 / 3,
        "correct": 2,
        "covered": 2,
        "total": 3,
        "method": "3cosadd",
        "case": "ignore",
        "candidates": 4,
        "sections": [{"name": "turns", "accuracy": 1.0, "correct": 2, "covered": 2, "total": 3}],
    }


def test_analogies_in_words(run: Run, compass: str, listing: Listing) -> None:
    lines = run("evaluate", compass, listing(DIRECTIONS), "--restrict", "4").out.splitlines()
    assert [line.split() for line in lines[:3]] == [
        ["section", "correct", "covered", "total", "accuracy"],
        ["turns", "2", "2", "3", "100.00%"],
        ["all", "2", "2", "3", "100.00%"],
    ]
    assert lines[3] == "strict, a missing word counting as wrong: 66.67%"


def test_pairs(run: Run, compass: str, listing: Listing) -> None:
    pairs = listing("north\tsouth\t0\nnorth\teast\t5\nnorth\tNORTH\t9\nnorth\tgone\t9\n")
    keys = run("evaluate", compass, pairs, "--json").json
    assert (keys["kind"], keys["covered"], keys["total"]) == ("similarity", 3, 4)
    assert keys["spearman"] == pytest.approx(1)
    lines = run("evaluate", compass, pairs, "--case", "exact").out.splitlines()
    assert lines[0] == "Spearman 1.0000 over 2 of 4 pairs"
    assert run("evaluate", compass, listing("x y 1\nx z 2\n")).out.startswith("Spearman undefined over 0 of 2 pairs")


def test_refusals(run: Run, compass: str, tmp_path: Path) -> None:
    absent = run("evaluate", compass, str(tmp_path / "absent"))
    assert (absent.code, absent.err.strip()) == (1, f"{tmp_path / 'absent'} cannot be read: no such file or directory.")
    bad = run("evaluate", compass, str(tmp_path / "absent"), "--json")
    assert json.loads(bad.out)["error"]["kind"] == "bad_argument"
    assert run("evaluate", compass, str(tmp_path), "--method", "3cospow").code == 2
