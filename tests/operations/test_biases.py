from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.biases import biases
from rowspace.operations.config_file import catalogue_settings

BUCKETS = json.loads((Path(__file__).parents[1] / "golden" / "positions" / "t5_buckets.json").read_text("utf-8"))


def test_eight_heads_as_in_the_paper():
    assert biases().slopes == [2.0**-power for power in range(1, 9)]


@pytest.mark.parametrize("case", BUCKETS["cases"], ids=lambda case: f"{case['num_buckets']}-{case['max_distance']}")
def test_buckets_of_transformers(case):
    gap_max = case["relative_position_to"]
    found = biases(
        bucket_count=case["num_buckets"],
        max_distance=case["max_distance"],
        bidirectional=case["bidirectional"],
        gap_max=gap_max,
    )
    assert case["relative_position_from"] == -gap_max
    assert found.buckets == case["buckets"]


def test_a_model_fills_its_own_side():
    mpt, t5, llama = (biases(catalogue_settings(name)) for name in ("mpt-7b", "t5-small", "llama-2-7b"))
    assert (len(mpt.slopes), mpt.bias_max, mpt.bucket_count, mpt.steps) == (32, 8.0, None, [])
    assert (t5.slopes, t5.bucket_count, t5.max_distance) == ([], 32, 128)
    assert (llama.slopes, llama.steps) == ([], [])


def test_refusals():
    with pytest.raises(BadArgument, match="gap_max must be a whole number from 1 to 8,192; got 0"):
        biases(gap_max=0)
    with pytest.raises(BadArgument, match="heads must be a whole number"):
        biases(heads=0)


@given(st.integers(1, 300), st.integers(4, 64), st.booleans())
def test_steps_are_the_runs_of_the_buckets(gap_max, count, bidirectional):
    found = biases(gap_max=gap_max, bucket_count=count, bidirectional=bidirectional)
    told = [step.bucket for step in found.steps for _ in range(step.last - step.first + 1)]
    assert told == found.buckets
    assert (found.steps[0].first, found.steps[-1].last) == (-gap_max, gap_max)
