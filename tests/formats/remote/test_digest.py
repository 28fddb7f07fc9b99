from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.formats.remote import digest as ours
from rowspace.formats.remote import stretch as stretches
from rowspace.formats.remote.digest import cover, digest_of
from rowspace.formats.remote.stretch import Stretch

from .servers import blob_id

BLOCK = 16
CONTENTS = bytes(range(1, 101))


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "BLOCK", BLOCK)
    monkeypatch.setattr(ours, "BLOCK", BLOCK)
    monkeypatch.setattr(ours, "AT_ONCE", 7)


def stretch(folder: Path, start: int, stop: int, arrived: int | None = None) -> Stretch:
    made = Stretch(folder, start, stop)
    made.keep(start, [CONTENTS[start : stop if arrived is None else arrived]])
    return made


def test_a_header_and_the_table_behind_it_make_up_the_file(tmp_path: Path) -> None:
    head, table = stretch(tmp_path / "head", 0, 100, 32), stretch(tmp_path, 20, 100)
    pieces = cover([table], head, 100)
    assert pieces == [(head, 0, 16), (head, 16, 20), (table, 20, 100)]
    assert digest_of(pieces, 100, kind=64) == hashlib.sha256(CONTENTS).hexdigest()
    assert digest_of(pieces, 100, kind=40) == blob_id(CONTENTS)


def test_what_leaves_something_out_has_no_hash(tmp_path: Path) -> None:
    head = stretch(tmp_path / "head", 0, 100, 32)
    assert cover([stretch(tmp_path, 33, 100)], head, 100) is None
    assert cover([stretch(tmp_path, 20, 99)], head, 100) is None
    assert cover([], head, 100) is None


def test_an_empty_file_has_its_hash(tmp_path: Path) -> None:
    assert digest_of(cover([], Stretch(tmp_path, 0, 0), 0) or [], 0, kind=40) == blob_id(b"")


@given(arrived=st.integers(0, 7), spans=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=4))
def test_pieces_lie_end_to_end_or_there_are_none(
    tmp_path_factory: pytest.TempPathFactory, arrived: int, spans: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("pieces")
    head = stretch(folder / "head", 0, 100, min(100, arrived * BLOCK))
    whole = [stretch(folder, min(span), max(span)) for span in set(spans)]
    pieces = cover(whole, head, 100)
    there = set(range(min(100, arrived * BLOCK))).union(*(range(part.start, part.stop) for part in whole))
    assert (pieces is not None) == (len(there) == 100)
    if pieces is not None:
        assert digest_of(pieces, 100, kind=64) == hashlib.sha256(CONTENTS).hexdigest()
