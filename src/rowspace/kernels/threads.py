"""Work shared by the machine's cores. A thread of Python a core, each on loops or on BLAS that hold no lock.

BLAS is held to one thread of its own meanwhile. Its threads and others that take turns keep waking each other: a
product of matrices was seen to take five times as long (threads of numba's `prange` between two calls of BLAS).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from typing import Any


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=max(1, cores() - 1), thread_name_prefix="rowspace-core")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pool.cache_clear)  # threads do not outlive a fork


def in_turns(parts: int, work: Callable[[Iterator[int]], None], *, together: bool = True) -> None:
    """Calls `work` once a core, each with the numbers 0 … parts − 1 that no other has taken yet.

    The caller's own thread takes part, so that the work ends even where all others are busy elsewhere. Where one of
    the calls raises, the others end after the part they have begun, and it is raised here.

    together  False does all of it in the caller's thread
    """
    turns, failed = count(), threading.Event()

    def mine() -> Iterator[int]:
        while (part := next(turns)) < parts and not failed.is_set():
            yield part

    def run() -> None:
        try:
            work(mine())
        except BaseException:
            failed.set()
            raise

    helping = min(cores(), parts) - 1 if together else 0
    others = [_pool().submit(run) for _ in range(helping)]
    try:
        run()
    finally:
        for other in others:
            if not other.cancel():
                other.exception()
    for other in others:
        if not other.cancelled():
            other.result()


class _Held:
    """BLAS held to one thread while anybody asks for it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.holders = 0
        self.limits: Any = None

    def take(self) -> None:
        with self.lock:
            self.holders += 1
            if self.holders == 1:
                _take_control()
                self.limits = _controller().limit(limits=1, user_api="blas")

    def drop(self) -> None:
        with self.lock:
            self.holders -= 1
            if self.holders == 0:
                _take_control()
                self.limits.restore_original_limits()
                _take_control()


_held = _Held()


def _take_control() -> None:
    """Takes the right to limit OpenBLAS from whatever thread had it.

    From version 3.8 on threadpoolctl gives it to the first thread that asks, and lets the others' limits do nothing.
    Here the last to leave restores, whichever thread that is.
    """
    for library in _controller().lib_controllers:
        take = getattr(library, "clear_controlling_thread", None)
        if take is not None:
            take(force=True)


@lru_cache(maxsize=1)
def _controller() -> Any:
    import numpy as np  # its BLAS has to be loaded to be found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController() if np else None


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """BLAS works in the calling threads alone. The last of several that ask for this at once gives its threads back."""
    _held.take()
    try:
        yield
    finally:
        _held.drop()
