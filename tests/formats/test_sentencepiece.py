"""SentencePiece models: the pieces and the encodings of its own library, and refusals of what is no such protobuf."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile, MissingExtra, RowspaceError
from rowspace.formats.sentencepiece import fields, looks_like_sentencepiece, parse, read_sentencepiece

GOLDEN = Path(__file__).parents[1] / "golden" / "sentencepiece"
ENCODED: dict[str, dict[str, Any]] = json.loads((GOLDEN / "encoded.json").read_text(encoding="utf-8"))


def field(number: int, value: bytes | int) -> bytes:
    """One field of a protobuf message, of fewer than 128 bytes."""
    return bytes([number << 3, value]) if isinstance(value, int) else bytes([number << 3 | 2, len(value)]) + value


def piece(spelling: str, score: float, kind: int = 1) -> bytes:
    return field(1, field(1, spelling.encode()) + b"\x15" + struct.pack("<f", score) + field(3, kind))


SMALLEST = piece("<unk>", 0, 2) + piece("<s>", 0, 3) + piece("▁cat", -1) + piece("<0x0A>", 0, 6)
"""Four pieces: unknown, control, normal, byte."""


def read(tmp_path: Path, contents: bytes, kind: str = "", **added: Any) -> Any:
    path = tmp_path / "spiece.model"
    path.write_bytes(contents)
    return read_sentencepiece(path, kind=kind, **added)


def test_the_smallest_model(tmp_path: Path) -> None:
    vocabulary = read(tmp_path, SMALLEST)
    assert list(vocabulary.tokens) == ["<unk>", "<s>", "▁cat", "<0x0A>"]
    assert (list(vocabulary.special), vocabulary.origin) == ([0, 1], "spiece.model")


@pytest.mark.parametrize("name", ENCODED)
def test_tokens_are_the_librarys_pieces(name: str) -> None:
    vocabulary = read_sentencepiece(GOLDEN / f"{name}.model")
    assert list(vocabulary.tokens) == ENCODED[name]["pieces"]
    assert list(vocabulary.special) == ENCODED[name]["control"]


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in ENCODED for text in ENCODED[name]["ids"]])
def test_texts_become_the_librarys_ids(name: str, text: str) -> None:
    tokenizer = read_sentencepiece(GOLDEN / f"{name}.model").tokenizer
    assert tokenizer is not None
    pieces = tokenizer.encode(text)
    assert [piece.id for piece in pieces] == ENCODED[name]["ids"][text]
    assert all(0 <= piece.start <= piece.end <= len(text) for piece in pieces)
    assert tokenizer.name == name


def test_fairseq_puts_its_own_tokens_first_and_last(tmp_path: Path) -> None:
    pieces = [piece("<unk>", 0, 2), piece("<s>", 0, 3), piece("</s>", 0, 3), piece("▁a", -1), piece("b", -2)]
    vocabulary = read(tmp_path, b"".join(pieces), kind="xlm-roberta")
    assert list(vocabulary.tokens) == ["<s>", "<pad>", "</s>", "<unk>", "▁a", "b", "<mask>"]
    assert list(vocabulary.special) == [0, 1, 2, 3, 6]


def test_tokens_added_later_follow_the_pieces(tmp_path: Path) -> None:
    vocabulary = read(tmp_path, SMALLEST, added={4: b"<|user|>", 2: b"dog"}, special=[4])
    assert list(vocabulary.tokens) == ["<unk>", "<s>", "dog", "<0x0A>", "<|user|>"]
    assert list(vocabulary.special) == [0, 1, 4]


def test_without_the_library_a_text_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "tokenizers", None)
    with pytest.raises(MissingExtra, match=r'spiece\.model \(unigram\) needs .*pip install "rowspace\[text\]"'):
        read(tmp_path, SMALLEST).tokenizer.encode("cat")


@pytest.mark.parametrize(
    "contents",
    [
        b"\x0a",
        b"\x0a\x7f\x0a\x01a",
        b"\x0b\x00",
        b"\xff" * 20,
        field(1, b"\x0a\x05a"),
        field(1, field(1, b"a") + b"\x15\x00"),
    ],
)
def test_what_is_no_protobuf_is_refused(contents: bytes, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"spiece\.model is no readable SentencePiece model"):
        read(tmp_path, contents)


def test_a_model_without_pieces_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="names no piece"):
        read(tmp_path, field(2, field(3, 2)))


def test_only_a_piece_first_looks_like_a_model() -> None:
    assert looks_like_sentencepiece(SMALLEST)
    assert not looks_like_sentencepiece(b"IQ== 0\nIg== 1\n")
    assert not looks_like_sentencepiece(b"")


@given(st.lists(st.tuples(st.integers(1, 15), st.binary(max_size=100) | st.integers(0, 127))))
def test_fields_come_back_as_they_were_written(written: list[tuple[int, bytes | int]]) -> None:
    assert list(fields(b"".join(field(*one) for one in written))) == written


@given(st.binary() | st.binary().map(lambda tail: SMALLEST[: len(tail)] + tail))
def test_any_bytes_are_a_model_or_refused(contents: bytes) -> None:
    try:
        rules = parse(contents, where="x.model")
    except RowspaceError:
        return
    assert all(isinstance(spelling, str) for spelling, _, _ in rules.pieces)
