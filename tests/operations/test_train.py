"""Training a table: from texts to rows, stopped, canceled, killed and gone on with, and what is refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tokenizers

import rowspace as rs
from rowspace.errors import BadArgument, BadFile, Canceled
from rowspace.operations.train import COUNTED_UP_TO, train, train_table
from rowspace.operations.train_options import Options
from rowspace.operations.train_watch import Hooks, TrainingProgress
from rowspace.table import Table
from rowspace.training import prediction
from rowspace.training.methods import METHODS

from ..training.texts import planted, purity

TEXTS = planted(1_500)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prediction, "CHUNK", 2_000)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_finds_the_topics(method: str) -> None:
    table = rs.train(TEXTS, method=method, dim=16, epochs=25, rate=0.1, sample=1e-2, seed=2)
    assert purity(list(table.tokens), table.rows[:]) >= 0.94
    assert table.tokenizer is not None
    assert table.tokenizer.encode("T1W1 x")[0].id == table.id("t1w1")
    assert table.counts is not None
    assert table.counts[table.id("t1w1")] == sum(line.split().count("t1w1") for line in TEXTS)
    assert np.all(np.diff(table.counts) <= 0)
    assert table.source.note is not None
    assert table.source.note.startswith(f"Trained by {method} on 15,000 words, window 5, seed 2")


@pytest.mark.parametrize("method", METHODS)
def test_one_worker_and_one_seed_give_the_same_bits(method: str) -> None:
    first, second = (train(TEXTS, method=method, dim=8, epochs=1, seed=5, workers=1).rows[:] for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_files_and_texts_are_the_same_text(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("\n".join(TEXTS[:700]))
    (tmp_path / "two.txt").write_text("\n".join(TEXTS[700:]))
    from_files = train(files=[tmp_path / "*.txt"], dim=8)
    from_texts = train(iter(TEXTS), dim=8)
    assert list(from_files.tokens) == list(from_texts.tokens)
    np.testing.assert_array_equal(from_files.rows[:], from_texts.rows[:])


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_counting_on_processes_gives_the_same_table(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("\n".join(TEXTS))
    here, there = (train(files=[path], dim=8, cluster=cluster) for cluster in (None, 1))
    assert list(here.tokens) == list(there.tokens)
    np.testing.assert_array_equal(here.rows[:], there.rows[:])
    assert there.counts is not None
    np.testing.assert_array_equal(here.counts, there.counts)


def test_the_method_follows_the_size_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def chosen(**options: Any) -> str:
        return train_table(TEXTS, None, Options(epochs=1, **options)).training.method

    assert COUNTED_UP_TO == 5_000_000
    assert chosen(dim=8) == "cooccurrence"
    assert chosen(dim=8, subwords=True) == "skipgram"
    assert chosen(dim=200) == "skipgram"  # more dims than words
    monkeypatch.setattr("rowspace.operations.train.COUNTED_UP_TO", 10_000)
    assert chosen(dim=8) == "skipgram"


def test_a_tokenizer_of_a_file_brings_its_own_tokens(tmp_path: Path) -> None:
    pieces = ["[UNK]", "play", "##ing", "##ed", "the", "game"]
    made = tokenizers.Tokenizer(
        tokenizers.models.WordPiece({piece: id for id, piece in enumerate(pieces)}, unk_token="[UNK]")
    )
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    made.save(str(tmp_path / "tokenizer.json"))
    texts = ["playing the game", "the played game", "game playing the"] * 4
    table = train(texts, tokenizer=str(tmp_path / "tokenizer.json"), dim=2, min_count=1, method="skipgram")
    assert sorted(table.tokens) == ["##ed", "##ing", "game", "play", "the"]
    assert [piece.token for piece in table.encode("played")] == ["play", "##ed"]
    with pytest.raises(BadArgument, match=r"tokenizer\.json says itself whether letters are lowered"):
        train(texts, tokenizer=str(tmp_path / "tokenizer.json"), lower=True)


def test_case_and_white_space() -> None:
    texts = ["The Cat, the cat"] * 9
    assert list(train(texts, dim=2, lower=False, method="skipgram").tokens) == ["The", "Cat", "the", "cat"]
    table = train(texts, dim=2, tokenizer="whitespace", method="skipgram")
    assert list(table.tokens) == ["The", "Cat,", "the", "cat"]
    assert table.tokenizer is None


def test_progress_tells_stages_in_turn_and_a_loss_that_falls(small_chunks: None) -> None:
    for method, stages in [
        ("skipgram", ["reading", "learning"]),
        ("cooccurrence", ["reading", "counting", "factoring"]),
    ]:
        heard: list[TrainingProgress] = []
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("rowspace.operations.train_watch.APART", 0.0)
            trained = train_table(
                TEXTS, None, Options(dim=8, method=method, epochs=30, rate=0.1, sample=0), Hooks(progress=heard.append)
            )
        assert list(dict.fromkeys(now.stage for now in heard)) == stages
        assert heard[0].fraction is None
        last = heard[-1]
        assert (last.fraction, last.stage) == (1.0, stages[-1])
        assert all(now.sentence.startswith(now.stage.capitalize()) for now in heard)
        if method == "skipgram":
            learning = [now for now in heard if now.stage == "learning"]
            assert learning[-1].words == 15_000 * 30
            assert learning[0].loss is not None
            assert learning[-1].loss is not None
            assert learning[-1].loss < learning[0].loss
            assert trained.training.loss == learning[-1].loss
            assert trained.training.words_per_second > 0  # type: ignore[operator]


def test_a_stop_keeps_what_was_learned(small_chunks: None, tmp_path: Path) -> None:
    heard: list[TrainingProgress] = []
    options = Options(dim=8, method="skipgram", epochs=50, workers=1, checkpoint=tmp_path / "run")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("rowspace.operations.train_watch.APART", 0.0)
        hooks = Hooks(progress=heard.append, stop=lambda: bool(heard) and (heard[-1].fraction or 0) > 0.1)
        trained = train_table(TEXTS, None, options, hooks)
    assert 0.1 < trained.training.done < 0.2
    assert np.abs(trained.table.rows[:]).max() > 0.1
    resumed = train_table(TEXTS, None, Options(dim=8, method="skipgram", epochs=50, workers=1,
                                               checkpoint=tmp_path / "run", resume=True))  # fmt: skip
    whole = train(TEXTS, dim=8, method="skipgram", epochs=50, workers=1)
    assert resumed.training.done == 1
    np.testing.assert_array_equal(resumed.table.rows[:], whole.rows[:])


@pytest.mark.parametrize("method", METHODS)
def test_canceled_work_leaves_no_table(method: str, small_chunks: None) -> None:
    asked: list[int] = []

    def canceled() -> bool:
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(Canceled):
        train(TEXTS * 3, method=method, dim=8, epochs=50, canceled=canceled)


def test_looks_come_after_each_epoch_but_the_last(small_chunks: None) -> None:
    seen: list[tuple[int, float]] = []

    def look(table: Table, epoch: int) -> None:
        seen.append((epoch, purity(list(table.tokens), table.rows[:])))

    train(TEXTS, method="skipgram", dim=8, epochs=6, rate=0.1, sample=0, look=look)
    assert [epoch for epoch, _ in seen] == [1, 2, 3, 4, 5]
    assert seen[-1][1] > 0.9


KILLED = """
import sys
from pathlib import Path
from rowspace.operations.train import train_table
from rowspace.operations.train_options import Options
from rowspace.training import prediction
prediction.CHUNK = 2_000
options = Options(
    dim=8, method=sys.argv[3], epochs=int(sys.argv[4]), workers=1, every=0.0, checkpoint=Path(sys.argv[2]),
    resume=True, rate=0.05,
)
train_table(None, [sys.argv[1]], options)
"""


@pytest.mark.parametrize("method", ["skipgram", "glove"])
def test_a_killed_run_goes_on_and_ends_as_if_nothing_had_happened(
    method: str, tmp_path: Path, small_chunks: None
) -> None:
    text, path = tmp_path / "text.txt", tmp_path / "run"
    text.write_text("\n".join(TEXTS))
    epochs = 4_000
    for _ in range(2):
        before = path.stat().st_mtime_ns if path.exists() else 0
        run = subprocess.Popen([sys.executable, "-c", KILLED, str(text), str(path), method, str(epochs)])
        try:
            while run.poll() is None and not (path.exists() and path.stat().st_mtime_ns > before):
                os.sched_yield()
        finally:
            run.send_signal(signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL, "it ended before it could be killed"
    from rowspace.training.checkpoint import load

    chunks = load(path).chunks
    assert chunks > 0
    # The state after so many chunks is that of a run that was never stopped
    settings: dict[str, Any] = {"dim": 8, "method": method, "epochs": epochs, "workers": 1, "rate": 0.05}
    counted: list[int] = []

    def stop() -> bool:
        return len(counted) >= chunks

    with pytest.MonkeyPatch.context() as patched:
        from rowspace.training.glove import GloVe
        from rowspace.training.skipgram import SkipGram

        kind = SkipGram if method == "skipgram" else GloVe
        learn = kind.learn
        patched.setattr(kind, "learn", lambda self, chunk: (counted.append(chunk), learn(self, chunk))[1])
        unstopped = train_table(None, [str(text)], Options(**settings, checkpoint=tmp_path / "other"), Hooks(stop=stop))
    assert unstopped.training.done < 1
    for name, array in load(tmp_path / "other").state.items():
        np.testing.assert_array_equal(load(path).state[name], array)


def test_a_checkpoint_of_another_text_is_refused(tmp_path: Path, small_chunks: None) -> None:
    asked: list[int] = []
    options = Options(dim=8, method="skipgram", epochs=50, checkpoint=tmp_path / "run")

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 12

    train_table(TEXTS, None, options, Hooks(stop=stop))
    again = Options(dim=8, method="skipgram", epochs=50, checkpoint=tmp_path / "run", resume=True)
    with pytest.raises(BadArgument, match="another run: its words is 15000, this one's 14990"):
        train_table(TEXTS[1:], None, again)
    (tmp_path / "run").write_bytes(b"torn")
    with pytest.raises(BadFile, match="is not a checkpoint"):
        train_table(TEXTS, None, again)


def test_resuming_without_a_checkpoint_begins_anew_and_says_so(tmp_path: Path) -> None:
    told: list[str] = []
    options = Options(dim=8, method="skipgram", epochs=1, checkpoint=tmp_path / "run", resume=True)
    train_table(TEXTS, None, options, Hooks(trouble=told.append))
    assert len(told) == 1
    assert "There is no checkpoint" in told[0]
    assert "training begins anew" in told[0]


def test_a_checkpoint_that_cannot_be_written_costs_nothing_else(tmp_path: Path, small_chunks: None) -> None:
    told: list[str] = []
    options = Options(dim=8, method="skipgram", epochs=3, checkpoint=tmp_path / "none" / "run", every=0.0)
    trained = train_table(TEXTS, None, options, Hooks(trouble=told.append))
    assert trained.training.done == 1
    assert told
    assert "cannot be written: no such file or directory. Training goes on without it." in told[0]


@pytest.mark.parametrize(
    ("texts", "options", "told"),
    [
        ([], {}, "The text has no words in it"),
        (["", " - "], {}, "The text has no words in it"),
        (["cat " * 9], {}, 'there is only "cat"; rows are learned from words that stand together'),
        (["cat", "dog"] * 9, {}, "there is no two in one sentence"),
        (["cat dog"], {}, "the most frequent comes 1 times; min_count asks for 5"),
        ("cat dog", {}, r"texts is a list of sentences; got one string\. For a file write files="),
        (None, {}, "Give either texts, a list of sentences, or files; got both or neither"),
        (TEXTS, {"method": "bert"}, 'Method "bert" is not known; methods are skipgram, cbow, cooccurrence, glove'),
        (TEXTS, {"dim": 0}, "dim is a whole number"),
        (TEXTS, {"dim": 900, "method": "cooccurrence"}, "900 dims need as many words"),
        (TEXTS, {"workers": 0}, "workers is a whole number from 1 to 1,024; got 0"),
        (TEXTS, {"max_words": 0}, "min_count and max_words are 1 or more; got 5 and 0"),
        (TEXTS, {"tokenizer": "none.json"}, r"The tokenizer is words, whitespace or a tokenizer\.json file"),
        (TEXTS, {"subwords": True, "method": "glove"}, "Subwords are for skipgram and cbow"),
        (TEXTS, {"cluster": 2, "method": "cbow"}, "A cluster counts pairs, which cbow does not need"),
        (TEXTS, {"cluster": 2}, "A cluster reads files that every worker sees"),
        (TEXTS, {"resume": True}, "Resuming needs the checkpoint to go on from"),
    ],
)
def test_what_cannot_be_trained_is_refused(texts: Any, options: dict[str, Any], told: str) -> None:
    with pytest.raises(BadArgument, match=told):
        train(texts, **options)
