"""The loop that every trained method goes through: chunks on threads, progress, checkpoints, a stop in good order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count as counting
from typing import Any, Protocol

from numpy.typing import NDArray

from rowspace.errors import BadArgument, Canceled
from rowspace.kernels.threads import one_blas_thread
from rowspace.rows import Floats


class Learner(Protocol):
    """Something that learns chunk by chunk; threads may learn different chunks at once."""

    @property
    def chunks(self) -> int:
        """Chunks of the whole training."""
        ...

    @property
    def state(self) -> Mapping[str, NDArray[Any]]:
        """All that learning changes, under the names a checkpoint keeps it by."""
        ...

    def learn(self, chunk: int) -> tuple[float, float]:
        """Learns one chunk. Returns the loss seen and the number of pairs it was seen on."""
        ...

    def rows(self) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is.

    chunks, of  done of all
    loss        mean of a pair over the chunks since the last step; None where none was measured
    """

    chunks: int
    of: int
    loss: float | None


@dataclass(frozen=True, slots=True)
class Checks:
    """What a run asks while it runs.

    tick      hears each Step
    stop      True ends the run with what it has
    canceled  True ends it with Canceled
    save      keeps the state after so many chunks; it is called with no chunk under way
    every     seconds between two calls of `save`
    """

    tick: Callable[[Step], None] = lambda step: None
    stop: Callable[[], bool] = lambda: False
    canceled: Callable[[], bool] = lambda: False
    save: Callable[[int], None] | None = None
    every: float = 60.0


def run(learner: Learner, *, workers: int = 1, first: int = 0, checks: Checks | None = None) -> int:
    """Learns chunks from `first` on. Returns how many are done: all, or fewer after a stop. Raises Canceled.

    With one worker the result depends on nothing but the learner. Several share its arrays without a lock, as in
    word2vec: which of two additions is lost differs from run to run.
    """
    if not 1 <= workers <= 1024:
        raise BadArgument(f"workers is a whole number from 1 to 1,024; got {workers}.")
    checks = checks or Checks()
    done = first
    with one_blas_thread(), ThreadPoolExecutor(workers, thread_name_prefix="rowspace-train") as pool:
        while done < learner.chunks and not checks.stop():
            done = _stretch(learner, pool, workers, done, checks)
            if checks.canceled():
                raise Canceled("Training was canceled.")
            if checks.save and done < learner.chunks:
                checks.save(done)
    return done


def _stretch(learner: Learner, pool: ThreadPoolExecutor, workers: int, first: int, checks: Checks) -> int:
    """Chunks until it is time to save, to stop, or to end; every chunk that was begun is finished."""
    todo, until, failed = counting(first), time.monotonic() + checks.every, threading.Event()
    losses = _Losses()

    def work(_: int) -> int:
        ended = first
        while not (failed.is_set() or checks.stop() or checks.canceled()):
            if checks.save and time.monotonic() > until and ended > first:
                break
            if (chunk := next(todo)) >= learner.chunks:  # next() on a counter is atomic
                break
            try:
                losses.add(*learner.learn(chunk))
            except BaseException:
                failed.set()
                raise
            ended = chunk + 1
            checks.tick(Step(ended, learner.chunks, losses.mean()))
        return ended

    futures = [pool.submit(work, worker) for worker in range(workers)]
    try:
        return max(future.result() for future in futures)
    except BaseException:  # Ctrl-C in this thread, too
        failed.set()
        raise


class _Losses:
    """Loss and pairs of the last few chunks, from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: list[tuple[float, float]] = []

    def add(self, loss: float, pairs: float) -> None:
        with self._lock:
            self._seen = [*self._seen[-15:], (loss, pairs)]

    def mean(self) -> float | None:
        with self._lock:
            pairs = sum(seen[1] for seen in self._seen)
            return sum(seen[0] for seen in self._seen) / pairs if pairs else None
