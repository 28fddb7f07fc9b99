"""BERT's WordPiece, held against the `tokenizers` library: ids and places, on text of every script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from rowspace.formats.shipped import open_shipped
from rowspace.formats.wordpiece import WordPiece, words
from rowspace.table import Tokens

MINILM = open_shipped("minilm").tokens
OURS = WordPiece(MINILM)


def _library() -> Tokenizer:
    vocabulary = {token: id for id, token in enumerate(MINILM)}
    theirs = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    theirs.normalizer = normalizers.BertNormalizer()
    theirs.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return theirs


THEIRS = _library()


def assert_same(text: str) -> None:
    pieces, encoding = OURS.encode(text), THEIRS.encode(text)
    assert [(piece.id, piece.start, piece.end) for piece in pieces] == [
        (id, start, end) for id, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
    ]
    assert [piece.token for piece in pieces] == encoding.tokens
    assert [piece.known for piece in pieces] == [token != "[UNK]" for token in encoding.tokens]


def _long_settled(letter: str) -> bool:
    """Whether Unicode 3.2 already had this character in today's category: later ones the library does not know."""
    return unicodedata.ucd_3_2_0.category(letter) == unicodedata.category(letter) != "Cs"


LETTERS = st.characters(exclude_categories=["Cs", "Cn"]).filter(_long_settled)


def test_worked_example() -> None:
    pieces = OURS.encode("The embeddings of unbelievable cats")
    assert [(piece.token, piece.id, piece.start, piece.end) for piece in pieces] == [
        ("the", 1996, 0, 3),
        ("em", 7861, 4, 6),
        ("##bed", 8270, 6, 9),
        ("##ding", 4667, 9, 13),
        ("##s", 2015, 13, 14),
        ("of", 1997, 15, 17),
        ("unbelievable", 23653, 18, 30),
        ("cats", 8870, 31, 35),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The embeddings of unbelievable cats",
        "",
        " \t\r\n",
        "Don't STOP-believin', it's 3.14 (or 1,000)…",
        "Ünïcödé naïve cafe\u0301 Łódź ÅNGSTRÖM İstanbul ΣΊΣΥΦΟΣ ﬁne ǅ",
        "中文字符 mixed漢字with latin 日本語のテキスト 豈更",
        "한국어 텍스트 각",
        "a\u200bb\u00adc\0d\ufffde\x7ff\u00a0g\u2028h\x0bi\x0cj\x85k\x1cl",
        "¿Qué? «guillemets» “quotes” — dash – dash",
        "a$b+c<d=e>f^g`h|i~j_k",
        "😀 emoji 👩‍👩‍👧 and 🇫🇷 flags",
        "नमस्ते दुनिया हिन्दी שָׁלוֹם עולם مَرْحَبًا",
        "x" * 100 + " " + "x" * 101 + " " + "é" * 100,
        "[CLS] [UNK] [MASK] ##ing [unused7]",
        "unaffable zzzzqqqq \u0301\u0301 \u0301a",
        "\u1e9b\u0323 \u212b \uf900 \U0002f800 \U00020000\U0002b820 \ue000",
    ],
)
def test_equals_the_library(text: str) -> None:
    assert_same(text)


@given(text=st.text(LETTERS, max_size=40))
def test_equals_the_library_on_any_text(text: str) -> None:
    assert_same(text)


WORDS = st.sampled_from(
    ["cat", "Unbelievable", "café", "C", "un", "##s", "漢", "e\u0301", "\u200b", "'", "-", ".", "x" * 99]
)


@given(text=st.lists(WORDS | st.sampled_from([" ", "  ", "\n"]) | LETTERS, max_size=20).map("".join))
def test_equals_the_library_on_near_words(text: str) -> None:
    assert_same(text)


@given(text=st.text(max_size=60))
def test_pieces_lie_in_order_inside_the_text(text: str) -> None:
    ends = [(piece.start, piece.end) for piece in OURS.encode(text)]
    assert all(0 <= start < end <= len(text) for start, end in ends)
    assert ends == sorted(ends)


def test_a_word_knows_where_its_letters_came_from() -> None:
    assert [(word.letters, word.places) for word in words("É\u00adté, oui")] == [
        ("ete", (0, 2, 3)),
        (",", (4,)),
        ("oui", (6, 7, 8)),
    ]


def test_a_vocabulary_without_unk_gives_a_piece_without_id() -> None:
    [piece] = WordPiece(Tokens.of(["cat"])).encode("dog")
    assert (piece.token, piece.id, piece.known) == ("[UNK]", None, False)


def test_a_word_that_cannot_be_finished_is_unknown_as_a_whole() -> None:
    pieces = WordPiece(Tokens.of(["[UNK]", "cat", "##s"])).encode("cats catsy s")
    assert [(piece.token, piece.start, piece.end) for piece in pieces] == [
        ("cat", 0, 3),
        ("##s", 3, 4),
        ("[UNK]", 5, 10),
        ("[UNK]", 11, 12),
    ]
