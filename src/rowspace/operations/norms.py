"""How long the rows are: every one, and how many of each length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rowspace.operations.specials import special_rows
from rowspace.operations.watched import IsCanceled, Progress, watched
from rowspace.rows import Floats
from rowspace.table import Table

BINS = 60
QUANTILES = (0, 1, 5, 25, 50, 75, 95, 99, 100)


@dataclass(frozen=True, slots=True)
class Histogram:
    """Rows whose norm lies in each of as many equal steps from `low` to `high`, the last step with its end."""

    low: float
    high: float
    counts: list[int]


@dataclass(frozen=True, slots=True)
class Norms:
    """The Euclidean length of every row.

    zero       rows that are all zeros
    odd        rows that hold NaN or an infinity; they are in neither of the next two
    quantiles  "50" is the median
    histogram  of the rows that are finite
    norms      (n,)
    flags      (n,) 1 for a row that stands for no word: zero, padding, reserved, named so
    """

    zero: int
    odd: int
    flagged: int
    quantiles: dict[str, float]
    histogram: Histogram
    norms: Floats
    flags: NDArray[np.uint8]


def norms(table: Table, progress: Progress | None = None, canceled: IsCanceled | None = None) -> Norms:
    """All norms, measured a block at a time. Raises Canceled."""
    tick = watched(progress, canceled, f"Measuring {len(table):,} rows")
    tick(0.0)
    lengths = table.rows.measure(tick)
    flags = special_rows(table)
    finite = lengths[np.isfinite(lengths)]
    marks = np.percentile(finite, QUANTILES) if finite.size else np.zeros(len(QUANTILES))
    tick(1.0)
    return Norms(
        zero=int(np.count_nonzero(lengths == 0)),
        odd=len(lengths) - len(finite),
        flagged=int(np.count_nonzero(flags)),
        quantiles={str(share): float(mark) for share, mark in zip(QUANTILES, marks, strict=True)},
        histogram=histogram(lengths),
        norms=lengths,
        flags=flags.astype(np.uint8),
    )


def histogram(lengths: Floats) -> Histogram:
    """Counts of the finite lengths, in 60 steps.   (n,)"""
    finite = lengths[np.isfinite(lengths)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    counts, _ = np.histogram(finite, BINS, range=(low, high))
    return Histogram(low, high, counts.tolist())
