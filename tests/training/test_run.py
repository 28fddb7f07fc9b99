"""The loop of a training: every chunk once, a stop in good order, errors, checkpoints."""

from __future__ import annotations

import resource
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile, Canceled
from rowspace.training.checkpoint import Checkpoint, load, restore, save
from rowspace.training.run import Checks, Step, run


class Tally:
    """Counts how often each chunk is learned."""

    def __init__(self, chunks: int) -> None:
        self.chunks = chunks
        self.state = {"seen": np.zeros(chunks, np.int64)}
        self._lock = threading.Lock()

    def learn(self, chunk: int) -> tuple[float, float]:
        with self._lock:
            self.state["seen"][chunk] += 1
        return 2.0 * chunk, 2.0

    def rows(self) -> np.ndarray:
        return np.zeros((1, 1), np.float32)


@given(st.integers(1, 30), st.integers(1, 4), st.integers(0, 5), st.booleans())
def test_every_chunk_is_learned_once(chunks: int, workers: int, stop_after: int, saving: bool) -> None:
    """Stopped after some chunks and gone on with, again and again, also while it saves after every few."""
    tally, done, rounds = Tally(chunks), 0, 0
    while done < chunks:
        heard: list[int] = []
        saved: list[int] = []
        checks = Checks(
            tick=lambda step, heard=heard: heard.append(step.chunks),  # type: ignore[misc]
            stop=lambda heard=heard: len(heard) > stop_after,  # type: ignore[misc]
            save=saved.append if saving else None,
            every=0.0,
        )
        done = run(tally, workers=workers, first=done, checks=checks)
        assert tally.state["seen"].tolist() == [1] * done + [0] * (chunks - done)
        assert saved == sorted(set(saved))
        rounds += 1
    assert rounds <= chunks


def test_steps_tell_the_loss_of_late() -> None:
    heard: list[Step] = []
    run(Tally(40), checks=Checks(tick=heard.append))
    assert heard[0] == Step(1, 40, 0.0)
    assert heard[-1].loss == np.mean(range(24, 40))


def test_canceled_work_ends_with_canceled() -> None:
    heard: list[Step] = []
    tally = Tally(1000)
    with pytest.raises(Canceled, match="Training was canceled"):
        run(tally, workers=2, checks=Checks(tick=heard.append, canceled=lambda: len(heard) > 3))
    assert 3 < tally.state["seen"].sum() < 10


def test_an_error_in_a_chunk_ends_all_threads() -> None:
    class Failing(Tally):
        def learn(self, chunk: int) -> tuple[float, float]:
            if chunk == 5:
                raise ZeroDivisionError
            return super().learn(chunk)

    failing = Failing(1_000_000)
    with pytest.raises(ZeroDivisionError):
        run(failing, workers=3)
    assert failing.state["seen"].sum() < 1_000_000
    with pytest.raises(BadArgument, match="workers is a whole number from 1 to 1,024; got 0"):
        run(failing, workers=0)


STATE = {"rows": np.arange(6, dtype=np.float32).reshape(2, 3), "contexts": np.ones((2, 3), np.float32)}
SETTINGS = {"method": "skipgram", "dim": 3, "rate": None}


def test_a_checkpoint_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "run.checkpoint"
    save(path, Checkpoint(7, STATE, SETTINGS))
    save(path, Checkpoint(8, STATE, SETTINGS))
    state = {name: np.zeros_like(array) for name, array in STATE.items()}
    assert restore(load(path), state, SETTINGS) == 8
    for name, array in STATE.items():
        np.testing.assert_array_equal(state[name], array)
    assert [held.name for held in tmp_path.iterdir()] == ["run.checkpoint"]


def test_a_full_disk_leaves_the_checkpoint_before(tmp_path: Path) -> None:
    path = tmp_path / "run.checkpoint"
    save(path, Checkpoint(7, STATE, SETTINGS))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, before[1]))
    try:
        with pytest.raises(BadArgument, match=r"run\.checkpoint cannot be written: file too large"):
            save(path, Checkpoint(8, STATE, SETTINGS))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert load(path).chunks == 7
    assert len(list(tmp_path.iterdir())) == 1
    with pytest.raises(BadArgument, match="cannot be written: no such file"):
        save(tmp_path / "none" / "run", Checkpoint(8, STATE, SETTINGS))


@given(st.binary(max_size=200), st.integers(0, 100))
def test_a_file_that_is_no_checkpoint_is_refused(raw: bytes, at: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run"
        save(path, Checkpoint(7, STATE, SETTINGS))
        whole = path.read_bytes()
        for broken in (raw, whole[: len(whole) * at // 101]):
            path.write_bytes(broken)
            with pytest.raises(BadFile, match="is not a checkpoint of a training"):
                load(path)


def test_a_checkpoint_of_another_run_is_refused_by_what_differs() -> None:
    checkpoint = Checkpoint(7, STATE, SETTINGS)
    with pytest.raises(BadArgument, match=r"another run: its dim is 3, this one's 4\. Give the settings and text"):
        restore(checkpoint, STATE, {**SETTINGS, "dim": 4})
    with pytest.raises(BadArgument, match='its "rows" does not fit'):
        restore(checkpoint, {"rows": np.zeros((3, 3), np.float32)}, SETTINGS)
