"""Where a search measures: from the origin, from the mean row, or there without the directions all rows share.

Rows of a trained table share a mean and a few wide directions that say little about meaning. Taking both away is
"all but the top" (Mu & Viswanath 2018, algorithm 1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import Doubles, Metric, Vectors, lengths
from rowspace.kernels.asked import Asked, Worth
from rowspace.rows import Floats, Rows

ROUNDING = 2.0**-24  # half the distance from 1 to the next float32
VANISHING = 1e-30  # length below which products in float32 lose their digits
LARGEST = 2.0  # more than any cosine


@dataclass(frozen=True, eq=False)
class Space:
    """Rows moved so that `shift` is the origin, and flattened along `axes`. The rows themselves are left alone.

    shift    (d,)
    axes     (a, d)  of length 1, orthogonal
    lengths  (n,)    of the rows once moved
    sizes    (n,)    lengths of the rows as stored, and the shift's: what a product's rounding error grows with
    """

    shift: Doubles
    axes: Doubles
    lengths: Floats
    sizes: Floats
    _worth: dict[Metric, Worth] = field(default_factory=dict)

    def moved(self, vectors: Vectors) -> Doubles:
        """Vectors as they lie in this space.   (m, d) -> (m, d)"""
        doubles = np.asarray(vectors, np.float64) - self.shift
        return doubles - (doubles @ self.axes.T) @ self.axes if len(self.axes) else doubles

    @cached_property
    def finite(self) -> NDArray[np.bool_]:
        """Rows that can be measured: with neither NaN nor infinity.   -> (n,)"""
        return np.isfinite(self.lengths)

    def asked(self, queries: Doubles, metric: Metric) -> Asked:
        """Moved queries as the loops take them.   (q, d)"""
        long = lengths(queries)
        units = np.divide(queries, long[:, None], out=np.zeros_like(queries), where=long[:, None] > 0)
        factors = 2 * long / self.unit if metric == "euclidean" else np.ones_like(long)
        offsets = units @ self.shift
        return Asked(units.astype(np.float32), offsets.astype(np.float32), factors.astype(np.float32))

    @cached_property
    def unit(self) -> float:
        """A power of two near the longest row, which keeps squares within a float32."""
        longest = float(np.max(self.lengths, initial=0.0, where=self.finite))
        return float(2.0 ** np.ceil(np.log2(longest))) if longest > 0 else 1.0

    def worth(self, metric: Metric) -> Worth:
        """Rows as the loops take them, kept for the next search.

        A float32 product of d terms is off by at most d × ROUNDING × both lengths (Higham 2002, section 3.1); twice
        that, and some, pays for the lengths and for what the loops add.
        """
        if metric not in self._worth:
            self._worth[metric] = self._made_worth(metric)
        return self._worth[metric]

    def _made_worth(self, metric: Metric) -> Worth:
        count, dim = len(self.lengths), len(self.shift)
        slack = ROUNDING * (2 * dim + 32)
        give = (slack * self.sizes + dim * 2.0**-140).astype(np.float32)
        times, most, least = np.ones(count, np.float32), np.zeros(count, np.float32), np.zeros(count, np.float32)
        if metric == "cosine":
            tiny = (self.lengths < VANISHING) & (self.lengths > 0)
            times = np.divide(1, self.lengths, out=np.zeros(count, np.float32), where=self.lengths > 0)
            times[tiny], most[tiny], least[tiny] = 0, LARGEST, -LARGEST
        elif metric == "euclidean":
            squares = np.square(self.lengths / np.float32(self.unit))
            most, least = squares * np.float32(slack - 1), squares * np.float32(-slack - 1)
            times = np.full(count, 1 / self.unit, np.float32)
        return Worth(give, times, most, least)


_spaces: WeakKeyDictionary[Rows, dict[tuple[bool, int], Space]] = WeakKeyDictionary()


def space_of(rows: Rows, *, center: bool = False, without_top: int = 0) -> Space:
    """The space of rows, measured once and kept as long as they are.

    without_top  how many of the widest directions around the mean are taken away, which centers as well

    Raises BadArgument for more directions than dims.
    """
    if not 0 <= without_top < max(1, rows.dim):
        raise BadArgument(f"Of {rows.dim} dims, 0 to {rows.dim - 1} directions can be removed; got {without_top}.")
    kept = _spaces.setdefault(rows, {})
    key = (center or without_top > 0, without_top)
    if key not in kept:
        kept[key] = _measured(rows, *key)
    return kept[key]


def usual_top(dim: int) -> int:
    """How many directions "all but the top" takes: about a hundredth of the dims (Mu & Viswanath 2018, section 2.3)."""
    return max(1, round(dim / 100)) if dim > 1 else 0


def _measured(rows: Rows, center: bool, without_top: int) -> Space:
    shift, axes = np.zeros(rows.dim), np.zeros((0, rows.dim))
    if not center:
        return Space(shift, axes, rows.norms, rows.norms)
    shift = rows.mean.astype(np.float64)
    sizes = rows.norms + np.float32(lengths(shift))
    if not without_top:
        return Space(shift, axes, rows.lengths_from(rows.mean), sizes)
    from rowspace.geometry.spectrum import principal_axes

    axes = principal_axes(rows, without_top)
    flat = Space(shift, axes, np.empty(len(rows), np.float32), sizes)
    for start, block in rows.blocks():
        flat.lengths[start : start + len(block)] = lengths(flat.moved(block))
    return flat
