"""Many rows out of a large array, as float32: by all cores, and asked of the disk before they are touched.

A page of a mapped file that is not in memory costs a wait, and the wait brings megabytes around it that nobody asked
for. So where rows are cold the system is told which are wanted, in file order, and reads them side by side.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from rowspace.kernels.cells import HELD
from rowspace.kernels.threads import in_turns

LARGE = 1 << 26  # numbers of a table from which the start of numba (half a second) is won back
MANY = 1 << 22  # numbers of one answer from which threads are worth their start
AT_ONCE = 1 << 21  # numbers a thread takes before it looks for more: the answer's pages are cleared in large pieces
CACHED = 1 << 19  # numbers that numpy widens at once: few enough to stay in the cache, many enough to be worth a call
SAMPLE = 16  # rows that are looked at to tell whether the file is in memory

Floats = NDArray[np.float32]


def gather(
    array: NDArray[Any], ids: NDArray[np.intp], *, brain: bool = False, out: NDArray[Any] | None = None
) -> NDArray[Any]:
    """Rows of a 2-D array of numbers, or with `brain` of the bits of bfloat16, as float32.   (n, d), (k,) -> (k, d)

    out  where to; of the array's own type, it takes the numbers, or the bits, as they are
    """
    dim, large = array.shape[1], array.size >= LARGE
    if out is None and len(ids) * dim < MANY:
        return widened(array[ids], large=large, brain=brain)
    wide = np.empty((len(ids), dim), np.float32) if out is None else out
    many = len(ids) * dim >= MANY
    widen = _widening(array, wide.dtype, large=large or (brain and many and "numba" in sys.modules), brain=brain)
    step = max(1, (CACHED if widen in (_widen, _widen_brains) else AT_ONCE) // max(1, dim))

    def work(turns: Iterator[int]) -> None:
        for turn in turns:
            part = slice(turn * step, (turn + 1) * step)
            widen(array, ids[part], wide[part])

    in_turns(-(-len(ids) // step), work, together=many)
    return wide


def widened(array: NDArray[Any], *, large: bool = False, brain: bool = False) -> Floats:
    """Numbers, or with `brain` the bits of bfloat16, as float32; without a copy where they are.

    large  whether they come from a table that is worth the start of numba
    """
    if not brain and not (large and array.dtype == np.float16):
        with _beyond():
            return np.asarray(array, np.float32, order="C")
    wide = np.empty(array.shape, np.float32)
    _widening(array, wide.dtype, large=large and not brain, brain=brain)(array, slice(None), wide)
    return wide


def _widening(
    array: NDArray[Any], dtype: np.dtype[Any], *, large: bool, brain: bool
) -> Callable[[NDArray[Any], Any, NDArray[Any]], object]:
    """What writes chosen rows of such an array into an array of `dtype`: float32, or the array's own."""
    if array.dtype == dtype:
        return _copy
    if large and (brain or array.dtype == np.float16):
        from rowspace.kernels.chosen import widen_chosen

        held = HELD["bfloat16" if brain else "float16"]

        def widen(array: NDArray[Any], which: Any, wide: Floats) -> None:
            ids = np.arange(len(array)) if isinstance(which, slice) else which
            widen_chosen(np.asarray(array).view(held), ids, wide)

        return widen
    return _widen_brains if brain else _widen


def _widen_brains(bits: NDArray[np.uint16], which: Any, wide: Floats) -> None:
    upper = wide.view(np.uint32)
    upper[:] = bits[which]
    upper <<= 16  # in place: half the time of a new array


def _copy(array: NDArray[Any], which: Any, out: NDArray[Any]) -> None:
    if array.flags.c_contiguous and array.flags.aligned and not isinstance(which, slice):
        np.take(array, which, axis=0, out=out, mode="clip")  # which of any other array makes a copy first, a whole one
    else:
        out[:] = array[which]


def _widen(array: NDArray[Any], which: Any, wide: Floats) -> None:
    with _beyond():
        wide[:] = array[which]


def _beyond() -> np.errstate:
    """A float64 past what float32 holds becomes infinite, which is told by those who look at rows, not by numpy."""
    return np.errstate(over="ignore", invalid="ignore")


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
