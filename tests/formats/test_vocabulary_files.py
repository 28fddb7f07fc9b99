"""vocab.txt, vocab.json and tiktoken's ranks: ids, spellings, and what makes a text encodable."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from pathlib import Path

import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile, RowspaceError
from rowspace.formats.tensors import Vocabulary
from rowspace.formats.tiktoken_ranks import looks_like_ranks, read_ranks
from rowspace.formats.vocabulary import in_order
from rowspace.formats.vocabulary_files import read_vocab_json, read_vocab_txt


def vocab_txt(folder: Path, contents: str, **more: bool) -> Vocabulary:
    path = folder / "vocab.txt"
    path.write_bytes(contents.encode())
    return read_vocab_txt(path, added={}, special=[], cased=False, **more)


def vocab_json(folder: Path, contents: str, added: dict[int, bytes] | None = None) -> Vocabulary:
    path = folder / "vocab.json"
    path.write_text(contents, encoding="utf-8")
    return read_vocab_json(path, added=added or {}, special=[])


def ranks(folder: Path, contents: bytes) -> Vocabulary:
    path = folder / "x.tiktoken"
    path.write_bytes(contents)
    return read_ranks(path)


def test_a_line_is_a_token_whatever_else_breaks_lines(tmp_path: Path) -> None:
    vocabulary = vocab_txt(tmp_path, "[UNK]\r\ncat\r\na\u2028b\r\n\r\n##s")
    assert list(vocabulary.tokens) == ["[UNK]", "cat", "a\u2028b", "", "##s"]
    assert vocabulary.tokenizer is not None
    assert [piece.token for piece in vocabulary.tokenizer.encode("Cats")] == ["cat", "##s"]


def test_a_vocabulary_that_is_not_wordpieces_has_no_rule(tmp_path: Path) -> None:
    assert vocab_txt(tmp_path, "A\nC\nG\nT\n").tokenizer is None


def test_gpt2s_pair_of_files_encodes_as_the_library_does(tmp_path: Path) -> None:
    made = tokenizers.ByteLevelBPETokenizer()
    made.train_from_iterator(["the cats and the dogs", "naïve cats"], vocab_size=290, show_progress=False)
    made.save_model(str(tmp_path))
    vocabulary = vocab_json(tmp_path, (tmp_path / "vocab.json").read_text(encoding="utf-8"))
    assert vocabulary.tokenizer is not None
    for text in ("the cats", " naïve dogs!", "日本", ""):
        pieces = vocabulary.tokenizer.encode(text)
        assert [piece.id for piece in pieces] == made.encode(text).ids
        raw = b"".join(vocabulary.tokens.raw(piece.id) for piece in pieces if piece.id is not None)
        assert raw == text.encode()


def test_a_vocabulary_that_is_not_byte_level_stays_as_it_is(tmp_path: Path) -> None:
    vocabulary = vocab_json(tmp_path, '{"Ġa": 0, "日本": 1}', {2: b"<extra>"})
    assert list(vocabulary.tokens) == ["Ġa", "日本", "<extra>"]
    assert vocabulary.tokenizer is None


@pytest.mark.parametrize("contents", ['{"a": 0, "b": 0}', '{"a": "x"}', "[]", "{", '{"a": 99999999}'])
def test_a_vocabulary_of_other_than_ids_is_refused(tmp_path: Path, contents: str) -> None:
    with pytest.raises(BadFile, match=r"two tokens|whole numbers|JSON|ids run"):
        vocab_json(tmp_path, contents)


def test_ranks_are_bytes(tmp_path: Path) -> None:
    """As Llama 3 keeps them: base64, a space, the id."""
    vocabulary = ranks(tmp_path, b"IQ== 0\n4pY= 1\nIGNhdA== 3\n")
    assert [vocabulary.tokens.raw(id) for id in range(4)] == [b"!", b"\xe2\x96", b"", b" cat"]


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        (b"IQ== 0\nnot base64\n", "line 2 is not a token in base64 and its rank"),
        (b"IQ== 0\nIQ= 1\n", "line 2 is not base64"),
        (b"IQ== 0\nIg== 0\n", "rank 0 stands for two tokens"),
        (b"IQ== 99999999\n", "ids run from 99,999,999"),
        (b"IQ== -1\n", "line 1 is not a token"),
        (b"\n" * 1_200_001, "more than 1,200,000 lines"),
    ],
)
def test_ranks_that_are_none_are_refused(tmp_path: Path, contents: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        ranks(tmp_path, contents)


@given(st.lists(st.binary(min_size=1), min_size=2))
def test_every_token_comes_back_from_its_rank(tmp_path_factory: pytest.TempPathFactory, tokens: list[bytes]) -> None:
    contents = b"".join(b64encode(token) + b" %d\n" % id for id, token in enumerate(tokens))
    vocabulary = ranks(tmp_path_factory.getbasetemp(), contents)
    assert [vocabulary.tokens.raw(id) for id in range(len(tokens))] == tokens
    assert looks_like_ranks(contents[:2000])


@given(st.binary(max_size=60))
def test_any_bytes_are_ranks_or_refused(tmp_path_factory: pytest.TempPathFactory, contents: bytes) -> None:
    with suppress(RowspaceError):
        ranks(tmp_path_factory.getbasetemp(), contents)


def test_ids_far_from_each_other_are_refused_before_anything_is_made() -> None:
    assert list(in_order({2: b"b", 0: b"a"}, "x")) == ["a", "", "b"]
    assert list(in_order({}, "x")) == []
    with pytest.raises(BadFile, match="x: ids run from 0 to 70,000 among 2 tokens"):
        in_order({0: b"a", 70_000: b"b"}, "x")
    with pytest.raises(BadFile, match="ids run from -1"):
        in_order({-1: b"a"}, "x")


def test_files_past_their_size_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rowspace.formats import vocabulary_files

    monkeypatch.setattr(vocabulary_files, "MAX_BYTES", 10)
    with pytest.raises(BadFile, match=r"vocab\.txt has 12 bytes; of such a file at most 10 are read"):
        vocab_txt(tmp_path, "a\n" * 6)
    monkeypatch.setattr(vocabulary_files, "MAX_LINES", 3)
    with pytest.raises(BadFile, match=r"vocab\.txt has more than 3 lines"):
        vocab_txt(tmp_path, "a\n" * 4)
