import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, UnknownToken
from rowspace.rows import ArrayRows
from rowspace.table import Source, Table, Tokens

SOURCE = Source(location="x", format="made", tensor="rows")


def _table(tokens: list[str], rows: int) -> Table:
    values = np.arange(rows * 2, dtype=np.float32).reshape(rows, 2)
    return Table(name="small", tokens=Tokens.of(tokens), rows=ArrayRows(values), source=SOURCE)


def test_a_token_leads_to_its_row_and_back() -> None:
    table = _table(["cat", "dog", " dog"], 3)
    assert (len(table), table.dim, table.id("dog"), table.token(2)) == (3, 2, 1, " dog")
    assert table["dog"].tolist() == [2, 3]
    assert "dog" in table
    assert "DOG" not in table
    assert 1 not in table


def test_a_repeated_spelling_means_its_first_row() -> None:
    assert _table(["the", "cat", "the"], 3).id("the") == 0


def test_rows_past_the_tokens_are_padding_and_have_numbers_for_names() -> None:
    table = _table(["cat"], 3)
    assert [table.token(id) for id in range(3)] == ["cat", "#1", "#2"]


def test_a_missing_token_is_refused_with_the_name_of_the_table() -> None:
    with pytest.raises(UnknownToken, match=r'^"bird" is not in small \(2 tokens\)\.$'):
        _table(["cat", "dog"], 2)["bird"]


def test_more_tokens_than_rows_are_refused() -> None:
    with pytest.raises(BadArgument, match="small has 2 tokens for 1 rows; every token needs a row of its own"):
        _table(["cat", "dog"], 1)


def test_tokens_are_read_like_a_list() -> None:
    tokens = Tokens.of(["a", "", "né", "d"])
    assert list(tokens) == ["a", "", "né", "d"]
    assert tokens[-1] == "d"
    assert tokens[1:3] == ["", "né"]
    assert tokens.raw(2) == "né".encode()
    with pytest.raises(IndexError):
        tokens[4]


@given(st.lists(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape"))))
def test_any_spelling_comes_back_as_it_was_even_bytes_that_are_no_utf8(spellings: list[str]) -> None:
    tokens = Tokens.of(spellings)
    assert list(tokens) == spellings
    assert [tokens[id] for id in range(len(tokens))] == spellings
    assert all(spellings[tokens.ids[spelling]] == spelling for spelling in spellings if spelling)


@given(st.lists(st.text(max_size=3) | st.binary(max_size=2).map(lambda raw: raw.decode("utf-8", "surrogateescape"))))
def test_a_spelling_is_found_in_the_bytes_as_in_the_index(spellings: list[str]) -> None:
    sought = [*spellings[:10], "absent", ""]
    without_index, tokens = Tokens.of(spellings), Tokens.of(spellings)
    assert [without_index.find(one) for one in sought] == [tokens.ids.get(one) for one in sought]
    assert [tokens.find(one) for one in sought] == [tokens.ids.get(one) for one in sought]


def test_many_spellings_are_found_by_the_index() -> None:
    tokens = Tokens.of(["cat", "dog", "cat"])
    assert {tokens.find("cat") for _ in range(100)} == {0}
    assert "ids" in vars(tokens)
    assert ("dog" in tokens, "cow" in tokens, 7 in tokens) == (True, False, False)


def test_the_first_tokens() -> None:
    tokens = Tokens.of(["cat", "dog", "cow"])
    assert list(tokens.first(2)) == ["cat", "dog"]
    assert tokens.first(3) is tokens
    assert list(tokens.first(0)) == []
