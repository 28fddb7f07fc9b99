from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.precision import (
    DTYPES,
    as_kept,
    bfloat16,
    bfloat16_bits,
    cosines,
    rotated_as,
    scores_as,
    worst_error,
)
from rowspace.positions.rotary import frequencies, pair_scores, rotated

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


@pytest.mark.parametrize(
    ("mode", "dtype", "within"),
    [
        ("fp32", "float32", 1e-4),
        ("bf16 cos/sin and bf16 q,k", "bfloat16", 2e-4),
        ("fp16 cos/sin and fp16 q,k", "float16", 1e-4),
    ],
)
def test_scores_in_short_formats_are_those_of_torch(mode, dtype, within):
    """Within the last bit of torch's float32 frequencies, which are not those of rounded float64."""
    measured = next(case for case in REFERENCE["shift_invariance"] if case["mode"] == mode)
    inv_freq = frequencies(REFERENCE["head_dim"], base=REFERENCE["theta"])
    places = [(key + measured["gap"], key) for key in measured["key_positions"]]
    found = scores_as(REFERENCE["q"], REFERENCE["k"], places, inv_freq, dtype)
    np.testing.assert_allclose(found, measured["scores"], rtol=0, atol=within)
    assert np.ptp(found) == pytest.approx(measured["spread"], abs=within)


def test_a_cached_cosine_is_off_by_its_rounding():
    inv_freq = frequencies(128)
    for way, bits in (("cached_bfloat16", 9), ("cached_float16", 12)):
        assert 2.0 ** -(bits + 2) < worst_error(257, inv_freq, way) <= 2.0**-bits + 257 * 2.0**-23


def test_formats_that_are_not_known_or_overflow():
    assert as_kept([70_000.0, 1.0], "float16").tolist() == [np.inf, 1.0]
    with pytest.raises(BadArgument, match='dtype must be one of float32, float16, bfloat16; got "int8"'):
        as_kept([1.0], "int8")


@given(st.sampled_from(DTYPES), st.sampled_from(["half", "interleaved"]), st.integers(0, 4096), st.floats(0.5, 2))
def test_turned_vectors_stay_within_the_steps_of_their_format(dtype, pairing, position, factor):
    vectors = np.random.default_rng(position).uniform(-1, 1, (3, 16))
    inv_freq = frequencies(16)
    found = rotated_as(vectors, position, inv_freq, dtype, pairing=pairing, attention_factor=factor)
    exact = rotated(vectors, position, inv_freq, pairing=pairing, attention_factor=factor)
    step = {"float32": 2.0**-24, "float16": 2.0**-11, "bfloat16": 2.0**-8}[dtype]
    assert np.abs(found - exact).max() <= 2 * factor * (6 * step + position * 2.0**-23)


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
