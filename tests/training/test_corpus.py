"""Text as blocks: every file and packing, whole lines, and what is refused."""

from __future__ import annotations

import gzip
import io
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile
from rowspace.training import corpus
from rowspace.training.corpus import blocks_of_files, blocks_of_texts, files_of, read_ahead, whole_lines

TEXT = "Øre and kroner\nthe cat\n" * 50


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.txt", bytes), ("a.gz", gzip.compress), ("a.xz", lzma.compress), ("a.zst", zstandard.compress)],
)
def test_a_file_is_unpacked_by_its_first_bytes(tmp_path: Path, name: str, pack: type) -> None:
    path = tmp_path / name
    path.write_bytes(pack(TEXT.encode()))
    assert b"".join(blocks_of_files([str(path)])).decode().strip() == TEXT.strip()


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress, zstandard.compress])
def test_standard_input_too(monkeypatch: pytest.MonkeyPatch, pack: type) -> None:
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(pack(TEXT.encode()))))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert b"".join(blocks_of_files(["-"])).decode().strip() == TEXT.strip()


def test_files_follow_one_another_without_joining_lines(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"\ufeff{name} ends", encoding="utf-8")
    found = files_of([str(tmp_path / "*.txt")])
    assert [Path(name).name for name in found] == ["a.txt", "b.txt"]
    assert b"".join(blocks_of_files(found)) == b"a.txt ends\nb.txt ends\n"


@given(st.binary(max_size=300).map(lambda raw: raw.replace(b"\r", b"\n")), st.integers(1, 40))
def test_blocks_put_together_are_the_text(text: bytes, size: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(corpus, "BLOCK", size)
        patched.setattr(corpus, "LONGEST_LINE", 8 * size)
        blocks = list(whole_lines(io.BytesIO(text)))
    assert b"".join(blocks) == text
    assert all(block.endswith(b"\n") or b"\n" not in block for block in blocks[:-1])


def test_a_line_without_end_is_cut_between_words_or_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "BLOCK", 16)
    monkeypatch.setattr(corpus, "LONGEST_LINE", 64)
    for text in ("word " * 100, "é" * 200):
        blocks = list(whole_lines(io.BytesIO(text.encode())))
        assert len(blocks) > 1
        assert "".join(block.decode() for block in blocks) == text
        assert max(map(len, blocks)) <= 96


def test_texts_are_gathered_line_by_line() -> None:
    assert b"".join(blocks_of_texts(["a b", "c"])) == b"a b\nc\n"
    with pytest.raises(BadArgument, match="Texts are strings, one sentence or paragraph each; got list"):
        list(blocks_of_texts([["a", "b"]]))  # type: ignore[list-item]


def test_reading_ahead_gives_the_same_blocks_and_errors() -> None:
    def broken() -> Iterator[bytes]:
        yield b"a"
        raise BadFile("torn")

    assert list(read_ahead(iter([b"a", b"b", b"c"]))) == [b"a", b"b", b"c"]
    with pytest.raises(BadFile, match="torn"):
        list(read_ahead(broken()))
    endless = read_ahead(iter(lambda: b"a", None))
    assert next(endless) == b"a"
    endless.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"abc\xe9def", "byte 3 is not UTF-8. Convert the file first, for example with iconv -f latin1 -t utf-8"),
        ("wide".encode("utf-16"), "byte 0 is not UTF-8. .* iconv -f utf-16"),
        (gzip.compress(TEXT.encode(), mtime=0)[:-20], "reading failed after 0 bytes of text .* may be incomplete"),
        (lzma.compress(TEXT.encode())[:-20], "reading failed after .* may be incomplete"),
    ],
)
def test_what_is_not_text_is_refused_at_its_byte(tmp_path: Path, raw: bytes, told: str) -> None:
    (tmp_path / "a").write_bytes(raw)
    with pytest.raises(BadFile, match=told):
        list(blocks_of_files([str(tmp_path / "a")]))


def test_what_names_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match=r"none\.txt names no file; give files, patterns"):
        files_of([str(tmp_path / "none.txt")])
    with pytest.raises(BadArgument, match=r"is a folder; name its files, for example with the pattern '.*/\*\.txt'"):
        files_of([str(tmp_path)])
    with pytest.raises(BadArgument, match="No text was given"):
        files_of([])
