from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.errors import BadArgument
from rowspace.positions.pairing import PAIRINGS
from rowspace.positions.precision import bfloat16, bfloat16_bits
from rowspace.positions.rotary import frequencies, rotated
from rowspace.positions.rotation import rotate, turns

from .golden import golden

REFERENCE = golden("rope_apply")


def normal(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def widened(bits):
    return (bits.astype(np.uint32) << 16).view(np.float32)


@pytest.mark.parametrize("pairing", PAIRINGS)
class TestAgainstTheReference:
    def test_golden_vectors(self, pairing):
        for name in ("q", "k"):
            rows = np.tile(np.array(REFERENCE[name], np.float32), (len(REFERENCE["positions"]), 1))
            turned = rotate(rows, turns(REFERENCE["positions"], frequencies(8)), pairing=pairing)
            near = np.array(REFERENCE["positions"]) <= 14
            np.testing.assert_allclose(turned[near], np.array(REFERENCE[f"{name}_{pairing}"])[near], atol=1e-6)

    @pytest.mark.parametrize("shape", [(16,), (5, 16), (2, 5, 16), (2, 3, 5, 16), (2, 1, 3, 5, 16), (0, 5, 16)])
    def test_any_leading_shape(self, pairing, shape):
        vectors = normal(*shape)
        positions = np.arange(5.0) if len(shape) > 1 else np.float64(4)
        turned = rotate(vectors, turns(positions, frequencies(16)), pairing=pairing)
        np.testing.assert_allclose(turned, rotated(vectors, positions, frequencies(16), pairing=pairing), atol=1e-6)

    def test_positions_that_differ_by_text(self, pairing):
        vectors, positions = normal(2, 3, 5, 16), np.array([[0, 1, 2, 3, 4], [7, 8, 9, 9, 9]])[:, None, :]
        turned = rotate(vectors, turns(positions, frequencies(16)), pairing=pairing)
        np.testing.assert_allclose(turned, rotated(vectors, positions, frequencies(16), pairing=pairing), atol=1e-6)

    def test_one_position_for_all(self, pairing):
        vectors = normal(3, 4, 8)
        turned = rotate(vectors, turns([9], frequencies(8)), pairing=pairing)
        np.testing.assert_allclose(turned, rotated(vectors, 9, frequencies(8), pairing=pairing), atol=1e-6)

    def test_dims_past_the_last_pair_pass_through(self, pairing):
        vectors = normal(4, 10)
        turned = rotate(vectors, turns(np.arange(4), frequencies(6)), pairing=pairing)
        np.testing.assert_array_equal(turned[:, 6:], vectors[:, 6:])
        np.testing.assert_allclose(turned, rotated(vectors, np.arange(4), frequencies(6), pairing=pairing), atol=1e-6)

    def test_float16_and_bfloat16_are_turned_exactly_and_rounded_once(self, pairing):
        vectors, turn = normal(3, 40, 64), turns(np.arange(1000, 1040), frequencies(64))
        half = vectors.astype(np.float16)
        expected = rotate(half.astype(np.float32), turn, pairing=pairing)
        np.testing.assert_array_equal(rotate(half, turn, pairing=pairing), expected.astype(np.float16))
        brain = bfloat16_bits(vectors)
        expected = rotate(widened(brain), turn, pairing=pairing)
        np.testing.assert_array_equal(rotate(brain, turn, pairing=pairing), bfloat16_bits(expected))

    @pytest.mark.parametrize("kind", [np.float32, np.float16, np.uint16])
    def test_in_place_and_into_an_array_are_the_same(self, pairing, kind):
        vectors = bfloat16_bits(normal(2, 7, 12)) if kind == np.uint16 else normal(2, 7, 12).astype(kind)
        turn = turns(np.arange(7), frequencies(8))
        fresh = rotate(vectors, turn, pairing=pairing)
        into = np.empty_like(vectors)
        assert rotate(vectors, turn, pairing=pairing, out=into) is into
        np.testing.assert_array_equal(into, fresh)
        assert rotate(vectors, turn, pairing=pairing, out=vectors) is vectors
        np.testing.assert_array_equal(vectors, fresh)

    def test_enough_work_for_two_threads_gives_the_same(self, pairing):
        vectors, turn = normal(2, 8192, 32), turns(np.arange(8192), frequencies(32))
        whole = rotate(vectors, turn, pairing=pairing)
        for start in (0, 4095, 8000):
            part = slice(start, start + 64)
            alone = rotate(vectors[:, part], turns(np.arange(8192)[part], frequencies(32)), pairing=pairing)
            np.testing.assert_array_equal(whole[:, part], alone)

    def test_not_a_number_stays_where_it_is(self, pairing):
        vectors = bfloat16_bits(np.array([[np.nan, 1.0, 2.0, 3.0]], np.float32))
        turned = widened(rotate(vectors, turns([1.0], frequencies(4)), pairing=pairing))
        assert np.isnan(turned).sum() == 2


def test_arrays_that_are_not_contiguous_or_overlap():
    base, turn = normal(6, 20), turns(np.arange(6), frequencies(8))
    expected = rotate(np.ascontiguousarray(base[:, ::2]), turn)
    np.testing.assert_array_equal(rotate(base[:, ::2], turn), expected)
    shifted = normal(7, 8)
    expected = rotate(shifted[:6].copy(), turn)
    np.testing.assert_array_equal(rotate(shifted[:6], turn, out=shifted[1:]), expected)


def test_bfloat16_keeps_what_its_eight_bits_can():
    vectors = normal(50, 64)
    turned = widened(rotate(bfloat16_bits(vectors), turns(np.arange(50), frequencies(64))))
    exact = rotated(bfloat16(vectors), np.arange(50), frequencies(64))
    assert np.abs(turned - exact).max() <= np.abs(exact).max() * 2.0**-8


def test_calls_from_several_threads_do_not_meet():
    vectors, turn = normal(4, 4096, 32), turns(np.arange(4096), frequencies(32))
    expected, found = rotate(vectors, turn), [None] * 4

    def work(index):
        found[index] = rotate(vectors, turn)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for turned in found:
        np.testing.assert_array_equal(turned, expected)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"vectors": np.ones((3, 8))}, r"float32, float16, or uint16 \(bits of bfloat16\); got float64"),
        ({"vectors": np.ones((3, 6), np.float32)}, r"vectors need 8 dims or more for 4 pairs; got shape \(3, 6\)"),
        ({"vectors": np.ones((4, 8), np.float32)}, r"positions \(3,\) do not fit the leading axes \(4,\)"),
        ({"pairing": "thirds"}, 'half, interleaved; got "thirds"'),
        ({"out": np.empty((3, 8), np.float16)}, r"out must be a contiguous float32 array \(3, 8\); got float16"),
        ({"out": np.empty((3, 16), np.float32)[:, ::2]}, r"out must be a contiguous float32 array"),
    ],
)
def test_refusals(change, words):
    arguments = {"vectors": np.ones((3, 8), np.float32), "turn": turns(np.arange(3), frequencies(8)), **change}
    with pytest.raises(BadArgument, match=words):
        rotate(**arguments)


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 4), min_size=0, max_size=3),
    st.integers(1, 8),
    st.integers(0, 4),
    st.integers(0, 2**17),
    st.sampled_from(PAIRINGS),
)
def test_rotation_keeps_length(lead, pairs, rest, position, pairing):
    vectors = normal(*lead, 2 * pairs + rest, seed=position)
    turned = rotate(vectors, turns(position, frequencies(2 * pairs)), pairing=pairing)
    np.testing.assert_allclose(np.linalg.norm(turned, axis=-1), np.linalg.norm(vectors, axis=-1), rtol=1e-5)
