"""`rowspace train`: a table from files, its summary, scores on the way, Ctrl-C, and one sentence for what is wrong."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rowspace.cli.train import _stopped_by_ctrl_c
from rowspace.operations.open import open_table

from ..training.texts import planted
from .conftest import Run


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("texts") / "text.txt"
    path.write_text("\n".join(planted(800)))
    return str(path)


def test_a_table_from_a_file(run: Run, text: str, tmp_path: Path) -> None:
    out = tmp_path / "own.safetensors"
    ran = run("train", text, "--out", str(out), "--dim", "8")
    assert ran.code == 0, ran.err
    assert f"{out}: 136 rows × 8 dims, by cooccurrence" in ran.out.splitlines()
    assert [held.name for held in tmp_path.iterdir()] == ["own.safetensors"]
    table = open_table(str(out))
    assert (table.name, len(table), table.dim) == ("own", 136, 8)
    assert table.counts is not None
    assert table.counts.sum() == 8_000
    assert table.encode("T1W3")[0].known
    again = run("neighbors", str(out), "t1w3", "-k", "3", "--json")
    assert {near["token"][:2] for near in again.json["neighbors"]} == {"t1"}


def test_the_summary_is_one_object(run: Run, text: str, tmp_path: Path) -> None:
    ran = run(
        "train", text, "--out", str(tmp_path / "own.safetensors"), "--method", "skipgram", "--epochs", "2",
        "--dim", "4", "--workers", "1", "--seed", "7", "--json",
    )  # fmt: skip
    summary = ran.json
    assert list(summary) == [
        "files", "method", "rows", "dim", "words", "epochs", "done", "seconds", "words_per_second", "loss", "stopped",
        "scores",
    ]  # fmt: skip
    assert (summary["method"], summary["rows"], summary["words"], summary["epochs"]) == ("skipgram", 136, 8_000, 2)
    assert (summary["done"], summary["stopped"], summary["scores"]) == (1.0, False, [])
    assert summary["loss"] > 0


def test_other_formats_by_their_endings(run: Run, text: str, tmp_path: Path) -> None:
    out = tmp_path / "own.vec"
    ran = run("train", text, "--out", str(out), "--dim", "4")
    assert ran.code == 0, ran.err
    assert "How often the text has each token stays behind." in ran.out
    assert out.read_text().splitlines()[0] == "136 4"
    assert len(open_table(str(out))) == 136


def test_scores_come_after_every_epoch(run: Run, text: str, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("t1w1\tt1w2\t9\nt2w1\tt2w2\t9\nt1w1\tt2w1\t1\nt3w1\tt4w1\t1\n")
    ran = run(
        "train", text, "--out", str(tmp_path / "own.safetensors"), "--method", "skipgram", "--epochs", "40", "--dim",
        "8", "--eval", str(pairs), "--sample", "0", "--rate", "0.1", "--json",
    )  # fmt: skip
    scores = ran.json["scores"]
    assert [score["epoch"] for score in scores][-1] == 40
    assert {score["file"] for score in scores} == {str(pairs)}
    assert scores[-1]["score"] > 0.7
    assert "epoch 40: pairs.tsv 0." in ran.err


def test_standard_input(text: str, tmp_path: Path) -> None:
    with Path(text).open() as lines:
        done = subprocess.run(
            [sys.executable, "-m", "rowspace", "train", "-", "--out", str(tmp_path / "own.safetensors"), "--dim", "4"],
            stdin=lines, capture_output=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert len(open_table(str(tmp_path / "own.safetensors"))) == 136


def test_ctrl_c_keeps_what_was_learned_and_resume_goes_on(text: str, tmp_path: Path) -> None:
    out = tmp_path / "own.safetensors"
    options = ["--out", str(out), "--dim", "4", "--method", "skipgram", "--workers", "1", "--json"]
    command = [sys.executable, "-u", "-m", "rowspace", "train", text, *options]
    questions = tmp_path / "pairs.tsv"
    questions.write_text("t1w1\tt1w2\t9\nt1w1\tt2w1\t1\n")
    run = subprocess.Popen(
        [*command, "--epochs", "90000", "--eval", str(questions)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert run.stderr is not None
    assert run.stdout is not None
    assert run.stderr.readline().startswith("epoch 1: pairs.tsv")  # it learns by now
    run.send_signal(signal.SIGINT)
    told, err = run.communicate()
    summary = json.loads(told)
    assert run.returncode == 130, err
    assert "Stopping; what was learned is kept. Ctrl-C again gives up." in err
    assert summary["stopped"]
    assert 0 < summary["done"] < 1
    assert len(open_table(str(out))) == 136
    kept = tmp_path / "own.safetensors.checkpoint"
    assert kept.exists()
    done = subprocess.run([*command, "--epochs", "90001", "--resume"], capture_output=True, check=False)
    assert (done.returncode, kept.exists()) == (1, True)
    assert "its epochs is 90000, this one's 90001" in json.loads(done.stdout)["error"]["message"]


def test_a_second_ctrl_c_gives_up() -> None:
    with _stopped_by_ctrl_c() as stop:
        assert not stop()
        os.kill(os.getpid(), signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


@contextmanager
def room_for(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_fills_up_leaves_the_table_before(run: Run, text: str, tmp_path: Path) -> None:
    out = tmp_path / "own.safetensors"
    assert run("train", text, "--out", str(out), "--dim", "4").code == 0
    before = out.read_bytes()
    with room_for(40_000):  # the ids fit, 136 rows of 100 numbers do not
        ran = run("train", text, "--out", str(out), "--dim", "100")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"{out} cannot be written: file too large.\n"
    assert out.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_what_is_wrong_is_said_before_anything_is_read(run: Run, text: str, tmp_path: Path) -> None:
    (tmp_path / "folder.safetensors").mkdir()
    missing = str(tmp_path / "none.txt")
    out = str(tmp_path / "own.safetensors")
    for arguments, told in [
        ((text, "--out", str(tmp_path / "folder.safetensors")), "it is a folder"),
        ((text, "--out", str(tmp_path / "none" / "own.safetensors")), "cannot be written"),
        ((text, "--out", str(tmp_path / "own.xyz")), "ending"),
        ((missing, "--out", out), "names no file; give files, patterns such as 'texts/*.txt'"),
        ((str(tmp_path), "--out", out), "is a folder; name its files"),
        ((text, "--out", out, "--method", "bert"), 'Method "bert" is not known'),
    ]:
        ran = run("train", *arguments)
        assert (ran.code, ran.out) == (1, ""), arguments
        assert told in ran.err
        assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "The text has no words in it; give a text with one sentence or paragraph a line."),
        (b"cat cat cat cat cat cat\n", 'there is only "cat"'),
        (b"caf\xe9 au lait\n", "byte 3 is not UTF-8. Convert the file first, for example with iconv -f latin1"),
        (b"once upon a time\n", "min_count asks for 5. Give more text or a lower min_count."),
    ],
)
def test_a_text_that_cannot_be_trained_on(run: Run, tmp_path: Path, raw: bytes, told: str) -> None:
    (tmp_path / "text").write_bytes(raw)
    ran = run("train", str(tmp_path / "text"), "--out", str(tmp_path / "own.safetensors"))
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "own.safetensors").exists()
