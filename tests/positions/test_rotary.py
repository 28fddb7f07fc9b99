from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rowspace.errors import BadArgument
from rowspace.positions.pairing import PAIRINGS
from rowspace.positions.rotary import frequencies, pair_scores, rotated

from .golden import golden

REFERENCE = golden("rope_apply")
NUMBERS = st.floats(-10, 10, width=32)
VECTORS = arrays(np.float64, 8, elements=NUMBERS)


def test_one_pair_turns_by_its_position():
    np.testing.assert_allclose(rotated([1.0, 0.0], np.pi / 2, frequencies(2)), [0.0, 1.0], atol=1e-15)


@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize("vector", ["q", "k"])
def test_rotation_equals_llama_and_gpt_j(pairing, vector):
    turned = rotated(
        np.tile(REFERENCE[vector], (len(REFERENCE["positions"]), 1)),
        REFERENCE["positions"],
        frequencies(8),
        pairing=pairing,
    )
    expected = np.array(REFERENCE[f"{vector}_{pairing}"])
    near = np.array(REFERENCE["positions"]) <= 14
    np.testing.assert_allclose(turned[near], expected[near], atol=1e-6)
    np.testing.assert_allclose(turned, expected, atol=4000 * 2.0**-23)  # angles are float32 there, float64 here


@pytest.mark.parametrize("pairing", PAIRINGS)
def test_scores_equal_the_reference_at_every_pair_of_positions(pairing):
    for case in REFERENCE[f"dot_{pairing}"]:
        q, k = rotated([REFERENCE["q"], REFERENCE["k"]], [case["query"], case["key"]], frequencies(8), pairing=pairing)
        assert q @ k == pytest.approx(case["value"], abs=1e-5)
        parts = pair_scores(REFERENCE["q"], REFERENCE["k"], case["gap"], frequencies(8), pairing=pairing)
        assert parts.sum() == pytest.approx(case["value"], abs=1e-5)


def test_dims_past_the_last_pair_pass_through():
    vector = np.arange(1.0, 9.0)
    turned = rotated(vector, 5, frequencies(4))
    assert (turned[4:] == vector[4:]).all()
    assert not np.isclose(turned[:4], vector[:4]).any()


def test_the_factor_multiplies_both_vectors_so_the_score_gets_its_square():
    q, k = rotated([REFERENCE["q"], REFERENCE["k"]], [3, 7], frequencies(8), attention_factor=1.2)
    assert q @ k == pytest.approx(1.44 * -2.2618031784790085)


def test_positions_broadcast_over_heads():
    turned = rotated(np.ones((2, 3, 8)), np.array([4, 5, 6]), frequencies(8))
    np.testing.assert_array_equal(turned[0], turned[1])
    np.testing.assert_allclose(turned[1, 2], rotated(np.ones(8), 6, frequencies(8)))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: frequencies(7), r"dim must be an even whole number from 2 to 65,536; got 7"),
        (lambda: frequencies(8, base=float("nan")), r"base must be a number from 1 to 1e\+12; got nan"),
        (lambda: rotated(np.ones(6), 1, frequencies(8)), r"at least 8 dims for 4 pairs; got shape \(6,\)"),
        (lambda: rotated(np.ones(8), 1, frequencies(8), pairing="thirds"), r'half, interleaved; got "thirds"'),
    ],
)
def test_refuses_with_what_was_got_and_what_is_allowed(call, words):
    with pytest.raises(BadArgument, match=words):
        call()


@given(VECTORS, st.floats(0, 1e6), st.sampled_from(PAIRINGS))
def test_rotation_keeps_length(vector, position, pairing):
    turned = rotated(vector, position, frequencies(8), pairing=pairing)
    assert np.linalg.norm(turned) == pytest.approx(np.linalg.norm(vector), abs=1e-9)


@given(VECTORS, VECTORS, st.integers(0, 4000), st.integers(0, 4000), st.integers(0, 4000), st.sampled_from(PAIRINGS))
def test_the_score_depends_on_the_signed_gap_alone(q, k, m, n, shift, pairing):
    here = rotated([q, k], [m, n], frequencies(8), pairing=pairing)
    there = rotated([q, k], [m + shift, n + shift], frequencies(8), pairing=pairing)
    assert here[0] @ here[1] == pytest.approx(there[0] @ there[1], abs=1e-7)
    assert pair_scores(q, k, m - n, frequencies(8), pairing=pairing).sum() == pytest.approx(here[0] @ here[1], abs=1e-7)
