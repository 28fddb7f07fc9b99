from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from rowspace.kernels import threads
from rowspace.kernels.threads import in_turns, one_blas_thread


@pytest.mark.parametrize("together", [True, False])
def test_every_part_is_done_once(monkeypatch: pytest.MonkeyPatch, together: bool) -> None:
    monkeypatch.setattr(threads, "cores", lambda: 4)
    done: list[int] = []
    in_turns(100, lambda turns: done.extend(turns), together=together)
    assert sorted(done) == list(range(100))
    in_turns(0, lambda turns: done.extend(turns))
    assert len(done) == 100


def test_several_threads_share_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "cores", lambda: 2)
    both = threading.Barrier(2, timeout=60)
    seen: set[int] = set()

    def work(turns: Iterator[int]) -> None:
        next(turns)
        both.wait()  # no thread gets on before the other has begun
        seen.add(threading.get_ident())

    in_turns(2, work)
    assert len(seen) == 2


def test_what_a_thread_raises_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "cores", lambda: 3)

    def work(turns: Iterator[int]) -> None:
        for part in turns:
            if part == 5:
                raise ValueError("part 5")

    with pytest.raises(ValueError, match="part 5"):
        in_turns(1000, work)


def _blas_threads() -> set[int]:
    return {
        pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas" and "numpy" in pool["filepath"]
    }


def test_any_thread_can_hold_blas_to_one() -> None:
    """The library would listen to the first thread that ever limits BLAS, and to no other while that one lives."""
    seen: list[set[int]] = []

    def hold() -> None:
        with one_blas_thread():
            seen.append(_blas_threads())
        seen.append(_blas_threads())

    before = _blas_threads()
    with threadpool_limits(1, "blas"):
        pass  # this thread is the first
    other = threading.Thread(target=hold)
    other.start()
    other.join()
    hold()
    assert seen == [{1}, before, {1}, before]


def test_the_last_to_leave_gives_blas_its_threads_back() -> None:
    np.ones((2, 2)) @ np.ones((2, 2))
    before = _blas_threads()
    first, second = one_blas_thread(), one_blas_thread()
    first.__enter__()
    second.__enter__()
    assert _blas_threads() == {1}
    first.__exit__(None, None, None)
    assert _blas_threads() == {1}
    second.__exit__(None, None, None)
    assert _blas_threads() == before
