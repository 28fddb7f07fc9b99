"""Byte-level spelling: GPT-2's own examples, the tokenizers library, and every byte there and back."""

from __future__ import annotations

import tokenizers
from hypothesis import given
from hypothesis import strategies as st

from rowspace.formats.byte_level import ALPHABET, is_spelled_so, to_bytes

SPELLING = {byte: letter for letter, byte in ALPHABET.items()}


def test_the_alphabet_is_the_librarys() -> None:
    assert sorted(ALPHABET) == sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    assert sorted(ALPHABET.values()) == list(range(256))


def test_a_space_a_line_break_and_half_a_character() -> None:
    assert to_bytes(["Ġcat", "Ċ", "Ã©", "Ã", ""]) == [b" cat", b"\n", "é".encode(), b"\xc3", b""]


def test_a_token_with_another_letter_stands_for_itself() -> None:
    assert to_bytes(["日本", "a b", "Ġ"]) == ["日本".encode(), b"a b", b" "]


def test_a_vocabulary_is_spelled_so_when_every_letter_is() -> None:
    assert is_spelled_so(["Ġcat", "dog"])
    assert not is_spelled_so(["Ġcat", "日"])
    assert not is_spelled_so(["cat", "dog"])  # nothing says so


@given(st.text())
def test_what_the_library_spells_becomes_the_bytes_of_the_text(text: str) -> None:
    splitter = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    pieces = [piece for piece, _ in splitter.pre_tokenize_str(text)]
    assert b"".join(to_bytes(pieces)) == text.encode()


@given(st.lists(st.binary()))
def test_every_byte_comes_back(tokens: list[bytes]) -> None:
    assert to_bytes(["".join(SPELLING[byte] for byte in token) for token in tokens]) == tokens
