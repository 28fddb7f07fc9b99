from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.sinusoidal import LAYOUTS, frequencies, gap_kernel, padded, sinusoidal, wavelengths

from .golden import golden

OURS = {
    "interleaved_paper": "interleaved",
    "concatenated_paper_exponents": "concatenated",
    "concatenated_tensor2tensor": "tensor2tensor",
}
CASES = [case for case in golden("sinusoidal")["cases"] if case["layout"] in OURS and "padding_idx" not in case]


def float32_angles(positions):
    """How far a wave may be off where the library rounded frequency and angle to float32."""
    return 1e-7 + np.array(positions) * 2.0**-23


def test_first_rows_of_the_paper_in_four_dims():
    expected = [[0, 1, 0, 1], [np.sin(1), np.cos(1), np.sin(0.01), np.cos(0.01)]]
    np.testing.assert_allclose(sinusoidal([0, 1], 4), expected, atol=1e-15)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['source'][:40]} {case['dim']}")
def test_rows_equal_those_of_the_library(case):
    rows = sinusoidal(case["positions"], case["dim"], layout=OURS[case["layout"]])
    columns = case.get("columns") or list(range(case["dim"]))
    off = np.abs(rows[:, columns] - case["rows"]).max(axis=1)
    doubled = case.get("dtype") == "float64"
    assert (off <= (1e-14 if doubled else float32_angles(case["positions"]))).all()


def test_padding_row_of_fairseq_is_zero_and_the_others_stay():
    case = next(case for case in golden("sinusoidal")["cases"] if "padding_idx" in case)
    rows = padded(5, case["dim"], padding=case["padding_idx"])
    np.testing.assert_allclose(rows[case["positions"]], case["rows"], atol=1e-6)


def test_dot_product_of_two_rows_depends_on_the_gap_alone():
    case = next(case for case in golden("sinusoidal")["cases"] if case["layout"] == "gap_kernel")
    kernel = gap_kernel(case["gaps"], frequencies(case["dim"]))
    np.testing.assert_allclose(kernel, case["values"], rtol=1e-12)
    rows = sinusoidal(np.arange(700), case["dim"])
    for gap, value in zip(case["gaps"], case["values"], strict=True):
        assert rows[41] @ rows[41 + gap] == pytest.approx(value, rel=1e-9)


def test_longest_wavelength_ends_short_of_the_tensor2tensor_one():
    assert wavelengths(frequencies(512))[-1] == pytest.approx(60_611, abs=1)
    assert wavelengths(frequencies(512, layout="tensor2tensor"))[-1] == pytest.approx(2 * np.pi * 10_000, rel=1e-12)


def test_odd_dims_have_one_more_sine_or_a_column_of_zeros():
    assert sinusoidal([3], 5)[0, 4] == pytest.approx(np.sin(3 * 10_000 ** (-4 / 5)))
    assert sinusoidal([3], 5, layout="concatenated")[0, 2] == pytest.approx(np.sin(3 * 10_000 ** (-4 / 5)))
    assert sinusoidal([3], 5, layout="tensor2tensor")[0, 4] == 0.0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"dim": 0}, r"dim must be a whole number from 1 to 65,536; got 0"),
        ({"dim": 10**9}, r"got 1,000,000,000"),
        ({"dim": 8, "base": -1.0}, r"base must be a number from 1 to 1e\+12; got -1.0"),
        ({"dim": 8, "layout": "diagonal"}, r'interleaved, concatenated, tensor2tensor; got "diagonal"'),
    ],
)
def test_refuses_with_the_name_the_value_and_what_is_allowed(arguments, words):
    with pytest.raises(BadArgument, match=words):
        sinusoidal([0], **arguments)


@given(st.integers(1, 40).map(lambda half: 2 * half), st.floats(0, 1e5), st.sampled_from(LAYOUTS))
def test_every_row_has_length_root_half_dim(dim, position, layout):
    assert np.linalg.norm(sinusoidal([position], dim, layout=layout)) == pytest.approx(np.sqrt(dim / 2))
