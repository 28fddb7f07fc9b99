"""The kernels that store around the cache give what the plain ones give, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.positions import kernel, kernel_streamed, rotation
from rowspace.positions.precision import bfloat16_bits
from rowspace.positions.rotary import frequencies
from rowspace.positions.rotation import rotate, turns

KERNELS = {
    "half": (kernel.half_into, kernel_streamed.half_streamed),
    "interleaved": (kernel.interleaved_into, kernel_streamed.interleaved_streamed),
}
STORED = {
    "float32": lambda numbers: numbers,
    "float16": lambda numbers: np.clip(numbers, -6e4, 6e4).astype(np.float16).view(np.uint16),
    "bfloat16": lambda numbers: bfloat16_bits(numbers).view(np.int16),
}


def normal(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape, np.float32)


def aligned(like):
    """An empty array like another that begins at a multiple of 64 bytes."""
    raw = np.empty(like.nbytes + 64, np.uint8)
    start = -raw.ctypes.data % 64
    return raw[start : start + like.nbytes].view(like.dtype).reshape(like.shape)


def by_both(pairing, dtype, numbers, start=0, stop=None):
    vectors = STORED[dtype](numbers)
    turn = turns(np.arange(numbers.shape[1]), frequencies(numbers.shape[2]))
    plain, streamed = (aligned(vectors) for _ in range(2))
    for run, out in zip(KERNELS[pairing], (plain, streamed), strict=True):
        out[:] = 7
        run(vectors, out, turn.cosine, turn.sine, start, numbers.shape[1] if stop is None else stop)
    return plain, streamed


@pytest.mark.parametrize("dtype", STORED)
@pytest.mark.parametrize("pairing", KERNELS)
class TestTheSameNumbers:
    def test_all_positions(self, pairing, dtype):
        plain, streamed = by_both(pairing, dtype, normal(3, 9, 64))
        np.testing.assert_array_equal(streamed, plain)

    def test_some_positions_leave_the_rest_alone(self, pairing, dtype):
        plain, streamed = by_both(pairing, dtype, normal(2, 9, 32), 3, 5)
        np.testing.assert_array_equal(streamed, plain)
        assert (streamed[:, :3] == 7).all()

    def test_what_overflows_and_what_is_no_number(self, pairing, dtype):
        numbers = normal(1, 4, 32)
        numbers[0, :, ::5] = [[np.nan], [np.inf], [3e38], [1e-40]]
        plain, streamed = by_both(pairing, dtype, numbers)
        np.testing.assert_array_equal(streamed, plain)


class TestWhichKernelRuns:
    @pytest.fixture(autouse=True)
    def of_any_size(self, monkeypatch):
        monkeypatch.setattr(rotation, "STREAMED", 0)

    @pytest.mark.parametrize("pairing", KERNELS)
    @pytest.mark.parametrize("dim", [8, 16, 24, 32, 64, 96])
    def test_blocks_that_fit_and_that_do_not(self, pairing, dim, monkeypatch):
        vectors, turn = normal(2, 5, dim), turns(np.arange(5), frequencies(dim))
        streamed = rotate(vectors, turn, pairing=pairing, out=aligned(vectors))
        monkeypatch.setattr(rotation, "STREAMED", 1 << 60)
        np.testing.assert_array_equal(streamed, rotate(vectors, turn, pairing=pairing))

    def test_an_array_that_begins_anywhere(self):
        vectors, turn = normal(2, 5, 64), turns(np.arange(5), frequencies(64))
        raw = np.empty(vectors.size + 1, np.float32)
        expected = rotate(vectors, turn, out=aligned(vectors))
        for start in (0, 1):
            out = raw[start : start + vectors.size].reshape(vectors.shape)
            np.testing.assert_array_equal(rotate(vectors, turn, out=out), expected)

    def test_numbers_that_begin_anywhere(self):
        vectors, turn = normal(2, 5, 64), turns(np.arange(5), frequencies(64))
        raw = np.zeros(vectors.nbytes + 1, np.uint8)
        raw[1:] = vectors.view(np.uint8).ravel()
        odd = raw[1:].view(np.float32).reshape(vectors.shape)
        np.testing.assert_array_equal(rotate(odd, turn, out=aligned(vectors)), rotate(vectors, turn))

    def test_dims_that_pass_through(self):
        vectors, turn = normal(2, 5, 80), turns(np.arange(5), frequencies(64))
        turned = rotate(vectors, turn, out=aligned(vectors))
        np.testing.assert_array_equal(turned[..., 64:], vectors[..., 64:])


def test_a_layer_above_the_limit_by_all_threads():
    vectors, turn = normal(8, 4096, 128), turns(np.arange(4096), frequencies(128))
    assert vectors.nbytes >= rotation.STREAMED
    turned = rotate(vectors, turn)
    np.testing.assert_allclose(np.linalg.norm(turned, axis=-1), np.linalg.norm(vectors, axis=-1), rtol=1e-5)
    np.testing.assert_array_equal(turned[:, 4000:4001], rotate(vectors[:, 4000:4001], turns([4000], frequencies(128))))


@settings(deadline=None)
@given(
    st.sampled_from(list(KERNELS)),
    st.sampled_from(list(STORED)),
    st.integers(1, 3),
    st.integers(1, 5),
    st.sampled_from([32, 64, 128]),
    st.integers(0, 2**32 - 1),
)
def test_any_shape(pairing, dtype, outer, positions, dim, seed):
    plain, streamed = by_both(pairing, dtype, normal(outer, positions, dim, seed=seed))
    np.testing.assert_array_equal(streamed, plain)
