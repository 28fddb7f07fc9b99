import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.opened import OpenedTable
from rowspace.operations.pairs import known, pairs_of, rows_of_pairs

WORDS = st.text(st.characters(exclude_characters=":,"), min_size=1, max_size=5)


def test_rows_of_the_pairs_that_a_table_has(royal: OpenedTable) -> None:
    found = rows_of_pairs(royal, [("man", "woman"), ("he", "she"), ("king", "he"), ("#0", "queen")])
    assert found.pairs == [("man", "woman"), ("#0", "queen")]
    assert found.missing == ["he", "she"]
    np.testing.assert_array_equal(found.firsts, royal.rows[[2, 0]])
    np.testing.assert_array_equal(found.seconds, royal.rows[[3, 1]])


def test_words_are_looked_up_once(royal: OpenedTable) -> None:
    assert known(royal, ["king", "#1", "king", "earl"]) == ({"king": 0, "#1": 1}, ["earl"])


@pytest.mark.parametrize("text", ["he-she", "he:she:it", ":she", "he:", "he:she,man"])
def test_pairs_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(BadArgument, match="pairs read he:she,man:woman; got"):
        pairs_of(text)


@given(st.lists(st.tuples(WORDS, WORDS)))
def test_pairs_are_read_as_they_are_written(pairs: list[tuple[str, str]]) -> None:
    assert pairs_of(",".join(f"{one}:{other}" for one, other in pairs)) == pairs
