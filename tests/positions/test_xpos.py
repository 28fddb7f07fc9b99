from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.rotary import frequencies
from rowspace.positions.xpos import decay, gap_scores, scaled

from .golden import golden

REFERENCE = golden("xpos")


def placed(vector, *, keys):
    seq = REFERENCE["seq"]
    rows = np.tile(REFERENCE[vector], (seq, 1))
    return scaled(rows, np.arange(seq), frequencies(8), decay(8), keys=keys, center=seq // 2)


def test_decay_equals_torchscale():
    np.testing.assert_allclose(decay(8), REFERENCE["zeta"], rtol=1e-6)


def test_queries_and_keys_equal_torchscale():
    np.testing.assert_allclose(placed("q", keys=False), REFERENCE["q_rot"], atol=2e-6)
    np.testing.assert_allclose(placed("k", keys=True), REFERENCE["k_rot"], atol=2e-6)


@pytest.mark.parametrize("case", REFERENCE["scores"], ids=lambda case: f"{case['query']}-{case['key']}")
def test_scores_equal_torchscale(case):
    queries, keys = placed("q", keys=False), placed("k", keys=True)
    assert queries[case["query"]] @ keys[case["key"]] == pytest.approx(case["value"], abs=3e-6)
    (score,) = gap_scores(REFERENCE["q"], REFERENCE["k"], [case["gap"]], frequencies(8), decay(8))
    assert score == pytest.approx(case["value"], abs=3e-6)


def test_an_odd_dim_is_refused():
    with pytest.raises(BadArgument, match="dim must be an even whole number"):
        decay(7)


@given(st.integers(1, 32), st.integers(0, 5000))
def test_the_self_score_of_a_vector_never_outgrows_its_length(half, gap):
    q = np.ones(2 * half)
    (score,) = gap_scores(q, q, [gap], frequencies(2 * half), decay(2 * half))
    assert abs(score) <= 2 * half * decay(2 * half)[-1] ** (gap / 512) + 1e-9
