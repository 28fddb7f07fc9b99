import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowspace.geometry import moments as module
from rowspace.geometry.moments import moments
from rowspace.geometry.spectrum import scatter
from rowspace.rows import ArrayRows, Floats, Rows


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of as few rows as there are dims."""
    monkeypatch.setattr(module, "BLOCK", 1)


class Broken(Rows):
    """Rows whose second half cannot be read."""

    def __init__(self) -> None:
        super().__init__((400, 8), dtype="float32", nbytes=0)

    def take(self, ids: np.ndarray) -> Floats:
        raise OSError("gone")

    def block(self, start: int, stop: int) -> Floats:
        if start >= 200 and "norms" in self.__dict__:
            raise OSError("gone")
        return np.ones((stop - start, 8), np.float32) * np.arange(start, stop, dtype=np.float32)[:, None]


@pytest.mark.usefixtures("short")
def test_four_corners_by_hand() -> None:
    found = moments(ArrayRows(np.array([[1, 5], [3, 5], [1, 9], [3, 9]])))
    assert found.mean.tolist() == [2, 7]
    assert found.scatter.tolist() == [[4, 0], [0, 16]]
    assert found.rows == 4


@pytest.mark.usefixtures("short")
def test_equals_numpy_and_the_other_way_to_gather(monkeypatch: pytest.MonkeyPatch) -> None:
    array = (np.random.default_rng(0).standard_normal((600, 9)) * np.arange(1, 10) + 100).astype(np.float32)
    found = moments(ArrayRows(array))
    np.testing.assert_allclose(found.mean, array.mean(axis=0, dtype=float), rtol=1e-6)
    np.testing.assert_allclose(found.scatter / 599, np.cov(array.T.astype(float)), rtol=1e-3, atol=1e-2)
    np.testing.assert_allclose(found.scatter, scatter(ArrayRows(array), center=True), rtol=1e-3, atol=1)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_number_of_threads_changes_no_bit(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ArrayRows(np.random.default_rng(1).standard_normal((500, 7)).astype(np.float32))
    first = moments(rows)
    monkeypatch.setattr("rowspace.kernels.threads.cores", lambda: threads)
    again = moments(rows)
    np.testing.assert_array_equal(first.scatter, again.scatter)
    np.testing.assert_array_equal(first.mean, again.mean)


@pytest.mark.usefixtures("short")
def test_rows_that_are_not_finite_do_not_count() -> None:
    array = np.random.default_rng(2).standard_normal((60, 4)).astype(np.float32)
    broken = np.insert(array, [0, 0, 30], [[np.nan] * 4, [np.inf] * 4, [1, 2, np.nan, 3]], axis=0)
    found, expected = moments(ArrayRows(broken)), moments(ArrayRows(array))
    assert found.rows == 60
    np.testing.assert_allclose(found.scatter, expected.scatter, rtol=1e-4, atol=1e-4)


@pytest.mark.usefixtures("short")
def test_a_thread_that_fails_ends_all_and_is_heard() -> None:
    broken, running = Broken(), threading.active_count()
    assert np.isfinite(broken.norms).all()
    with pytest.raises(OSError, match="gone"):
        moments(broken)

    def stop(done: float) -> None:
        if done > 0.3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        moments(ArrayRows(np.ones((400, 8))), tick=stop)
    assert threading.active_count() <= running + 8


@pytest.mark.usefixtures("short")
@settings(max_examples=30)
@given(st.integers(1, 40), st.integers(1, 5), st.integers(-3, 3))
def test_a_shift_moves_the_mean_alone(rows: int, dim: int, shift: int) -> None:
    array = np.random.default_rng(rows).integers(-8, 8, (rows, dim)).astype(np.float32)
    found, moved = moments(ArrayRows(array)), moments(ArrayRows(array + np.float32(shift)))
    np.testing.assert_allclose(moved.mean, found.mean + shift, atol=1e-6)
    np.testing.assert_allclose(moved.scatter, found.scatter, atol=1e-3)
    half = moments(ArrayRows(array), scale=0.5)
    np.testing.assert_allclose(half.scatter * 4, found.scatter, atol=1e-3)
    np.testing.assert_allclose(half.mean * 2, found.mean, atol=1e-6)
