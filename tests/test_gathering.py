"""Rows out of large arrays: the same numbers as numpy gives, whatever the size, the dtype and the layout."""

import os
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace import gathering
from rowspace.gathering import Pages, gather, widened

EVERY_HALF = np.arange(1 << 16, dtype=np.uint16).reshape(256, 256)


def test_every_half_is_widened_to_the_number_that_numpy_makes_of_it() -> None:
    """NaN stays NaN; which of them is not kept."""
    halves = EVERY_HALF.view(np.float16)
    np.testing.assert_array_equal(widened(halves, large=True), halves.astype(np.float32))


def test_every_bfloat16_is_what_ml_dtypes_says() -> None:
    theirs = EVERY_HALF.view(ml_dtypes.bfloat16).astype(np.float32)
    np.testing.assert_array_equal(widened(EVERY_HALF, brain=True), theirs)


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sends small arrays the way of large ones."""
    for name, value in {"LARGE": 1, "MANY": 1, "AT_ONCE": 11, "CACHED": 7}.items():
        monkeypatch.setattr(gathering, name, value)


@pytest.mark.usefixtures("small_is_large")
@pytest.mark.parametrize("dtype", ["<f2", "<f4", "<f8", "i1", "u1"])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 50])
def test_threads_give_the_rows_in_the_order_asked_for(dtype: str, count: int) -> None:
    rng = np.random.default_rng(count)
    array = rng.integers(0, 100, (20, 5)).astype(dtype)
    ids = rng.integers(0, 20, count)
    for held in (array, np.asfortranarray(array), unaligned(array)):
        np.testing.assert_array_equal(gather(held, ids), array[ids].astype(np.float32))


@pytest.mark.usefixtures("small_is_large")
@given(st.lists(st.integers(0, 255)))
def test_bfloat16_by_threads_is_bfloat16(ids: list[int]) -> None:
    wanted = np.array(ids, np.intp)
    np.testing.assert_array_equal(gather(EVERY_HALF, wanted, brain=True), widened(EVERY_HALF[wanted], brain=True))


@pytest.mark.usefixtures("small_is_large")
@pytest.mark.parametrize("dtype", ["<f2", "<f4", "<f8", "i1", ">f4"])
def test_an_array_of_the_stored_type_takes_the_numbers_as_they_are(dtype: str) -> None:
    array = np.random.default_rng(0).integers(0, 100, (20, 5)).astype(dtype)
    ids = np.array([19, 3, 3, 0])
    for held in (array, np.asfortranarray(array), unaligned(array)):
        out = np.zeros((4, 5), dtype)
        assert gather(held, ids, out=out) is out
        assert out.tobytes() == array[ids].tobytes()


@pytest.mark.usefixtures("small_is_large")
def test_bits_of_bfloat16_are_copied_where_bits_are_asked_for() -> None:
    ids, out = np.array([255, 0, 9]), np.zeros((3, 256), np.uint16)
    assert gather(EVERY_HALF, ids, brain=True, out=out).tolist() == EVERY_HALF[ids].tolist()


def unaligned(array: np.ndarray) -> np.ndarray:
    """The same numbers, from an odd byte on."""
    raw = np.frombuffer(b"\0" + array.tobytes(), np.uint8)[1:]
    return raw.view(array.dtype).reshape(array.shape)


def test_pages_are_asked_for_in_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def cold(*_: object) -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "preadv", cold)
    monkeypatch.setattr(os, "posix_fadvise", lambda _, start, length, __: asked.append((start, length)))
    path = tmp_path / "rows"
    path.write_bytes(bytes(1000))
    Pages(path, start=100, stride=10).fetch(np.array([7, 3, 4, 4, 50]))
    assert asked == [(130, 20), (170, 10), (600, 10)]


def test_pages_in_memory_are_not_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "preadv", lambda *_: 1)
    monkeypatch.setattr(os, "posix_fadvise", lambda *_: pytest.fail("asked for what was there"))
    path = tmp_path / "rows"
    path.write_bytes(bytes(1000))
    Pages(path, start=0, stride=10).fetch(np.arange(9))


def test_a_hint_that_cannot_be_given_is_no_error(tmp_path: Path) -> None:
    Pages(tmp_path / "gone", start=0, stride=10).fetch(np.arange(9))
    Pages(tmp_path / "gone", start=0, stride=10).fetch(np.empty(0, np.intp))
