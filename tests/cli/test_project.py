"""project: what is written, and that nothing is where something went wrong."""

from __future__ import annotations

import csv
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rowspace.cli.files import listed
from rowspace.errors import BadArgument
from rowspace.operations.open import open_table
from rowspace.operations.project import project

from .conftest import TOKENS, Run


def test_csv_holds_what_python_computes(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "points.csv"
    keys = run("project", "classroom", "--out", str(out), "--json").json
    expected = project(open_table("classroom"))
    with out.open(encoding="utf-8", newline="") as file:
        heading, *lines = csv.reader(file)
    assert heading == ["token", "id", "x", "y"]
    assert [line[0] for line in lines] == expected.tokens
    assert [int(line[1]) for line in lines] == expected.ids
    np.testing.assert_array_equal(np.array([line[2:] for line in lines], np.float32), expected.coordinates)
    assert keys["trustworthiness"] == expected.trustworthiness
    assert (keys["method"], keys["seed"], keys["out"]) == ("pca", 0, str(out))
    assert "coordinates" not in keys


def test_parquet_and_csv_hold_the_same(run: Run, compass: str, tmp_path: Path) -> None:
    chosen = tmp_path / "tokens.txt"
    chosen.write_text("\n".join(["north", "east", " spaced out", "#5"]), encoding="utf-8")
    out = tmp_path / "points.parquet"
    assert run("project", compass, "--tokens", str(chosen), "--out", str(out)).code == 0
    read = pyarrow.parquet.read_table(out).to_pydict()
    expected = project(open_table(compass), ["north", "east", " spaced out", "#5"])
    assert read["token"] == ["north", "east", TOKENS[4], TOKENS[5]]
    assert read["id"] == expected.ids
    np.testing.assert_array_equal(np.array([read["x"], read["y"]], np.float32).T, expected.coordinates)


@pytest.mark.parametrize(("ending", "beginning"), [(".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_pictures(run: Run, compass: str, tmp_path: Path, ending: str, beginning: bytes) -> None:
    """Tokens with "$" are no formulas, and the same picture is the same bytes."""
    first, second = tmp_path / f"first{ending}", tmp_path / f"second{ending}"
    for out in (first, second):
        assert run("project", compass, "--out", str(out)).code == 0
    assert first.read_bytes().startswith(beginning)
    assert first.read_bytes() == second.read_bytes()
    if ending == ".svg":
        assert "$x_1$" in first.read_text(encoding="utf-8")


def test_in_words(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "points.csv"
    lines = [line.split(maxsplit=1) for line in run("project", "classroom", "--out", str(out)).out.splitlines()]
    assert lines[:4] == [["wrote", str(out)], ["tokens", "39"], ["method", "pca"], ["seed", "0"]]


@pytest.mark.parametrize("name", ["points.jpg", "points", "points.csv.gz"])
def test_an_ending_that_is_not_known(run: Run, tmp_path: Path, name: str) -> None:
    ran = run("project", "classroom", "--out", str(tmp_path / name))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (f'The ending of a file says what to write: .csv, .parquet, .png, .svg; got "{name}".\n')


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("project", "classroom", "--out", str(tmp_path / "none" / "points.csv"), "--json")
    assert ran.code == 1
    assert "does not exist" in ran.json["error"]["message"]


@pytest.mark.parametrize(
    ("library", "ending", "extra"), [("pyarrow", ".parquet", "arrow"), ("matplotlib", ".png", "plot")]
)
def test_a_missing_library_is_named_with_its_extra(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, ending: str, extra: str
) -> None:
    for module in [name for name in sys.modules if name.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    ran = run("project", "classroom", "--out", str(tmp_path / f"points{ending}"), "--json")
    assert ran.code == 1
    assert ran.json["error"]["kind"] == "missing_extra"
    assert f'pip install "rowspace[{extra}]"' in ran.json["error"]["message"]


def test_unknown_token_and_too_few(run: Run, tmp_path: Path) -> None:
    chosen, out = tmp_path / "tokens.txt", tmp_path / "points.csv"
    chosen.write_text("cat\nkingg\n", encoding="utf-8")
    ran = run("project", "classroom", "--tokens", str(chosen), "--out", str(out))
    assert (ran.code, ran.out) == (1, "")
    assert '"kingg" is not in classroom' in ran.err
    chosen.write_text("cat\n", encoding="utf-8")
    assert run("project", "classroom", "--tokens", str(chosen), "--out", str(out)).code == 1
    assert list(tmp_path.iterdir()) == [chosen]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, ZeroDivisionError])
def test_interrupted_it_leaves_the_old_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    out = tmp_path / "points.csv"
    out.write_text("old")

    def interrupted(path: Path, *_: object) -> None:
        path.write_text("half")
        raise interruption

    monkeypatch.setattr("rowspace.cli.picture.WRITERS", {".csv": lambda: interrupted})
    assert run("project", "classroom", "--out", str(out)).code == (130 if interruption is KeyboardInterrupt else 1)
    assert [path.name for path in tmp_path.iterdir()] == ["points.csv"]
    assert out.read_text() == "old"


def test_progress_is_drawn_where_somebody_sees_it(tmp_path: Path) -> None:
    """On a terminal's stderr, and not one byte of it on stdout."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "rowspace", "project", "classroom", "--out", str(tmp_path / "a.csv"), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    drawn = b""
    with suppress(OSError):  # how a terminal says that nobody writes to it any more
        while read := os.read(ours, 65_536):
            drawn += read
    os.close(ours)
    assert b"100%" in drawn
    assert process.communicate()[0].count(b"\n") == 1
    assert process.returncode == 0


@settings(deadline=None)
@given(some.lists(some.text("abcäü ", min_size=1), min_size=2, max_size=5))
def test_lists_between_commas(words: list[str]) -> None:
    assert listed(",".join(words)) == words


def test_a_file_that_is_not_there_is_no_word() -> None:
    with pytest.raises(BadArgument, match="is not a file; give a file with one word a line"):
        listed("words.txt")


def test_a_sample_and_all_rows(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "points.csv"
    arguments = ("project", "glove", "--out", str(out), "--sample", "500", "--seed", "3")
    keys = run(*arguments, "--json").json
    expected = project(open_table("glove"), sample=500, seed=3)
    assert (keys["ids"], keys["cached"], len(keys["tokens"])) == (expected.ids, False, 500)
    assert {"coordinates", "origin", "axes"}.isdisjoint(keys)
    assert out.read_text(encoding="utf-8").count("\n") == 501
    assert run("project", "classroom", "--all", "--out", str(out), "--json").json["tokens"] == list(
        open_table("classroom").tokens
    )


def test_a_large_map_is_found_again_unless_it_is_not_to_be(run: Run, tmp_path: Path) -> None:
    arguments = ("project", "glove", "--out", str(tmp_path / "points.csv"), "--sample", "2100", "--seed", "9", "--json")
    first = run(*arguments, "--no-cache").json
    second, third = run(*arguments).json, run(*arguments).json
    assert [answer["cached"] for answer in (first, second, third)] == [False, False, True]
    assert {**third, "cached": False} == second == first
    assert run(*arguments[:-1]).out.splitlines()[-1].split() == ["made", "before", "yes"]


def test_tokens_and_all_rows_at_once_are_refused(run: Run, tmp_path: Path) -> None:
    chosen = tmp_path / "tokens.txt"
    chosen.write_text("cat\ndog\nking\n", encoding="utf-8")
    ran = run("project", "classroom", "--tokens", str(chosen), "--all", "--out", str(tmp_path / "points.csv"))
    assert (ran.code, ran.out) == (1, "")
    assert "ask for one" in ran.err


def test_axes_made_of_words(run: Run, tmp_path: Path) -> None:
    out, chosen = tmp_path / "points.csv", tmp_path / "tokens.txt"
    chosen.write_text("nurse\ncaptain\ngrandmother\nboy\n", encoding="utf-8")
    arguments = ("project", "glove", "--method", "axes", "--x", "he:she,man:woman", "--y", "young:old")
    arguments = (*arguments, "--tokens", str(chosen), "--out", str(out))
    keys = run(*arguments, "--json").json
    pairs = [("he", "she"), ("man", "woman")], [("young", "old")]
    expected = open_table("glove").axes(*pairs, ["nurse", "captain", "grandmother", "boy"])
    assert (keys["method"], keys["x"]["separation"]) == ("axes", expected.x.separation)
    assert keys["tokens"] == expected.tokens
    with out.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    np.testing.assert_array_equal(np.array([line[2:] for line in lines], np.float32), expected.coordinates)
    words = run(*arguments).out
    assert "toward he above 0, toward she below; 2 pairs" in words
    assert "x pairs held out" in words
    assert "y pairs held out" not in words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--method", "axes", "--x", "he:she"), "axes need the pairs of both"),
        (("--method", "axes", "--x", "he:she", "--y", "young-old"), 'got "young-old"'),
        (("--x", "he:she"), "only --method axes goes along pairs of words"),
        (("--method", "axes", "--x", "he:she", "--y", "a:b", "--place", "more.txt"), "add the tokens to --tokens"),
    ],
)
def test_axes_that_cannot_be_meant(run: Run, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    ran = run("project", "glove", "--out", str(tmp_path / "points.csv"), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in " ".join(ran.err.replace("│", " ").split())


def test_more_tokens_are_placed_into_the_finished_map(run: Run, tmp_path: Path) -> None:
    more, out = tmp_path / "more.txt", tmp_path / "points.csv"
    more.write_text("horse\ntable\ncat\n", encoding="utf-8")
    keys = run("project", "glove", "--place", str(more), "--out", str(out), "--json").json
    glove = open_table("glove")
    alone = project(glove)
    assert keys["placed"] == [token for token in ["horse", "table", "cat"] if token not in alone.tokens]
    with out.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    assert [line[0] for line in lines] == [*alone.tokens, *keys["placed"]]
    np.testing.assert_array_equal(np.array([line[2:] for line in lines[:39]], np.float32), alone.coordinates)
    assert "placed later" in run("project", "glove", "--place", str(more), "--out", str(out)).out


def test_a_map_turned_onto_another_tables(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "points.csv"
    keys = run("project", "minilm", "--onto", "glove", "--out", str(out), "--json").json
    expected = open_table("glove").aligned([open_table("minilm")])
    assert (keys["table"], keys["onto"]) == ("minilm", "glove")
    assert (keys["disparity"], keys["tokens"]) == (expected.pictures[1].disparity, expected.tokens)
    assert keys["residuals"] == expected.residuals[1].tolist()
    with out.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    np.testing.assert_array_equal(np.array([line[2:] for line in lines], np.float32), expected.coordinates[1])
    assert [int(line[1]) for line in lines] == [open_table("minilm").id(token) for token in expected.tokens]
    words = run("project", "minilm", "--onto", "glove", "--out", str(out)).out
    assert f"disparity         {expected.pictures[1].disparity:.4f}" in words
    assert expected.pictures[1].moved[0].token in words


@pytest.mark.parametrize("more", [("--all",), ("--sample", "9"), ("--method", "axes", "--x", "a:b", "--y", "c:d")])
def test_what_cannot_be_turned_onto_another(run: Run, tmp_path: Path, more: tuple[str, ...]) -> None:
    ran = run("project", "minilm", "--onto", "glove", "--out", str(tmp_path / "points.csv"), *more)
    assert (ran.code, ran.out) == (2, "")
    assert "can be aligned" in " ".join(ran.err.replace("│", " ").split())
