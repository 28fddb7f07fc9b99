from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.positions.curve import mean_cosine, random_spread, rises, roformer_bound, unfinished
from rowspace.positions.rotary import frequencies

from .golden import golden

CASES = golden("decay")["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
class TestGolden:
    def test_curve_and_bound(self, case):
        inv_freq = frequencies(case["rotary_dim"], base=case["theta"])
        np.testing.assert_allclose(mean_cosine(case["gaps"], inv_freq), case["mean_cos"], atol=1e-9)
        np.testing.assert_allclose(
            roformer_bound(case["gaps"], inv_freq), case["roformer_bound_over_half_d"], rtol=1e-9
        )

    def test_counts_and_extremes(self, case):
        inv_freq = frequencies(case["rotary_dim"], base=case["theta"])
        context = case["train_context"]
        assert unfinished(inv_freq, context) == case["pairs_with_wavelength_over_context"]
        assert int((inv_freq * context > 64 * np.pi).sum()) == case["pairs_with_over_32_turns"]
        assert 2 * np.pi / inv_freq[-1] == pytest.approx(case["max_wavelength"])
        curve = mean_cosine(np.arange(context), inv_freq)
        assert int((np.diff(curve) > 0).sum()) == case["kernel_steps_that_rise"]
        assert curve.min() == pytest.approx(case["kernel_min_within_context"], abs=1e-9)
        assert int(curve.argmin()) == case["kernel_min_at_gap"]
        assert rises(inv_freq, context - 1) == case["kernel_steps_that_rise"]
        below = np.flatnonzero(curve < 0)
        assert (int(below[0]) if below.size else None) == case["kernel_first_negative_gap"]


def test_random_queries_and_keys_know_no_distance():
    """No decay at all (Barbero et al. 2024): the spread is 1 at every gap, within what 512 draws can tell."""
    spread = random_spread(np.geomspace(1, 1e5, 200), frequencies(128, base=5e5), seed=3)
    assert np.abs(spread - 1).max() < 4 / np.sqrt(2 * 512)
    np.testing.assert_array_equal(spread, random_spread(np.geomspace(1, 1e5, 200), frequencies(128, base=5e5), seed=3))


def test_one_pair_by_hand():
    np.testing.assert_allclose(mean_cosine([0, 1], frequencies(2)), [1, np.cos(1)])
    np.testing.assert_allclose(roformer_bound([0, 9], frequencies(2)), [1, 1])


@given(st.integers(1, 64), st.floats(0, 1e6))
def test_the_curve_is_largest_at_gap_zero_and_symmetric(half, gap):
    inv_freq = frequencies(2 * half)
    here, mirrored = mean_cosine([gap, -gap], inv_freq)
    assert here == pytest.approx(mirrored)
    assert here <= 1 + 1e-12
