"""positions --out: numbers and pictures, whole or not at all."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from .conftest import Run


def test_csv(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "llama.csv"
    ran = run("positions", "llama-3.1-8b", "--out", str(path))
    assert ran.out.splitlines()[-1] == f"wrote {path}"
    with path.open(newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["pair", "inv_freq", "wavelength", "unscaled_inv_freq", "unscaled_wavelength"]
    assert len(rows) == 64
    keys = run("positions", "llama-3.1-8b", "--json").json
    assert [float(row[1]) for row in rows] == keys["inv_freq"]
    assert [float(row[2]) for row in rows] == keys["wavelengths"]


def test_json_has_no_infinity(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gemma.json"
    keys = run("positions", "gemma-4", "--out", str(path), "--json").json
    assert keys["out"] == str(path)
    table = json.loads(path.read_text())
    assert (table["kind"], table["columns"][1], table["values"][-1][1]) == ("frequencies", "wavelength", None)


@pytest.mark.parametrize(
    ("arguments", "shape"),
    [
        (("llama-2-7b",), (64, 4)),
        (("transformer-2017", "--length", "10"), (10, 512)),
        (("bloom-176b", "--length", "6"), (112, 6)),
        (("t5-small", "--length", "6"), (13, 1)),
        (("minilm",), (512, 384)),
        (("--dim", "8", "--theta", "100"), (4, 4)),
        (("--dim", "8", "--encoding", "sinusoidal", "--length", "3"), (3, 8)),
    ],
)
def test_npy(run: Run, tmp_path: Path, arguments: tuple[str, ...], shape: tuple[int, ...]) -> None:
    path = tmp_path / "numbers.npy"
    assert run("positions", *arguments, "--out", str(path)).code == 0
    assert np.load(path).shape == shape


@pytest.mark.parametrize("ending", ["png", "svg"])
@pytest.mark.parametrize("name", ["llama-3.1-8b", "gemma-4", "transformer-2017", "mpt-7b", "t5-small", "minilm"])
def test_pictures(run: Run, tmp_path: Path, name: str, ending: str) -> None:
    first, second = (tmp_path / f"{turn}.{ending}" for turn in "ab")
    for path in (first, second):
        assert run("positions", name, "--length", "32", "--out", str(path)).code == 0
    raw = first.read_bytes()
    assert raw == second.read_bytes()
    assert raw.startswith(b"\x89PNG" if ending == "png" else b"<?xml")


def test_what_a_picture_says(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "llama.svg"
    run("positions", "llama-3.1-8b", "--out", str(path))
    drawn = path.read_text()
    for words in ("Llama 3.1 8B", "never a full turn in training", "unscaled", "training context", "tokens a turn"):
        assert words in drawn


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("llama-2-7b", "--out", "a.xlsx"), "The ending of a file says what to write: .csv, .json, .npy"),
        (("llama-2-7b", "--out", "nowhere/a.csv"), "the folder nowhere does not exist"),
        (("bert-base", "--out", "a.csv"), "learned its positions: name the checkpoint's folder"),
        (("gpt-4", "--out", "a.csv"), "has no numbers of its own to write: its positions are unpublished"),
        (("transformer-2017", "--length", "10000000", "--out", "a.csv"), "too many to write at once"),
    ],
)
def test_nothing_is_written_where_something_is_wrong(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("positions", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert list(tmp_path.iterdir()) == []


def test_without_matplotlib(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    ran = run("positions", "llama-2-7b", "--out", str(tmp_path / "a.png"))
    assert ran.code == 1
    assert 'pip install "rowspace[plot]"' in ran.err
