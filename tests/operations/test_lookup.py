import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, UnknownToken
from rowspace.operations.lookup import (
    PieceView,
    TokenMatch,
    complete,
    encode,
    near_spellings,
    resolve,
    resolve_all,
    rows_of,
    spelled,
)
from rowspace.operations.opened import OpenedTable
from tests.tables import make_table


def test_a_spelling_or_a_number_leads_to_an_id(royal: OpenedTable) -> None:
    assert resolve(royal, "queen") == 1
    assert resolve(royal, "#3") == 3
    assert resolve_all(royal, ["pear", "#0", "pear"]) == [6, 0, 6]


def test_a_token_that_looks_like_a_number_comes_before_the_id() -> None:
    table = make_table(["#1", "cat"], np.eye(3))
    assert resolve(table, "#1") == 0
    assert [resolve(table, table.token(id)) for id in range(3)] == [0, 1, 2]


def test_a_missing_token_is_refused_with_near_spellings(royal: OpenedTable) -> None:
    with pytest.raises(UnknownToken, match=r'^"kingg" is not in royal \(7 tokens\)\. Nearest spellings: "king"\.$'):
        resolve(royal, "kingg")
    with pytest.raises(UnknownToken, match=r'^"xyzzy" is not in royal \(7 tokens\)\.$'):
        resolve_all(royal, ["king", "xyzzy"])


def test_ids_outside_and_empty_lists_are_refused(royal: OpenedTable) -> None:
    with pytest.raises(BadArgument, match="#7 is not a row of royal; its rows are #0 to #6"):
        resolve(royal, "#7")
    with pytest.raises(BadArgument, match="No token was given"):
        rows_of(royal, [])


def test_a_shipped_table_answers_a_misspelling_with_near_words(glove: OpenedTable) -> None:
    with pytest.raises(UnknownToken) as caught:
        resolve(glove, "kingg")
    assert str(caught.value) == '"kingg" is not in glove (40,000 tokens). Nearest spellings: "king", "kings".'
    assert near_spellings(glove, "Paris") == ["paris"]


def test_rows_come_with_their_lengths(royal: OpenedTable) -> None:
    selection = rows_of(royal, ["apple", "#2"])
    assert (selection.tokens, selection.ids, selection.norms) == (["apple", "man"], [5, 2], [4, 2])
    assert selection.rows.tolist() == [[0, 0, 4], [2, 0, 0]]


def test_a_text_becomes_words_where_the_table_brings_no_rule(royal: OpenedTable) -> None:
    encoding = encode(royal, "King, zebra")
    assert encoding.tokenizer == "words"
    assert encoding.pieces == [
        PieceView("king", 0, 0, 4, True, "king"),
        PieceView(",", None, 4, 5, False, ","),
        PieceView("zebra", None, 6, 11, False, "zebra"),
    ]


def test_a_text_becomes_the_tables_own_pieces(minilm: OpenedTable) -> None:
    encoding = encode(minilm, "unbelievable cats")
    assert encoding.tokenizer == "wordpiece"
    ids = [piece.id for piece in encoding.pieces if piece.end > piece.start]
    assert [minilm.token(id) for id in ids if id is not None] == ["unbelievable", "cats"]


def test_nothing_invisible_is_left_in_a_shown_spelling() -> None:
    assert spelled(" the\n\tx\x00\u200b") == "␣the⏎⇥x\\x00\\u200b"


def test_bytes_that_are_no_text_are_shown_and_found_by_their_numbers() -> None:
    table = make_table(["\udce2\udc96", "▁cat", "<0x0A>", "é"], np.eye(4))
    assert [spelled(token) for token in table.tokens] == ["<0xE2><0x96>", "␣cat", "<0x0A>", "é"]
    assert [resolve(table, token) for token in ("<0xE2><0x96>", "<0xe2><0x96>", "<0x0A>", "<0xC3><0xA9>")] == [
        0,
        0,
        2,
        3,
    ]
    with pytest.raises(UnknownToken, match="<0xFF>"):
        resolve(table, "<0xFF>")


def test_a_word_is_found_near_however_the_table_marks_its_beginning() -> None:
    table = make_table([" cat", "Cat", "▁cat", "##cat", "dog"], np.ones((5, 2)))
    assert near_spellings(table, "cat", 4) == [" cat", "Cat", "▁cat", "##cat"]


@given(st.text())
def test_a_shown_spelling_is_printable(token: str) -> None:
    assert spelled(token).isprintable()


def test_completion(royal: OpenedTable, minilm: OpenedTable) -> None:
    assert complete(royal, "p") == [TokenMatch("prince", 4), TokenMatch("pear", 6)]
    assert complete(royal, "#5") == [TokenMatch("apple", 5)]
    assert complete(royal, "", 2) == [TokenMatch("king", 0), TokenMatch("queen", 1)]
    assert complete(minilm, "", 1) == [TokenMatch("!", 999)]  # the first that is not reserved
    assert [match.token for match in complete(minilm, "embed", 3)] == ["embedded"]
