from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.formats.remote import stretch as ours
from rowspace.formats.remote.stretch import Stretch

BLOCK = 16
CONTENTS = bytes(range(1, 101))  # bytes 200 … 299 of a file: six blocks and a quarter


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "BLOCK", BLOCK)


def made(folder: Path) -> Stretch:
    return Stretch(folder, 200, 300)


def arrive(stretch: Stretch, start: int, stop: int, *, step: int = 7) -> None:
    raw = CONTENTS[start - 200 : stop - 200]
    stretch.keep(start, [raw[at : at + step] for at in range(0, len(raw), step)])


def test_blocks_are_missing_until_they_arrive(tmp_path: Path) -> None:
    stretch = made(tmp_path)
    assert stretch.missing(stretch.every_block()) == [(200, 300)]
    arrive(stretch, 216, 248)
    assert stretch.missing(stretch.every_block()) == [(200, 216), (248, 300)]
    assert stretch.read(220, 240) == CONTENTS[20:40]
    arrive(stretch, 200, 216)
    arrive(stretch, 248, 300)
    assert stretch.is_complete
    assert stretch.mapped().tobytes() == CONTENTS


def test_pieces_lie_in_blocks(tmp_path: Path) -> None:
    stretch = made(tmp_path)
    assert stretch.blocks(np.array([200, 214, 290]), 4).tolist() == [0, 1, 5]
    assert stretch.blocks(np.array([299]), 1).tolist() == [6]
    assert stretch.blocks(np.array([200]), 0).tolist() == []


def test_a_mapped_stretch_shows_what_arrives_later(tmp_path: Path) -> None:
    stretch = made(tmp_path)
    mapped = stretch.mapped()
    assert not mapped.any()
    arrive(stretch, 200, 232)
    assert mapped[:32].tobytes() == CONTENTS[:32]
    assert not mapped[32:].any()
    assert not mapped.flags.writeable


def test_half_a_block_does_not_count(tmp_path: Path) -> None:
    stretch = made(tmp_path)
    arrive(stretch, 200, 229)
    assert made(tmp_path).missing(stretch.every_block()) == [(216, 300)]


def test_another_process_goes_on_from_there(tmp_path: Path) -> None:
    arrive(made(tmp_path), 200, 248)
    arrive(made(tmp_path), 248, 300)
    again = made(tmp_path)
    assert again.missing(again.every_block()) == []
    assert again.is_complete


def test_blocks_that_the_disk_lost_count_as_missing(tmp_path: Path) -> None:
    stretch = made(tmp_path)
    arrive(stretch, 200, 300)
    with stretch.path.open("r+b") as file:
        file.seek(40)
        file.write(b"\0")
        file.truncate(90)
    again = made(tmp_path)
    assert again.missing(again.every_block()) == [(232, 248), (280, 300)]
    stretch.path.unlink()
    gone = made(tmp_path)
    assert gone.missing(gone.every_block()) == [(200, 300)]


def test_what_was_forgotten_is_missing_and_what_was_dropped_takes_no_room(tmp_path: Path) -> None:
    stretch = made(tmp_path)
    arrive(stretch, 200, 300)
    stretch.forget()
    assert stretch.missing(stretch.every_block()) == [(200, 300)]
    assert made(tmp_path).missing(stretch.every_block()) == [(200, 300)]
    stretch.drop()
    assert list(tmp_path.iterdir()) == []


def test_what_is_mapped_and_what_arrives_stay_one_file_when_the_cache_is_emptied(tmp_path: Path) -> None:
    stretch = made(tmp_path / "cache")
    mapped = stretch.mapped()
    arrive(stretch, 200, 216)
    shutil.rmtree(tmp_path / "cache")
    arrive(stretch, 216, 300)
    assert mapped.tobytes() == CONTENTS


def test_an_empty_stretch_is_complete(tmp_path: Path) -> None:
    stretch = Stretch(tmp_path, 5, 5)
    assert stretch.is_complete
    assert stretch.mapped().size == 0


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadArgument, match=r"cannot be written: .*Free some space, or set HF_HOME to another folder"):
        arrive(made(tmp_path / "file" / "below"), 200, 300)


@given(
    arrivals=st.lists(st.tuples(st.integers(0, 6), st.integers(1, 100), st.integers(1, 40)), max_size=6),
    reopen=st.booleans(),
)
def test_what_counts_as_there_is_what_arrived(
    tmp_path_factory: pytest.TempPathFactory, arrivals: list[tuple[int, int, int]], reopen: bool
) -> None:
    folder = tmp_path_factory.mktemp("stretch")
    stretch = made(folder)
    for number, length, step in arrivals:
        start = 200 + number * BLOCK
        arrive(stretch, start, min(300, start + length), step=step)
    stretch = made(folder) if reopen else stretch
    missing = stretch.missing(stretch.every_block())
    there = sorted(set(range(200, 300)) - {at for start, stop in missing for at in range(start, stop)})
    assert bytes(stretch.mapped()[at - 200] for at in there) == bytes(CONTENTS[at - 200] for at in there)
    whole = {
        block
        for number, length, _ in arrivals
        for block in range(number, 7)
        if min(300, 200 + (block + 1) * BLOCK) <= min(300, 200 + number * BLOCK + length)
    }
    assert {(at - 200) // BLOCK for at in there} == whole
