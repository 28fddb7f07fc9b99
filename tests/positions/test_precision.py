from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.positions.precision import bfloat16, bfloat16_bits, cosines, worst_error
from rowspace.positions.rotary import frequencies, pair_scores

from .golden import golden

REFERENCE = golden("numeric")
KEYS = {
    "float32": "max_abs_cos_err_fp32_angles",
    "cached_bfloat16": "max_abs_cos_err_bf16_cached_cos",
    "bfloat16": "max_abs_cos_err_bf16_angles",
    "float16": "max_abs_cos_err_fp16_angles",
    "iterative": "max_abs_cos_err_iterative_fp32",
}
POINTS = [(case, point) for case in REFERENCE["angle_errors"] for point in case["by_position"]]


def test_position_257_is_256_in_bfloat16():
    assert bfloat16([255, 256, 257, 258, 259]).tolist() == [255, 256, 256, 258, 260]


@pytest.mark.parametrize(("case", "point"), POINTS, ids=lambda value: str(value.get("position") or value["name"]))
class TestGolden:
    def test_short_formats_lose_what_torch_loses(self, case, point):
        inv_freq = frequencies(case["head_dim"], base=case["theta"])
        for way in ("bfloat16", "float16", "iterative"):
            expected = point[KEYS[way]]
            found = worst_error(point["position"], inv_freq, way)
            assert found == (np.inf if expected is None else pytest.approx(expected, abs=2e-6))

    def test_float32_loses_no_more_than_its_frequencies_and_angles_round(self, case, point):
        """Torch's float32 frequencies differ from rounded float64 ones in their last bit, and so do errors."""
        inv_freq = frequencies(case["head_dim"], base=case["theta"])
        rounding = point["position"] * 2.0**-23 + 2.0**-24
        for way, kept in (("float32", 0.0), ("cached_bfloat16", 2.0**-8)):
            assert worst_error(point["position"], inv_freq, way) <= min(2.0, rounding + kept)
            assert point[KEYS[way]] <= min(2.0, rounding + kept)

    def test_positions_are_those_of_the_format(self, case, point):
        position = point["position"]
        assert bfloat16(position) == point["bf16_position"]
        assert float(np.float32(position)) == point["fp32_position"]


def test_the_exact_score_depends_on_the_gap_alone_and_bfloat16_blurs_it():
    modes = {mode["mode"]: mode for mode in REFERENCE["shift_invariance"]}
    exact = modes["exact float64 from the gap alone"]
    inv_freq = frequencies(REFERENCE["head_dim"], base=REFERENCE["theta"])
    score = pair_scores(REFERENCE["q"], REFERENCE["k"], exact["gap"], inv_freq).sum()
    assert score == pytest.approx(exact["score"], abs=1e-9)
    blurred = modes["bf16 cos/sin and bf16 q,k"]
    assert np.abs(np.array(blurred["scores"]) - score).max() < 2e-3
    assert np.ptp(blurred["scores"]) == pytest.approx(blurred["spread"])


def test_a_cosine_too_far_for_float16_is_not_a_number():
    assert np.isnan(cosines(70_000, frequencies(8), "float16")).any()
    assert worst_error(70_000, frequencies(8), "float16") == np.inf


def test_not_a_number_stays_one():
    assert np.isnan(bfloat16([np.nan, np.float32(np.nan)])).all()
    assert bfloat16([np.inf, -np.inf]).tolist() == [np.inf, -np.inf]


@given(st.floats(width=32, allow_nan=False, allow_infinity=False, min_value=-(2.0**120), max_value=2.0**120))
def test_bfloat16_is_the_nearest_of_its_neighbors(value):
    bits = int(bfloat16_bits(value))
    around = np.array([bits - 1 & 0xFFFF, bits, bits + 1 & 0xFFFF], np.uint32) << 16
    candidates = around.view(np.float32).astype(np.float64)
    distances = np.abs(candidates[np.isfinite(candidates)] - value)
    assert abs(bfloat16(value) - value) == distances.min()
