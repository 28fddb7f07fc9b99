from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.config_file import catalogue_settings
from rowspace.operations.gap_curve import gap_curve, spread_out


def test_what_theta_buys_at_gap_1000():
    """Llama 2 has 0.16 of its self-score left there, Llama 3 0.49."""
    found = {name: gap_curve(catalogue_settings(name), longest=1000, count=11) for name in ("llama-2-7b", "llama-3-8b")}
    assert [round(curve.self_score[-1], 2) for curve in found.values()] == [0.16, 0.49]
    assert [curve.context for curve in found.values()] == [4096, 8192]


def test_a_layer_has_its_own_curve():
    local, whole = (gap_curve(catalogue_settings("gemma-3-4b"), layer, longest=9, count=9) for layer in (0, 5))
    assert (local.base, whole.base) == (1e4, 1e6)
    assert local.self_score[-1] < whole.self_score[-1]


def test_all_begin_at_one():
    found = gap_curve(dim=64, base=100.0, longest=50, count=51)
    assert (found.self_score[0], found.bound[0], found.gaps) == (1, pytest.approx(1), list(range(51)))
    assert (found.source, found.context, found.dim) == ("θ", None, 64)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"longest": 0}, "longest must be a whole number from 1 to 131,072; got 0"),
        ({"count": 1}, "count must be a whole number from 2"),
        ({"dim": 3}, "dim must be an even whole number"),
        (
            {"settings": catalogue_settings("gpt-4")},
            "a gap curve is for rotary positions; this model's are unpublished",
        ),
    ],
)
def test_refusals(how, words):
    with pytest.raises(BadArgument, match=words):
        gap_curve(**how)


@given(st.integers(1, 131_072), st.integers(2, 300), st.booleans())
def test_gaps_run_from_nothing_to_the_longest(longest, count, logarithmic):
    gaps = spread_out(longest, count, logarithmic=logarithmic)
    assert (gaps[0], gaps[-1]) == (0, longest)
    assert len(gaps) <= count + 1
    assert (np.diff(gaps) > 0).all()
