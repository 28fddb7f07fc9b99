"""tokenizer.json: tokens and encodings as the tokenizers library has them, and what is refused unread."""

from __future__ import annotations

import json
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile, MissingExtra, RowspaceError
from rowspace.formats.tensors import Vocabulary
from rowspace.formats.tokenizer_json import read_tokenizer_json
from tests.hostile.tokenizer_files import HOSTILE

from .makers import TOKENS, wordpiece_json

TEXT = ["The cats don't fly over cats.", "naïve café 日本", "def f(x):\n\treturn x", "cats cats cats"]
LETTERS = [*"abcdefghijklmnopqrstuvwxyz"]


def read(folder: Path, contents: dict[str, Any] | str | bytes) -> Vocabulary:
    path = folder / "tokenizer.json"
    text = json.dumps(contents) if isinstance(contents, dict) else contents
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_tokenizer_json(path)


def trained(kind: str) -> tokenizers.Tokenizer:
    """A small tokenizer of the library's own making."""
    models, pre, dec, train = (getattr(tokenizers, n) for n in ("models", "pre_tokenizers", "decoders", "trainers"))
    if kind == "byte-level":
        made = tokenizers.Tokenizer(models.BPE())
        made.pre_tokenizer, made.decoder = pre.ByteLevel(add_prefix_space=False), dec.ByteLevel()
        trainer = train.BpeTrainer(
            vocab_size=300, special_tokens=["<|end|>"], initial_alphabet=pre.ByteLevel.alphabet(), show_progress=False
        )
    elif kind == "unigram":
        made = tokenizers.Tokenizer(models.Unigram())
        made.pre_tokenizer, made.decoder = pre.Metaspace(), dec.Metaspace()
        trainer = train.UnigramTrainer(
            vocab_size=60, special_tokens=["<unk>", "<s>"], unk_token="<unk>", show_progress=False
        )
    else:
        made = tokenizers.Tokenizer(models.WordPiece(unk_token="[UNK]"))
        made.normalizer = tokenizers.normalizers.BertNormalizer()
        made.pre_tokenizer = pre.BertPreTokenizer()
        trainer = train.WordPieceTrainer(vocab_size=80, special_tokens=["[PAD]", "[UNK]"], show_progress=False)
    made.train_from_iterator(TEXT, trainer)
    return made


@pytest.fixture(scope="module", params=["byte-level", "unigram", "wordpiece"])
def library(request: pytest.FixtureRequest) -> tokenizers.Tokenizer:
    return trained(request.param)


def test_tokens_stand_for_the_bytes_that_the_library_decodes(library: tokenizers.Tokenizer, tmp_path: Path) -> None:
    vocabulary = read(tmp_path, library.to_str())
    assert len(vocabulary.tokens) == library.get_vocab_size()
    for id, token in enumerate(vocabulary.tokens):
        theirs = library.decode([id], skip_special_tokens=False)
        if "�" not in theirs:  # part of a character: the library shows that it cannot be shown
            assert token.replace("▁", " ").strip() == theirs.strip()
    assert [vocabulary.tokens[id] for id in vocabulary.special] == [
        token.content for token in library.get_added_tokens_decoder().values() if token.special
    ]


@pytest.mark.parametrize("text", [*TEXT, "", "  spaces  ", "日本語 unknown ÿ", "<|end|> <s> [PAD]", "emoji 😀"])
def test_texts_become_the_librarys_ids(library: tokenizers.Tokenizer, text: str, tmp_path: Path) -> None:
    vocabulary = read(tmp_path, library.to_str())
    assert vocabulary.tokenizer is not None
    pieces = vocabulary.tokenizer.encode(text)
    theirs = library.encode(text, add_special_tokens=False)
    assert [(piece.id, (piece.start, piece.end)) for piece in pieces] == list(
        zip(theirs.ids, theirs.offsets, strict=True)
    )
    unknown = {library.token_to_id(token) for token in ("<unk>", "[UNK]")}
    assert [piece.known for piece in pieces] == [id not in unknown for id in theirs.ids]
    assert all(piece.token == vocabulary.tokens[piece.id] for piece in pieces if piece.id is not None)


def test_a_file_that_pads_and_cuts_does_so_no_more(tmp_path: Path) -> None:
    made = trained("wordpiece")
    made.enable_padding(length=64)
    made.enable_truncation(2)
    vocabulary = read(tmp_path, made.to_str())
    assert vocabulary.tokenizer is not None
    assert 2 < len(vocabulary.tokenizer.encode("the cats fly")) < 64


def test_wordpiece_needs_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = trained("wordpiece")
    monkeypatch.setitem(__import__("sys").modules, "tokenizers", None)
    vocabulary = read(tmp_path, made.to_str())
    assert vocabulary.tokenizer is not None
    for text in TEXT:
        ours = [piece.id for piece in vocabulary.tokenizer.encode(text)]
        assert ours == made.encode(text, add_special_tokens=False).ids


def test_a_cased_vocabulary_keeps_case_and_accents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "tokenizers", None)
    tokens = ["[UNK]", "Cat", "cat", "été", "ete"]
    for lowercase, ids in {False: [1, 3], True: [2, 4]}.items():
        vocabulary = read(tmp_path, wordpiece_json(tokens, lowercase=lowercase))
        assert vocabulary.tokenizer is not None
        assert [piece.id for piece in vocabulary.tokenizer.encode("Cat été")] == ids


def test_other_rules_need_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = trained("byte-level")
    monkeypatch.setitem(__import__("sys").modules, "tokenizers", None)
    vocabulary = read(tmp_path, made.to_str())
    assert vocabulary.tokenizer is not None
    with pytest.raises(MissingExtra, match=r'tokenizer\.json \(bpe\) needs .*pip install "rowspace\[text\]"'):
        vocabulary.tokenizer.encode("cat")


def test_added_tokens_override_the_vocabulary(tmp_path: Path) -> None:
    model = {"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": []}
    added = [{"id": 1, "content": "<pad>", "special": True}, {"id": 3, "content": "Ġ x", "special": False}]
    vocabulary = read(tmp_path, {"model": model, "added_tokens": added, "decoder": {"type": "ByteLevel"}})
    assert list(vocabulary.tokens) == ["a", "<pad>", "", "Ġ x"]
    assert list(vocabulary.special) == [1]


@pytest.mark.parametrize(
    ("extra", "token"),
    [
        ({"decoder": {"type": "ByteLevel"}}, " a"),
        ({"decoder": {"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "ByteLevel"}]}}, " a"),
        ({"pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "ByteLevel"}]}}, " a"),
        ({"decoder": {"type": "Metaspace"}}, "Ġa"),
        ({}, "Ġa"),
    ],
)
def test_byte_level_is_undone_where_the_file_says_so(extra: dict[str, Any], token: str, tmp_path: Path) -> None:
    assert read(tmp_path, {"model": {"type": "BPE", "vocab": {"Ġa": 0}}} | extra).tokens[0] == token


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ({"vocab": [["a", -1.0]]}, "unigram"),
        ({"vocab": {"a": 0}, "merges": ["a b"]}, "bpe"),
        ({"vocab": {"a": 0}, "max_input_chars_per_word": 100}, "wordpiece"),
        ({"vocab": {"a": 0}}, "wordlevel"),
    ],
)
def test_older_files_do_not_name_their_model(model: dict[str, Any], name: str, tmp_path: Path) -> None:
    vocabulary = read(tmp_path, {"model": model})
    assert vocabulary.tokenizer is not None
    assert vocabulary.tokenizer.name == name


def test_what_the_library_chokes_on_is_a_bad_file_and_no_panic(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """An unknown id past the vocabulary makes the library panic, which no `except Exception` catches."""
    model = {"type": "Unigram", "unk_id": 7, "vocab": [["a", -1.0]], "byte_fallback": False}
    vocabulary = read(tmp_path, {"version": "1.0", "added_tokens": [], "model": model})
    assert vocabulary.tokenizer is not None
    with pytest.raises(BadFile, match=r"^tokenizer\.json: its rules cannot be used \("):
        vocabulary.tokenizer.encode("b")
    capfd.readouterr()


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses(tmp_path: Path, name: str) -> None:
    contents, words = HOSTILE[name]
    with pytest.raises(BadFile, match=words) as refusal:
        read(tmp_path, contents)
    assert str(refusal.value).startswith("tokenizer.json")
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize("name", HOSTILE)
def test_a_refusal_is_cheap(tmp_path: Path, name: str) -> None:
    contents, _ = HOSTILE[name]
    tracemalloc.start()
    with suppress(RowspaceError):
        read(tmp_path, contents)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000_000 + 3 * len(contents)


def test_merges_are_not_kept_nor_parsed(tmp_path: Path) -> None:
    """Strings with quotes, brackets and backslashes in them, in both layouts."""
    for merges in (['a "]b', "\\ [", "x y"], [['"', "]"], ["\\", "["]]):
        contents = {"model": {"type": "BPE", "vocab": {"merges": 0, "]": 1}, "merges": merges}, "added_tokens": []}
        assert list(read(tmp_path, contents).tokens) == ["merges", "]"]


@given(st.data())
def test_a_broken_file_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = json.dumps(wordpiece_json(TOKENS)).encode()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    instead = data.draw(
        st.binary(max_size=9) | st.sampled_from([b"99999999", b"-1", b"null", b"[]", b"\\ud800", b"1.5"])
    )
    with suppress(RowspaceError):
        assert list(read(tmp_path_factory.getbasetemp(), whole[:start] + instead + whole[end:]).tokens) is not None
