from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.pairings import pairings

ROPE = json.loads((Path(__file__).parents[1] / "golden" / "positions" / "rope_apply.json").read_text("utf-8"))


def test_reference_vectors():
    half, interleaved = pairings(ROPE["q"], ROPE["k"], (3, 7)).views
    at = ROPE["positions"].index(3)
    assert half.q_rotated == pytest.approx(ROPE["q_half"][at], abs=1e-6)
    assert half.score == pytest.approx(-2.2618, abs=5e-5)
    assert half.misread == pytest.approx(-4.5879, abs=5e-5)
    assert interleaved.permutation == ROPE["perm_half_to_interleaved"]
    assert half.permutation == ROPE["perm_interleaved_to_half"]
    assert half.partners == [(0, 4), (1, 5), (2, 6), (3, 7)]
    assert interleaved.partners == [(0, 1), (2, 3), (4, 5), (6, 7)]


@pytest.mark.parametrize(
    ("q", "k", "words"),
    [
        ([1.0, 2.0], [1.0], "q and k must have as many numbers each; got 2 and 1"),
        ([1.0] * 3, [1.0] * 3, "dim must be an even whole number"),
        ([1.0, float("nan")], [1.0, 1.0], "each number of q must be a number"),
    ],
)
def test_refusals(q, k, words):
    with pytest.raises(BadArgument, match=words):
        pairings(q, k, (3, 7))


numbers = st.lists(st.floats(-10, 10), min_size=6, max_size=6)


@given(numbers, numbers, st.integers(0, 1000), st.integers(0, 1000))
def test_rewriting_and_reading_alike_leaves_the_score(q, k, m, n):
    half, interleaved = pairings(q, k, (m, n)).views
    assert half.score == pytest.approx(interleaved.score, abs=1e-9)
    assert [interleaved.q[place] for place in half.permutation] == half.q
