"""Tokens of GGUF files: each tokenizer's spellings, special tokens, and texts encoded by the file's own rules."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile
from rowspace.formats import byte_level, gguf_tokens
from rowspace.formats.gguf_tokens import from_bytes, from_words
from rowspace.formats.registry import open_file
from rowspace.operations.opened import OpenedTable
from rowspace.table import Table, Tokens
from tests.hostile.gguf_files import BOOL, F32, I32, U32, container, listing, setting, tensor

NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE = range(1, 7)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gguf") / "small.gguf"


def table(path: Path, model: str, tokens: list[str | bytes], *others: bytes, kinds: list[int] | None = None) -> Table:
    """A table of one zero a token."""
    settings = [setting("tokenizer.ggml.model", model), listing("tokenizer.ggml.tokens", tokens), *others]
    settings += [listing("tokenizer.ggml.token_type", kinds, I32)] if kinds else []
    rows = tensor("token_embd.weight", (1, len(tokens)), 1)
    path.write_bytes(container(settings, [rows], bytes(2 * len(tokens))))
    return open_file(path)


def test_byte_level_tokens_become_bytes(file: Path) -> None:
    kinds = [NORMAL, NORMAL, NORMAL, NORMAL, CONTROL, USER_DEFINED, UNUSED]
    read = table(file, "gpt2", ["Ġcat", "Ċ", "Ã©", "Ã", "<|Ġend|>", "  ", "[PAD6]"], kinds=kinds)
    assert [read.tokens.raw(id) for id in range(7)] == [
        b" cat", b"\n", "é".encode(), b"\xc3", "<|Ġend|>".encode(), b"  ", b"[PAD6]",
    ]  # fmt: skip
    assert list(read.special) == [4, 6]
    assert read.source.model is not None
    assert read.source.model.vocabulary == "small.gguf"


@given(
    st.lists(st.text(st.sampled_from([*byte_level.ALPHABET, " ", "\0", "ń", "Ŀ", "ﬁ", "☃"]), max_size=6), max_size=6)
)
def test_they_are_the_bytes_of_the_alphabet(tokens: list[str]) -> None:
    read = from_bytes(Tokens.of(tokens), literal=np.zeros(len(tokens), np.bool_))
    assert [read.raw(id) for id in range(len(tokens))] == byte_level.to_bytes(tokens)


@given(st.lists(st.binary(max_size=5), min_size=1, max_size=5))
def test_what_is_no_utf8_stays_as_it_is(tokens: list[bytes]) -> None:
    read = from_bytes(Tokens.of_bytes(tokens), literal=np.zeros(len(tokens), np.bool_))
    for id, token in enumerate(tokens):
        try:
            assert read.raw(id) == byte_level.to_bytes([token.decode()])[0]
        except UnicodeDecodeError:
            assert read.raw(id) == token


def test_many_tokens_are_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = [spelled * repeat for repeat in (0, 1, 5, 40) for spelled in ("Ġa", "é", "☃", "")]
    literal = np.arange(len(tokens)) % 5 == 0
    whole = from_bytes(Tokens.of(tokens), literal=literal)
    monkeypatch.setattr(gguf_tokens, "AT_ONCE", 7)
    pieces = from_bytes(Tokens.of(tokens), literal=literal)
    assert list(pieces) == list(whole)
    assert not literal[1:5].any()


def test_sentencepiece_stays_as_it_is_spelled(file: Path) -> None:
    kinds = [UNKNOWN, CONTROL, BYTE, NORMAL, NORMAL]
    read = table(file, "llama", ["<unk>", "<s>", "<0x0A>", "▁cat", b"\xff"], kinds=kinds)
    assert read.tokens[:4] == ["<unk>", "<s>", "<0x0A>", "▁cat"]
    assert read.tokens.raw(4) == b"\xff"
    assert list(read.special) == [0, 1]


def test_berts_continuations_are_marked_again(file: Path) -> None:
    read = table(file, "bert", ["[PAD]", "▁cat", "s", "▁[", "]", ""], kinds=[CONTROL, 1, 1, 1, 1, 1])
    assert list(read.tokens) == ["[PAD]", "cat", "##s", "[", "##]", ""]
    assert read.tokenizer is not None
    assert [piece.token for piece in read.tokenizer.encode("Cats [")] == ["cat", "##s", "["]
    assert list(table(file, "bert", ["[PAD]", "cat", "##s"]).tokens) == ["[PAD]", "cat", "##s"]


def test_a_cased_bert_keeps_its_capitals(file: Path) -> None:
    read = table(file, "bert", ["[UNK]", "▁Cat", "▁cat"])
    assert read.tokenizer is not None
    assert [piece.token for piece in read.tokenizer.encode("Cat cat")] == ["Cat", "cat"]


def test_a_real_vocabulary_survives_llama_cpps_spelling(minilm: OpenedTable) -> None:
    tokens = list(minilm.tokens)
    marked = [t if t[0] == "[" and t[-1] == "]" else t[2:] if t.startswith("##") else "▁" + t for t in tokens]
    assert list(from_words(Tokens.of(marked))) == tokens


def test_tokens_with_a_role_are_special_where_there_are_no_types(file: Path) -> None:
    roles = [setting("tokenizer.ggml.eos_token_id", 2, U32), setting("tokenizer.ggml.padding_token_id", 99, U32)]
    assert list(table(file, "gpt2", ["a", "b", "<|endoftext|>"], *roles).special) == [2]


def test_more_tokens_than_any_model_has_are_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gguf_tokens, "MAX_BYTES", 5)
    with pytest.raises(BadFile, match=r"small\.gguf has 2 tokens of 6 bytes; at most 1,200,000 of 5 are read"):
        table(file, "llama", ["cat", "dog"])


LINES = ["The cat sat on the mat.", "the cats' mat: 1234 cats", "  two  spaces", "naïve café ☃", "don't\n\nsit"]


QWEN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
    r"|\s+(?!\S)|\s+"
)


@pytest.mark.parametrize(("pre", "split"), [("gpt-2", None), ("qwen2", QWEN)])
def test_texts_are_encoded_by_the_files_merges(file: Path, pre: str, split: str | None) -> None:
    theirs = tokenizers.Tokenizer(tokenizers.models.BPE())
    cuts = tokenizers.pre_tokenizers
    by_bytes = cuts.ByteLevel(add_prefix_space=False, use_regex=split is None)
    theirs.pre_tokenizer = (
        cuts.Sequence([cuts.Split(tokenizers.Regex(split), "isolated"), by_bytes]) if split else by_bytes
    )
    alphabet = cuts.ByteLevel.alphabet()
    theirs.train_from_iterator(LINES, tokenizers.trainers.BpeTrainer(vocab_size=300, initial_alphabet=alphabet))
    vocabulary = theirs.get_vocab()
    spelled: list[str | bytes] = [*sorted(vocabulary, key=vocabulary.__getitem__)]
    merges = [" ".join(pair) for pair in json.loads(theirs.to_str())["model"]["merges"]]
    extra = [setting("tokenizer.ggml.pre", pre), listing("tokenizer.ggml.merges", merges)]
    ours = table(file, "gpt2", [*spelled, "<|end|>"], *extra, kinds=[NORMAL] * len(spelled) + [CONTROL]).tokenizer
    assert ours is not None
    for line in LINES:
        assert [piece.id for piece in ours.encode(line)] == theirs.encode(line).ids
    assert ours.encode("mat<|end|>")[-1].id == len(spelled)


def test_an_unknown_splitting_is_not_guessed(file: Path) -> None:
    merges = listing("tokenizer.ggml.merges", ["a b"])
    assert table(file, "gpt2", ["a", "b", "ab"], setting("tokenizer.ggml.pre", "of tomorrow"), merges).tokenizer is None
    assert table(file, "gpt2", ["a", "b", "ab"], setting("tokenizer.ggml.pre", "gpt-2")).tokenizer is None
    assert table(file, "rwkv", ["a", "b", "ab"], merges).tokenizer is None


def test_sentencepiece_merges_by_score(file: Path) -> None:
    tokens: list[str | bytes] = ["<unk>", "<0x21>", "▁", "c", "a", "t", "at", "cat", "▁cat", "ca"]
    scores = listing("tokenizer.ggml.scores", [0, 0, -9, -9, -9, -9, -1, -2, -3, -4], F32)
    kinds = [UNKNOWN, BYTE, *[NORMAL] * 8]
    prefixed = table(file, "llama", tokens, scores, kinds=kinds).tokenizer
    assert prefixed is not None
    assert [(piece.token, piece.known) for piece in prefixed.encode("cat!")] == [("▁cat", True), ("<0x21>", True)]
    bare = setting("tokenizer.ggml.add_space_prefix", 0, BOOL)
    plain = table(file, "llama", tokens, scores, bare, kinds=kinds).tokenizer
    assert plain is not None
    assert [piece.token for piece in plain.encode("cat cat")] == ["cat", "▁cat"]


def test_unigram_takes_the_likeliest_cover(file: Path) -> None:
    tokens: list[str | bytes] = ["<unk>", "▁", "c", "at", "cat", "▁cat", "s"]
    scores = listing("tokenizer.ggml.scores", [0, -2, -5, -5, -3, -9, -4], F32)
    read = table(file, "t5", tokens, scores, kinds=[UNKNOWN, *[NORMAL] * 6])
    assert read.tokenizer is not None
    assert read.tokenizer.name == "unigram"
    assert [piece.token for piece in read.tokenizer.encode("cats")] == ["▁", "cat", "s"]
