"""Many rows out of a large array, as float32: by all cores, and asked of the disk before they are touched.

A page of a mapped file that is not in memory costs a wait, and the wait brings megabytes around it that nobody asked
for. So where rows are cold the system is told which are wanted, in file order, and reads them side by side.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from rowspace.kernels.cells import HELD

LARGE = 1 << 26  # numbers of a table from which the start of numba (half a second) is won back
MANY = 1 << 22  # numbers of one answer from which threads are worth their start
CACHED = (
    1 << 19
)  # numbers that a thread widens at once: few enough to stay in its cache, many enough to be worth a call
SAMPLE = 16  # rows that are looked at to tell whether the file is in memory

Floats = NDArray[np.float32]


def gather(array: NDArray[Any], ids: NDArray[np.intp], *, brain: bool = False) -> Floats:
    """Rows of a 2-D array of numbers, or with `brain` of the bits of bfloat16.   (n, d), (k,) -> (k, d)"""
    dim = array.shape[1]
    if len(ids) * dim < MANY:
        return widened(array[ids], large=array.size >= LARGE, brain=brain)
    out = np.empty((len(ids), dim), np.float32)
    widen = _widening(array, large=True, brain=brain)
    step = max(1, CACHED // dim)
    workers = os.cpu_count() or 1

    def copy(first: int) -> None:
        for at in range(first, len(ids), step * workers):
            widen(array, ids[at : at + step], out[at : at + step])

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(copy, range(0, step * workers, step)))
    return out


def widened(array: NDArray[Any], *, large: bool = False, brain: bool = False) -> Floats:
    """Numbers, or with `brain` the bits of bfloat16, as float32; without a copy where they are.

    large  whether they come from a table that is worth the start of numba
    """
    if not brain and not (large and array.dtype == np.float16):
        return np.asarray(array, np.float32)
    wide = np.empty(array.shape, np.float32)
    _widening(array, large=large, brain=brain)(array, slice(None), wide)
    return wide


def _widening(array: NDArray[Any], *, large: bool, brain: bool) -> Callable[[NDArray[Any], Any, Floats], object]:
    """What writes chosen rows of such an array into an array of float32."""
    if brain:
        return _widen_brains
    if large and array.dtype == np.float16:
        from rowspace.kernels.chosen import widen_chosen

        def widen(array: NDArray[Any], which: Any, wide: Floats) -> None:
            ids = np.arange(len(array)) if isinstance(which, slice) else which
            widen_chosen(np.asarray(array).view(HELD["float16"]), ids, wide)

        return widen
    return _widen


def _widen_brains(bits: NDArray[np.uint16], which: Any, wide: Floats) -> None:
    upper = wide.view(np.uint32)
    upper[:] = bits[which]
    upper <<= 16  # in place: half the time of a new array


def _widen(array: NDArray[Any], which: Any, wide: Floats) -> None:
    if array.dtype == np.float32 and not isinstance(which, slice):
        np.take(array, which, axis=0, out=wide, mode="clip")
    else:
        wide[:] = array[which]


class Pages:
    """Where in a file the rows of a mapped table lie.

    start   byte of row 0
    stride  bytes from one row to the next
    """

    def __init__(self, path: Path, start: int, stride: int) -> None:
        self._path = path
        self._start = start
        self._stride = stride
        self._file: int | None = None

    def fetch(self, ids: NDArray[np.intp]) -> None:
        """Has rows read into memory, where they are not; does not wait for them."""
        if not hasattr(os, "RWF_NOWAIT") or not len(ids):  # Linux alone can tell
            return
        try:
            if not self._is_warm(ids[:: -(-len(ids) // SAMPLE)]):
                for begin, end in _runs(np.unique(ids)):
                    length = (end - begin) * self._stride
                    os.posix_fadvise(self._opened(), self._start + begin * self._stride, length, os.POSIX_FADV_WILLNEED)
        except OSError:
            return  # only a hint: whoever touches the pages waits for them

    def _is_warm(self, ids: NDArray[np.intp]) -> bool:
        try:
            for id in ids.tolist():
                os.preadv(self._opened(), [bytearray(1)], self._start + id * self._stride, os.RWF_NOWAIT)
        except BlockingIOError:
            return False
        return True

    def _opened(self) -> int:
        if self._file is None:
            self._file = os.open(self._path, os.O_RDONLY)
            finalize(self, os.close, self._file)
        return self._file


def _runs(ids: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Stretches of rising ids without a gap: (first, last + 1)."""
    cuts = np.flatnonzero(np.diff(ids) > 1) + 1
    return [(int(run[0]), int(run[-1]) + 1) for run in np.split(ids, cuts)]
