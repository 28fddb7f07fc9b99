"""Numbers of a table as they lie in memory or in a mapped file, for loops that widen each where they use it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Kind: TypeAlias = Literal["float32", "float16", "bfloat16", "int8"]

# What tells a loop how to read a number is the type of the array that holds it.
HELD: dict[Kind, type[np.generic]] = {
    "float32": np.float32,
    "float16": np.uint16,
    "bfloat16": np.int16,
    "int8": np.int8,
}


class Cells(NamedTuple):
    """Numbers row by row, read-only.

    kind    how a number is stored
    array   (n, d)  of the type in `HELD`: the bits of float16 in uint16, those of bfloat16 in int16
    scales  (n,)    what each row is multiplied by; (0,) where by nothing
    """

    kind: Kind
    array: NDArray[Any]
    scales: NDArray[np.float32]

    def after(self, start: int) -> Cells:
        """The same without the first rows."""
        return Cells(self.kind, self.array[start:], self.scales[start:])


UNSCALED = np.empty(0, np.float32)
UNSCALED.flags.writeable = False


def cells_of(kind: Kind, array: NDArray[Any], scales: NDArray[np.floating[Any]] | None = None) -> Cells | None:
    """Cells of an array that holds numbers of a kind, or None where a loop could not run along its rows."""
    flags = array.flags
    if array.ndim != 2 or not (flags.c_contiguous and flags.aligned and array.dtype.isnative):
        return None
    wide = UNSCALED if scales is None else np.array(scales, np.float32)
    return Cells(kind, _closed(np.asarray(array).view(HELD[kind])), _closed(wide))


def _closed(array: NDArray[Any]) -> NDArray[Any]:
    """A read-only view: loops are compiled for that alone, and a mapped file is nothing else."""
    view = array.view()
    view.flags.writeable = False
    return view
