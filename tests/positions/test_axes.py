from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.axes import angles, axis_of_pairs
from rowspace.positions.rotary import angles as plain_angles
from rowspace.positions.rotary import frequencies

from .golden import golden

CASES = golden("mrope")["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_axes_cosines_and_sines_equal_qwen(case):
    axes = axis_of_pairs(case["mrope_section"], 64, interleaved="interleaved" in case["name"])
    assert list(axes) == case["axis_of_frequency"]
    turn = angles(case["position_thw"], np.array(case["inv_freq"]), axes)
    np.testing.assert_allclose(np.cos(turn), case["cos"], atol=1e-6)
    np.testing.assert_allclose(np.sin(turn), case["sin"], atol=1e-6)


def test_four_pairs_by_hand():
    assert axis_of_pairs([2, 1, 1], 4, interleaved=False) == (0, 0, 1, 2)
    assert axis_of_pairs([2, 1, 1], 4, interleaved=True) == (0, 1, 2, 0)


@pytest.mark.parametrize("section", [[1, 1], [1, 1, 1], [4, 4, 4, 4]])
def test_sections_that_do_not_sum_up(section):
    with pytest.raises(BadArgument, match="must be a list of 3 whole numbers that sum to 4, one a pair"):
        axis_of_pairs(section, 4, interleaved=True)


@given(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20)), st.booleans())
def test_text_is_ordinary_rope(section, interleaved):
    inv_freq = frequencies(2 * sum(section))
    axes = axis_of_pairs(section, len(inv_freq), interleaved=interleaved)
    np.testing.assert_allclose(angles([7, 7, 7], inv_freq, axes), plain_angles(7, inv_freq))
