"""n × d numbers by row: in memory, memory-mapped or quantized, always read as float32.

A reader that wants three rows pays for three rows. What is stored (`dtype`, `nbytes`) and what is read
(float32) are kept apart, so that geometry never sees a storage format.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.gathering import LARGE, Pages, gather, widened
from rowspace.kernels.cells import Cells, Kind, cells_of
from rowspace.kernels.lengths_plain import plain_lengths, plain_lengths_into
from rowspace.kernels.ready import usable

Floats: TypeAlias = NDArray[np.float32]
Ids: TypeAlias = Sequence[int] | NDArray[np.integer]

_KINDS: dict[str, Kind] = {"f4": "float32", "f2": "float16", "i1": "int8"}

TICKED = 1 << 26  # numbers that are measured between two ticks
BLOCK_BYTES = 1 << 22  # of float32: fits the second-level cache of two cores with room for a query block


class Rows(ABC):
    """n rows of d numbers. Subclasses say how they are stored; `take` and `block` read them as float32.

    pages  where they lie in a mapped file, so that scattered rows can be asked for ahead
    """

    pages: Pages | None = None

    def __init__(self, shape: tuple[int, int], *, dtype: str, nbytes: int) -> None:
        self.shape = shape
        self.dtype = dtype
        self.nbytes = nbytes

    @abstractmethod
    def take(self, ids: NDArray[np.intp]) -> Floats:
        """Rows of the given ids, each within 0 … n−1.   (k,) -> (k, d)"""

    @abstractmethod
    def block(self, start: int, stop: int) -> Floats:
        """Rows start … stop−1.   -> (stop − start, d)"""

    @property
    def held(self) -> np.dtype[Any] | None:
        """The type of array in which numbers are had as they are stored; None where float32 is all there is."""
        return None

    @property
    def cells(self) -> Cells | None:
        """The numbers as they are stored, for loops that read them in place; None where they lie otherwise."""
        return None

    def __len__(self) -> int:
        return self.shape[0]

    @property
    def dim(self) -> int:
        return self.shape[1]

    def __getitem__(self, key: int | slice | Ids) -> Floats:
        """One row (d,) for an integer, else (k, d). Raises BadArgument for an id outside the table."""
        if isinstance(key, slice):
            start, stop, step = key.indices(len(self))
            return self.block(start, max(start, stop)) if step == 1 else self.take(np.arange(start, stop, step))
        taken = self.gather(np.atleast_1d(np.asarray(key)))
        return taken[0] if np.ndim(key) == 0 else taken

    def gather(self, ids: Ids, *, out: NDArray[Any] | None = None) -> NDArray[Any]:
        """Rows of ids, in float32.   (k,) -> (k, d)   Raises BadArgument for an id outside the table.

        out  where they are written to, instead of new memory, whose clearing takes as long as reading many rows does.
             Of the type that rows are stored in (uint16 for bfloat16), it takes their numbers as they are.
        """
        wanted = self._checked(ids)
        if out is not None:
            self._check_out(out, len(wanted))
        if self.pages is not None:
            self.pages.fetch(wanted)
        return self.take(wanted) if out is None else self.take_into(wanted, out)

    def take_into(self, ids: NDArray[np.intp], out: NDArray[Any]) -> NDArray[Any]:
        """The same as `take` into an array that is fit for it, which is returned."""
        out[:] = self.take(ids)
        return out

    def _checked(self, ids: Ids) -> NDArray[np.intp]:
        wanted = np.asarray(ids)
        if wanted.size == 0:
            return np.empty(0, np.intp)
        if wanted.ndim != 1 or not np.issubdtype(wanted.dtype, np.integer):
            raise BadArgument(
                f"Row ids are whole numbers in one list; got an array of {wanted.dtype}, {wanted.ndim}-D."
            )
        outside = wanted[(wanted < 0) | (wanted >= len(self))]
        if outside.size:
            raise BadArgument(f"Row {outside[0]:,} does not exist: the table has rows 0 to {len(self) - 1:,}.")
        return wanted.astype(np.intp, copy=False)

    def _check_out(self, out: NDArray[Any], count: int) -> None:
        held = {np.dtype(np.float32), *([self.held] if self.held is not None else [])}
        flags = out.flags
        if out.shape == (count, self.dim) and out.dtype in held and flags.c_contiguous and flags.writeable:
            return
        raise BadArgument(
            f"out is an array of {' or '.join(sorted(map(str, held)))}, {count} × {self.dim}, writeable and row after "
            f"row; got {out.dtype}, {' × '.join(map(str, out.shape))}."
        )

    def after(self, start: int) -> Rows:
        """The rows from `start` on, as rows of their own; `start` is less than n."""
        return LaterRows(self, start) if start else self

    def blocks(self, size: int | None = None) -> Iterator[tuple[int, Floats]]:
        """All rows in order, a block at a time: (id of its first row, rows)."""
        size = size or max(1, BLOCK_BYTES // (4 * max(1, self.dim)))
        for start in range(0, len(self), size):
            yield start, self.block(start, min(start + size, len(self)))

    @cached_property
    def norms(self) -> Floats:
        """Euclidean length of each row, summed in float64.   -> (n,)"""
        return self.lengths_from(np.zeros(self.dim, np.float32))

    def measure(self, tick: Callable[[float], None]) -> Floats:
        """The norms, which are kept, measured with a tick of the share done now and then.   -> (n,)"""
        if "norms" not in self.__dict__:
            self.norms = self.lengths_from(np.zeros(self.dim, np.float32), tick)
        return self.norms

    def lengths_from(self, point: Floats, tick: Callable[[float], None] | None = None) -> Floats:
        """Distance of each row from a point, summed in float64.   (d,) -> (n,)"""
        lengths, cells = np.empty(len(self), np.float32), self.cells
        loops = cells is not None and usable(cells.kind, len(self) * self.dim)
        step = max(1, (TICKED if cells is not None else BLOCK_BYTES // 4) // max(1, self.dim))
        for start in range(0, len(self), step):
            if tick is not None:
                tick(start / len(self))
            part = lengths[start : start + step]
            if cells is not None and loops:
                from rowspace.kernels.lengths import lengths_into

                lengths_into(cells.after(start), point, part)
            elif cells is not None:
                plain_lengths_into(self.after(start).block, point, part)
            else:
                part[:] = plain_lengths(self.block(start, start + len(part)), point)
        return lengths

    @cached_property
    def mean(self) -> Floats:
        """Mean of the rows whose numbers are all finite, summed in float64.   -> (d,)"""
        total, counted, finite = np.zeros(self.dim, np.float64), 0, np.isfinite(self.norms)
        for start, rows in self.blocks():
            kept = finite[start : start + len(rows)]
            total += rows.sum(axis=0, dtype=np.float64, where=True if kept.all() else kept[:, None])
            counted += int(np.count_nonzero(kept))
        return (total / max(1, counted)).astype(np.float32)


class ArrayRows(Rows):
    """Rows held as an ordinary array of floats or integers, in memory or memory-mapped, in any order of bytes."""

    def __init__(self, array: NDArray[np.generic]) -> None:
        if array.ndim != 2:
            raise BadArgument(f"Rows are a 2-D array, tokens × dims; got {array.ndim}-D of shape {array.shape}.")
        super().__init__((array.shape[0], array.shape[1]), dtype=array.dtype.name, nbytes=array.nbytes)
        self._array = array

    @cached_property
    def cells(self) -> Cells | None:
        kind = _KINDS.get(self._array.dtype.str.lstrip("<>=|"))
        return cells_of(kind, self._array) if kind else None

    @property
    def held(self) -> np.dtype[Any]:
        return self._array.dtype

    def take(self, ids: NDArray[np.intp]) -> Floats:
        return gather(self._array, ids)

    def take_into(self, ids: NDArray[np.intp], out: NDArray[Any]) -> NDArray[Any]:
        return gather(self._array, ids, out=out)

    def block(self, start: int, stop: int) -> Floats:
        return widened(self._array[start:stop], large=self._array.size >= LARGE)


class LaterRows(Rows):
    """The rows of others from one on: row i is their row start + i."""

    def __init__(self, rows: Rows, start: int) -> None:
        count = len(rows) - start
        super().__init__((count, rows.dim), dtype=rows.dtype, nbytes=rows.nbytes * count // len(rows))
        self._rows = rows
        self._start = start

    @property
    def cells(self) -> Cells | None:
        cells = self._rows.cells
        return cells and cells.after(self._start)

    def take(self, ids: NDArray[np.intp]) -> Floats:
        return self._rows.take(ids + self._start)

    def block(self, start: int, stop: int) -> Floats:
        return self._rows.block(start + self._start, stop + self._start)


class BFloat16Rows(Rows):
    """Rows of bfloat16: the upper half of a float32, which numpy has no type for."""

    def __init__(self, bits: NDArray[np.uint16]) -> None:
        super().__init__((bits.shape[0], bits.shape[1]), dtype="bfloat16", nbytes=bits.nbytes)
        self._bits = bits

    @cached_property
    def cells(self) -> Cells | None:
        return cells_of("bfloat16", self._bits)

    @property
    def held(self) -> np.dtype[Any]:
        return self._bits.dtype

    def take(self, ids: NDArray[np.intp]) -> Floats:
        return gather(self._bits, ids, brain=True)

    def take_into(self, ids: NDArray[np.intp], out: NDArray[Any]) -> NDArray[Any]:
        return gather(self._bits, ids, brain=True, out=out)

    def block(self, start: int, stop: int) -> Floats:
        return widened(self._bits[start:stop], brain=True)


class Int8Rows(Rows):
    """One signed byte a number and one scale a row: value = code × scale.

    codes   (n, d) int8
    scales  (n,)   float16 or float32
    """

    def __init__(self, codes: NDArray[np.int8], scales: NDArray[np.floating]) -> None:
        if codes.ndim != 2 or scales.shape != codes.shape[:1]:
            raise BadArgument(f"INT8 rows need one scale a row; got codes {codes.shape} and scales {scales.shape}.")
        super().__init__((codes.shape[0], codes.shape[1]), dtype="int8", nbytes=codes.nbytes + scales.nbytes)
        self.codes = codes
        self.scales = scales

    @cached_property
    def cells(self) -> Cells | None:
        return cells_of("int8", self.codes, self.scales)

    def take(self, ids: NDArray[np.intp]) -> Floats:
        return _scale(self.codes[ids], self.scales[ids])

    def block(self, start: int, stop: int) -> Floats:
        return _scale(self.codes[start:stop], self.scales[start:stop])


class Int4Rows(Rows):
    """Half a byte a number, a scale and a minimum a group of dims: value = code × scale + minimum.

    codes     (n, ceil(d / 2)) uint8, the even dim in the low half
    scales    (n, groups)      float16
    minimums  (n, groups)      float16
    """

    def __init__(
        self,
        codes: NDArray[np.uint8],
        scales: NDArray[np.float16],
        minimums: NDArray[np.float16],
        *,
        dim: int,
        group: int,
    ) -> None:
        groups = -(-dim // group)
        if codes.shape[1] != (dim + 1) // 2 or scales.shape != (len(codes), groups) or minimums.shape != scales.shape:
            raise BadArgument(
                f"INT4 rows of {dim} dims in groups of {group} need {(dim + 1) // 2} bytes and {groups} scales a row; "
                f"got codes {codes.shape}, scales {scales.shape}, minimums {minimums.shape}."
            )
        super().__init__((len(codes), dim), dtype="int4", nbytes=codes.nbytes + scales.nbytes + minimums.nbytes)
        self.codes = codes
        self.scales = scales
        self.minimums = minimums
        self.group = group

    def take(self, ids: NDArray[np.intp]) -> Floats:
        return self._decode(self.codes[ids], self.scales[ids], self.minimums[ids])

    def block(self, start: int, stop: int) -> Floats:
        return self._decode(self.codes[start:stop], self.scales[start:stop], self.minimums[start:stop])

    def _decode(self, codes: NDArray[np.uint8], scales: NDArray[np.float16], minimums: NDArray[np.float16]) -> Floats:
        values = np.empty((len(codes), codes.shape[1] * 2), np.float32)
        values[:, 0::2] = codes & 0x0F
        values[:, 1::2] = codes >> 4
        values = values[:, : self.dim]
        group_of = np.arange(self.dim) // self.group
        decoded: Floats = values * scales.astype(np.float32)[:, group_of] + minimums.astype(np.float32)[:, group_of]
        return decoded


def _scale(codes: NDArray[np.int8], scales: NDArray[np.floating]) -> Floats:
    """Widens first and then multiplies in place: five times as fast as numpy's mixed product."""
    values = codes.astype(np.float32)
    values *= scales[:, None].astype(np.float32)
    return values
