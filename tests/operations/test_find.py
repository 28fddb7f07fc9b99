"""Tokens found by how a question is written."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from rowspace.errors import BadExpression
from rowspace.operations.find import find, find_ids
from rowspace.operations.opened import OpenedTable
from rowspace.operations.token_search import NOWHERE, text_ranks
from rowspace.table import Tokens
from tests.tables import make_table

SPELLINGS = [
    "king",
    "King",
    " king",
    "##king",
    "kingdom",
    "viking",
    "queen",
    "<0xE2>",
    "a▁b",
    "bad\udcffbyte",
    "▁Kings",
]


@pytest.fixture(scope="module")
def words() -> OpenedTable:
    return make_table(SPELLINGS, np.random.default_rng(0).normal(size=(len(SPELLINGS) + 2, 4)))


def hows(table: OpenedTable, text: str) -> list[tuple[str, str]]:
    return [(match.token, match.how) for match in find(table, text).matches]


def test_a_text_is_found_as_itself_as_a_word_at_the_start_and_within(words: OpenedTable) -> None:
    assert hows(words, "king") == [
        ("king", "same"),
        ("King", "word"),
        (" king", "word"),
        ("##king", "word"),
        ("kingdom", "start"),
        ("▁Kings", "start"),
        ("viking", "within"),
    ]
    found = find(words, "king", count=2, offset=3)
    assert [match.token for match in found.matches] == ["##king", "kingdom"]
    assert (found.total, found.counts) == (7, {"same": 1, "word": 3, "start": 2, "within": 1})
    assert find_ids(words, "king").ids.tolist() == [0, 1, 2, 3, 4, 10, 5]


def test_numbers_bytes_quotes_and_patterns(words: OpenedTable) -> None:
    assert hows(words, "#12") == [("#12", "id")]
    assert find(words, "#13").total == 0
    assert hows(words, "<0xE2>") == [("<0xE2>", "same"), ("▁Kings", "start"), ("a▁b", "within")]
    assert hows(words, "<0xff>") == [("bad\udcffbyte", "within")]
    assert hows(words, '"King"') == [("King", "same")]
    assert hows(words, "/^.ing$/") == [("king", "pattern"), ("King", "pattern")]
    assert hows(words, "")[:2] == [("king", "all"), ("King", "all")]


def test_arithmetic_gives_the_nearest(royal: OpenedTable) -> None:
    found = find(royal, "king - man + woman", count=2)
    assert (found.kind, found.matches[0].token) == ("expression", "queen")
    assert found.matches[0].score == pytest.approx(royal.neighbors("king - man + woman", 1)[0].score)


def test_what_is_still_being_typed_raises_nothing(royal: OpenedTable) -> None:
    assert "got the end" in (find(royal, "king - man +").note or "")
    assert "is not in royal" in (find(royal, "king - kingg").note or "")
    assert "is not closed" in (find(royal, "/(a/").note or "")
    with pytest.raises(BadExpression, match="is not closed"):
        find_ids(royal, "/(a/")


def test_a_miss_says_what_is_near_and_how_the_tokenizer_splits_it(minilm: OpenedTable) -> None:
    miss = find(minilm, "unbelievablee").miss
    assert miss is not None
    assert "unbelievable" in [match.token for match in miss.nearest]
    assert [piece.token for piece in miss.pieces] == [piece.token for piece in minilm.encode("unbelievablee")]
    assert find(minilm, "unbel").miss is None


@given(some.lists(some.text("aAb▁é", max_size=4), min_size=1, max_size=6), some.text("aAb▁é", min_size=1, max_size=3))
def test_every_token_that_holds_the_text_is_found_and_no_other(spellings: list[str], text: str) -> None:
    def folded(one: str) -> bytes:
        return one.encode().lower()

    ranks = text_ranks(Tokens.of(spellings), text)
    assert (ranks != NOWHERE).tolist() == [folded(text) in folded(spelling) for spelling in spellings]
