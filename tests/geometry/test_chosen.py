import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.geometry.chosen import ChosenRows, as_units
from rowspace.rows import ArrayRows

TABLE = ArrayRows(np.random.default_rng(0).standard_normal((20, 5)).astype(np.float32))


def test_chosen_rows_are_read_as_if_they_were_a_table_of_their_own() -> None:
    ids, factors = np.array([3, 4, 5, 9, 2]), np.arange(5, dtype=np.float32)
    chosen = ChosenRows(TABLE, ids, factors)
    expected = TABLE[ids] * factors[:, None]
    for got in (chosen[:], np.vstack([block for _, block in chosen.blocks(2)]), chosen[range(5)]):
        np.testing.assert_array_equal(got, expected)
    np.testing.assert_allclose(chosen.norms, np.linalg.norm(expected, axis=1), rtol=1e-6)
    np.testing.assert_allclose(chosen.mean, expected.mean(axis=0), rtol=1e-5)


def test_directions_have_length_one_and_nothing_has_none() -> None:
    np.testing.assert_allclose(np.linalg.norm(as_units(TABLE)[:], axis=1), np.ones(20), rtol=1e-6)
    np.testing.assert_allclose(as_units(TABLE, np.array([7, 2])).norms, [1, 1], rtol=1e-6)
    assert not as_units(ArrayRows(np.zeros((2, 3))))[:].any()


def test_a_row_that_was_not_chosen_is_refused() -> None:
    with pytest.raises(BadArgument, match="Row 2 does not exist: the table has rows 0 to 1"):
        ChosenRows(TABLE, np.array([7, 8]))[2]


@given(st.lists(st.integers(0, 19), min_size=1, max_size=12), st.integers(1, 5))
def test_any_choice_in_any_order_in_blocks_of_any_size(ids: list[int], size: int) -> None:
    chosen = ChosenRows(TABLE, np.array(ids))
    np.testing.assert_array_equal(np.vstack([block for _, block in chosen.blocks(size)]), TABLE[ids])
