"""`rowspace convert`: what it prints, and that the file holds the table."""

from pathlib import Path

import pytest

from .conftest import TOKENS, Run


def test_a_file_and_what_was_written(run: Run, compass: str, tmp_path: Path) -> None:
    out = tmp_path / "compass.npy"
    ran = run("convert", compass, "--out", str(out))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == f"wrote   {out}, {out.with_name('compass.vocab.json')}"
    ran = run("row", str(out), "north", "--json")
    assert ran.json["rows"] == [[0, 1]]


def test_json_and_options(run: Run, compass: str, tmp_path: Path) -> None:
    listing = tmp_path / "names.txt"
    listing.write_text("".join(f"t{id}\n" for id in range(len(TOKENS))))
    out = tmp_path / "compass.dat"
    ran = run("convert", compass, "--out", str(out), "--format", "glove", "--tokens", str(listing), "--json")
    size = out.stat().st_size
    assert ran.json == {
        "table": "compass", "format": "glove", "files": [str(out)], "rows": 9, "dim": 2, "bytes": size, "notes": [],
    }  # fmt: skip
    assert out.read_text().splitlines()[0] == "t0 0 1"


def test_mistakes(run: Run, compass: str, tmp_path: Path) -> None:
    ran = run("convert", compass, "--out", str(tmp_path / "a.txt"))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        '2 tokens hold a space or a line break, which word2vec cannot carry: " spaced out", "new\\nline". '
        "Choose native or npy instead.\n"
    )
    assert run("convert", compass, "--out", str(tmp_path / "a.doc")).err.startswith(
        'The ending of "a.doc" names no format'
    )
    assert run("convert", compass).code == 2
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_leaves_nothing(run: Run, compass: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rowspace.formats.native_writer.native_chunks", interrupted)
    ran = run("convert", compass, "--out", str(tmp_path / "a.safetensors"))
    assert (ran.code, ran.err) == (130, "Canceled; nothing was written.\n")
    assert list(tmp_path.iterdir()) == []
