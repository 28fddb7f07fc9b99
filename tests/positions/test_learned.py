from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.positions.learned import by_gap, period
from rowspace.positions.sinusoidal import frequencies, gap_kernel


def test_means_run_along_the_diagonals():
    similarity = np.array([[1.0, 0.5, 0.2], [0.5, 1.0, 0.1], [0.2, 0.1, 1.0]])
    np.testing.assert_allclose(by_gap(similarity, 2), [1.0, 0.3, 0.2])


def test_a_gap_no_two_positions_have_is_left_out():
    assert len(by_gap(np.eye(4), 40)) == 4


@pytest.mark.parametrize("length", [4.0, 5.7, 9.3])
def test_a_wave_is_timed(length):
    gaps = np.arange(65)
    assert period(np.cos(2 * np.pi * gaps / length) * 0.99**gaps) == pytest.approx(length, abs=0.15)


def test_waves_of_the_2017_paper_do_not_ripple_together():
    assert period(gap_kernel(np.arange(65), frequencies(384)) / 192) is None


@given(st.lists(st.floats(0, 1), min_size=65, max_size=65).map(lambda steps: 65 - np.cumsum(steps)))
def test_a_curve_that_only_falls_has_no_period(curve):
    assert period(np.asarray(curve)) is None
