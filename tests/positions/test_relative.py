from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.relative import biases, buckets

from .golden import golden

CASES = golden("t5_buckets")["cases"]


def test_a_decoder_of_eight_buckets():
    gaps = [1, 0, -1, -2, -3, -4, -5, -8, -20, -1000]
    found = buckets(gaps, count=8, max_distance=20, bidirectional=False)
    assert found.tolist() == [0, 0, 1, 2, 3, 4, 4, 5, 7, 7]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['num_buckets']} {case['max_distance']}")
def test_buckets_equal_t5(case):
    gaps = np.arange(case["relative_position_from"], case["relative_position_to"] + 1)
    found = buckets(
        gaps, count=case["num_buckets"], max_distance=case["max_distance"], bidirectional=case["bidirectional"]
    )
    assert found.tolist() == case["buckets"]


def test_biases_read_one_number_a_head_and_gap():
    table = np.arange(64.0).reshape(32, 2)
    found = biases(table, [5, 6], [0, 5, 9], bidirectional=True)
    assert found.shape == (2, 2, 3)
    assert found[1, 0].tolist() == [table[5, 1], table[0, 1], table[16 + 4, 1]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"count": 1}, "the number of buckets must be a whole number from 4 to 65,536; got 1"),
        ({"count": 32, "max_distance": 8}, "max_distance must be above 8, where near buckets end; got 8"),
        ({"count": 10**9}, "got 1,000,000,000"),
    ],
)
def test_refusals(arguments, words):
    with pytest.raises(BadArgument, match=words):
        buckets([0], **arguments)


@given(st.integers(2, 64), st.integers(100, 10_000), st.booleans())
def test_farther_gaps_never_fall_into_nearer_buckets(half, max_distance, bidirectional):
    behind = buckets(-np.arange(0, 12_000, 7), count=2 * half, max_distance=max_distance, bidirectional=bidirectional)
    assert (np.diff(behind) >= 0).all()
    assert 0 <= behind.min() <= behind.max() < 2 * half
