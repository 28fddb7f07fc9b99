from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.operations.config_file import catalogue_settings
from rowspace.operations.precision_curve import precision_curve

NUMERIC = json.loads((Path(__file__).parents[1] / "golden" / "positions" / "numeric.json").read_text("utf-8"))


def test_bfloat16_ends_at_257():
    found = precision_curve(dim=128, base=5e5, longest=3000, count=9)
    at = found.positions.index(257)
    errors = {way.way: way.errors[at] for way in found.ways}
    case = next(case for case in NUMERIC["angle_errors"] if (case["head_dim"], case["theta"]) == (128, 5e5))
    measured = next(point for point in case["by_position"] if point["position"] == 257)
    assert found.bfloat16_positions[at] == measured["bf16_position"] == 256
    assert errors["bfloat16"] == pytest.approx(measured["max_abs_cos_err_bf16_angles"], abs=2e-6)
    assert errors["cached_bfloat16"] < 2**-8 < errors["float16"]


def test_a_model_brings_its_own_frequencies():
    found = precision_curve(catalogue_settings("llama-3.1-8b"), longest=100, count=3)
    assert (found.source, found.base, found.dim) == ("llama-3.1-8b", 5e5, 128)


def test_refusals():
    with pytest.raises(BadArgument, match="precision is for rotary positions; this model's are learned"):
        precision_curve(catalogue_settings("bert-base"))
    with pytest.raises(BadArgument, match="longest must be a whole number from 2"):
        precision_curve(longest=1)


@given(st.integers(2, 2**31), st.integers(2, 40))
def test_every_mark_within_reach_is_measured(longest, count):
    found = precision_curve(dim=4, longest=longest, count=count)
    assert {mark.position for mark in found.marks} <= set(found.positions)
    assert all(mark.position <= longest for mark in found.marks)
    assert (np.diff(found.positions) > 0).all()
    assert all(len(way.errors) == len(found.positions) for way in found.ways)
