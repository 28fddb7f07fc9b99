from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.pairing import converted, members, permutation, weight_order
from rowspace.positions.rotary import frequencies, rotated

from .golden import golden

REFERENCE = golden("rope_apply")


def test_partners_in_eight_dims():
    assert [list(side) for side in members(8, "half")] == [[0, 1, 2, 3], [4, 5, 6, 7]]
    assert [list(side) for side in members(8, "interleaved")] == [[0, 2, 4, 6], [1, 3, 5, 7]]


def test_permutations_equal_the_reference():
    assert permutation(8, to="interleaved").tolist() == REFERENCE["perm_half_to_interleaved"]
    assert permutation(8, to="half").tolist() == REFERENCE["perm_interleaved_to_half"]


def test_weight_rows_equal_the_conversion_scripts_of_llama():
    heads, dim = REFERENCE["weight_permutation_shape"].values()
    assert weight_order(heads, dim, to="half").tolist() == REFERENCE["weight_row_permutation_meta_to_hf"]
    assert weight_order(heads, dim, to="interleaved").tolist() == REFERENCE["weight_row_permutation_hf_to_meta"]


def test_weight_rows_equal_the_reshape_they_stand_for():
    weight = np.arange(3 * 8 * 5).reshape(24, 5)
    reshaped = weight.reshape(3, 4, 2, 5).swapaxes(1, 2).reshape(24, 5)
    np.testing.assert_array_equal(weight[weight_order(3, 8, to="half")], reshaped)


def test_dims_that_do_not_turn_stay_where_they_are():
    assert converted(np.arange(8), to="half", rotary=4).tolist() == [0, 2, 1, 3, 4, 5, 6, 7]
    assert weight_order(2, 6, to="half", rotary=4).tolist() == [0, 2, 1, 3, 4, 5, 6, 8, 7, 9, 10, 11]


def test_refuses_more_turning_dims_than_there_are():
    with pytest.raises(BadArgument, match=r"rotary must be an even whole number from 2 to 8; got 10"):
        converted(np.arange(8), to="half", rotary=10)


@given(st.integers(1, 32).map(lambda half: 2 * half))
def test_there_and_back_changes_nothing(dim):
    vector = np.arange(dim)
    np.testing.assert_array_equal(converted(converted(vector, to="interleaved"), to="half"), vector)


@given(st.integers(1, 16).map(lambda half: 2 * half), st.integers(0, 5000), st.integers(0, 2**32 - 1))
def test_converting_and_rotating_commute(dim, position, seed):
    vector = np.random.default_rng(seed).normal(size=dim)
    inv_freq = frequencies(dim)
    np.testing.assert_allclose(
        converted(rotated(vector, position, inv_freq, pairing="half"), to="interleaved"),
        rotated(converted(vector, to="interleaved"), position, inv_freq, pairing="interleaved"),
        atol=1e-12,
    )
