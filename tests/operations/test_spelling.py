import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.operations.spelling import edit_distances, near, starting
from rowspace.table import Tokens

TOKENS = Tokens.of(["the", "cat", "king", "ring", "kings", "##cat", "Cat", "queen", "Straße", "iPhone", "a", "seen"])


def _names(ids: list[int]) -> list[str]:
    return [TOKENS[id] for id in ids]


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("kingg", ["king", "kings"]),
        ("CAT", ["cat", "##cat", "Cat"]),  # other cases and markers, and then no edits
        ("teh", ["the"]),  # two neighbors swapped are one edit
        ("qeen", ["queen", "seen"]),  # the same first letter first
        ("Ġking", ["king"]),
        ("strasse", ["Straße"]),  # ß is two bytes, as ss is
        ("IPHONE", ["iPhone"]),
        ("xyzzy", []),
        ("b", []),  # one letter is not half right
        ("k" * 100, []),
        ("", []),
    ],
)
def test_near_spellings(spelling: str, expected: list[str]) -> None:
    assert _names(near(TOKENS, spelling, 3)) == expected


def test_no_more_than_asked_for() -> None:
    assert _names(near(TOKENS, "CAT", 1)) == ["cat"]
    assert near(Tokens.of([]), "king", 3) == []
    assert near(Tokens.of([""]), "king", 3) == []


def test_beginnings() -> None:
    assert _names(starting(TOKENS, "king", 5)) == ["king", "kings"]
    assert _names(starting(TOKENS, "ca", 5)) == ["cat", "Cat", "##cat"]
    assert _names(starting(TOKENS, "ca", 1)) == ["cat"]
    assert _names(starting(TOKENS, "Stra", 5)) == ["Straße"]
    assert starting(TOKENS, "zzz", 5) == []


def _letter_by_letter(a: bytes, b: bytes) -> int:
    """The textbook recursion for optimal string alignment, one cell at a time."""
    cells = {(i, j): i or j for i in range(len(a) + 1) for j in range(len(b) + 1) if not i or not j}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            cells[i, j] = min(cells[i - 1, j] + 1, cells[i, j - 1] + 1, cells[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                cells[i, j] = min(cells[i, j], cells[i - 2, j - 2] + 1)
    return cells[len(a), len(b)]


@given(st.text("abc", max_size=7), st.lists(st.text("abc", max_size=8), min_size=1, max_size=8))
def test_distances_of_many_spellings_at_once_equal_the_textbook(wanted: str, others: list[str]) -> None:
    longest = max(1, *map(len, others))
    letters = np.array([list(other.encode().ljust(longest, b"a")) for other in others], np.uint8).T
    distances = edit_distances(
        np.frombuffer(wanted.encode(), np.uint8), letters, np.array([len(other) for other in others])
    )
    assert distances.tolist() == [_letter_by_letter(wanted.encode(), other.encode()) for other in others]


@given(st.lists(st.text(max_size=6), min_size=1, max_size=20, unique=True), st.text(max_size=6))
def test_a_near_spelling_is_another_token_of_the_table(spellings: list[str], wanted: str) -> None:
    tokens = Tokens.of(spellings)
    found = near(tokens, wanted, 5)
    assert len(found) == len(set(found))
    assert all(tokens[id] != wanted for id in found)
