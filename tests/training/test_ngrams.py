"""Character n-grams: cut as the paper cuts them, hashed as fastText hashes them, rows their means."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rowspace.table import Tokens
from rowspace.training.blocks import compose, spread
from rowspace.training.ngrams import pieces_of


def fnv1a(gram: str) -> int:
    """32-bit FNV-1a over signed bytes."""
    value = 2166136261
    for byte in gram.encode():
        signed = byte - 256 if byte > 127 else byte
        value = ((value ^ (signed & 0xFFFFFFFF)) * 16777619) & 0xFFFFFFFF
    return value


def grams(word: str, shortest: int, longest: int) -> list[str]:
    wrapped = f"<{word}>"
    return [
        wrapped[start:stop]
        for start in range(len(wrapped))
        for stop in range(start + shortest, min(start + longest, len(wrapped)) + 1)
        if stop - start < len(wrapped)
    ]


def test_where_of_the_paper() -> None:
    assert grams("where", 3, 3) == ["<wh", "whe", "her", "ere", "re>"]
    pieces = pieces_of(Tokens.of(["where", "er"]), shortest=3, longest=3, buckets=1000)
    own = pieces.pieces[pieces.starts[0] : pieces.starts[1]].tolist()
    assert own == [0, *(2 + fnv1a(gram) % 1000 for gram in ("<wh", "whe", "her", "ere", "re>"))]
    assert pieces.rows == 1002


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), min_size=1, max_size=6))
def test_pieces_of_any_words(words: list[str]) -> None:
    pieces = pieces_of(Tokens.of(words), buckets=50)
    for id, word in enumerate(words):
        found = pieces.pieces[pieces.starts[id] : pieces.starts[id + 1]].tolist()
        assert found == [id, *(len(words) + fnv1a(gram) % 50 for gram in grams(word, 3, 6))]


def test_a_row_is_the_mean_of_its_pieces_and_hands_its_change_on() -> None:
    rows = np.arange(12, dtype=np.float32).reshape(4, 3)
    starts, pieces = np.array([0, 1, 4]), np.array([0, 1, 2, 3])
    words, out = np.array([1, 0], np.int32), np.empty((2, 3), np.float32)
    compose(rows, starts, pieces, words, 0, 2, out)
    np.testing.assert_allclose(out, [rows[1:].mean(axis=0), rows[0]])
    change = np.array([[3, 0, 0], [0, 1, 0]], np.float32)
    before = rows.copy()
    spread(rows, starts, pieces, words, 0, 2, change)
    np.testing.assert_allclose(rows - before, [[0, 1, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]])
