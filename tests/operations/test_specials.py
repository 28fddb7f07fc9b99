import numpy as np
import pytest

from rowspace.operations.opened import OpenedTable
from rowspace.operations.specials import is_special, special_rows
from tests.tables import make_table


@pytest.mark.parametrize(
    "token",
    ["[unused0]", "[PAD]", "[CLS]", "[SEP]", "[MASK]", "[UNK]", "<pad>", "<s>", "</s>", "<unk>", "<|endoftext|>",
     "<|reserved_special_token_17|>", "<extra_id_0>", "<unused42>"],
)  # fmt: skip
def test_tokens_that_stand_for_no_word(token: str) -> None:
    assert is_special(token)


@pytest.mark.parametrize("token", ["[", "<", "[]", "unused", "pad", "<b>", "[citation]", "king", "", "<|", "s"])
def test_tokens_that_do(token: str) -> None:
    assert not is_special(token)


def test_named_zero_nan_and_padding_rows_are_special() -> None:
    rows = np.ones((7, 2))
    rows[1], rows[2, 0] = 0, np.nan
    table = make_table(["cat", "zero", "broken", "[PAD]", "[cat]"], rows)
    assert special_rows(table).tolist() == [False, True, True, True, False, True, True]


def test_what_the_file_marks_and_what_has_no_token_is_special() -> None:
    table = make_table(["cat", "<0x0A>", "", "dog"], np.ones((4, 2)))
    table.special = [1]
    assert special_rows(table).tolist() == [False, True, True, False]


def test_a_table_without_tokens_is_searched_all_the_same() -> None:
    table = make_table([], [[1, 0], [1, 1], [0, 0]])
    assert special_rows(table).tolist() == [False, False, True]
    assert [neighbor.token for neighbor in table.neighbors("#0")] == ["#1"]


def test_minilm_has_999_of_them(minilm: OpenedTable) -> None:
    flagged = np.flatnonzero(special_rows(minilm))
    assert len(flagged) == 994 + 5
    assert [minilm.token(int(id)) for id in flagged if not minilm.token(int(id)).startswith("[unused")] == [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
    ]
