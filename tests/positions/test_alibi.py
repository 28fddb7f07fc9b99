from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.alibi import biases, slopes

from .golden import golden

REFERENCE = golden("alibi")


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def test_eight_heads_of_the_paper():
    assert slopes(8).tolist() == [0.5**head for head in range(1, 9)]


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=lambda case: str(case["heads"]))
def test_slopes_equal_the_authors_code_bloom_and_mpt(case):
    found = slopes(case["heads"])
    np.testing.assert_allclose(found, case["paper_code_float64"], rtol=1e-13)
    np.testing.assert_allclose(found, case["bloom_slopes"], rtol=1e-6)
    np.testing.assert_allclose(found, case["mpt_slopes"], rtol=1e-6)


def test_biases_equal_the_ways_they_are_stored():
    rows, seq = REFERENCE["bias_rows"], REFERENCE["bias_rows"]["seq"]
    last, every = [seq - 1], np.arange(seq)
    steep = slopes(rows["heads"])
    np.testing.assert_array_equal(biases(steep, last, every, style="key")[:, 0], rows["bloom_style"])
    np.testing.assert_array_equal(biases(steep, last, every, style="last")[:, 0], rows["mpt_style"])
    np.testing.assert_array_equal(biases(steep, last, every)[:, 0], rows["mpt_style"])
    np.testing.assert_array_equal(biases(steep, last, every, style="key")[:, 0], rows["falcon_style_bf16_slopes"])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: slopes(0), "heads must be a whole number from 1 to 65,536; got 0"),
        (lambda: slopes(8, bias_max=0.0), "bias_max must be a number above 0"),
        (lambda: biases(slopes(2), [0], [0], style="steep"), 'gap, key, last; got "steep"'),
    ],
)
def test_refusals(call, words):
    with pytest.raises(BadArgument, match=words):
        call()


@given(st.integers(1, 300), st.floats(0.5, 32))
def test_every_head_has_a_slope_of_its_own(heads, bias_max):
    found = slopes(heads, bias_max=bias_max)
    assert len(np.unique(found)) == heads
    assert ((found > 0) & (found < 1)).all()


@given(st.integers(1, 40), st.integers(1, 30))
def test_the_three_styles_give_the_same_attention(heads, length):
    steep, where = slopes(heads), np.arange(length)
    gap, key, last = (softmax(biases(steep, where, where, style=style)) for style in ("gap", "key", "last"))
    np.testing.assert_allclose(gap, key, atol=1e-12)
    np.testing.assert_allclose(gap, last, atol=1e-12)
