"""What a learned table of positions repeats: how alike two positions are by the gap between them."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rowspace.errors import BadArgument

Doubles: TypeAlias = NDArray[np.float64]

PERIOD_GAPS = 64  # a ripple is timed over this many gaps: a dozen waves of the fastest seen in a published model
CLEAR_RISE = 0.001  # of cosine: smaller bumps are rounding


def added(rows: ArrayLike, table: ArrayLike, *, first: int = 0, offset: int = 0) -> Doubles:
    """What the first layer receives: each row plus the table's row of its position.

    rows   (…, n, d) of the tokens at positions first, first + 1, …
    table  (p, d), of which the position 0 takes row `offset`

    Raises BadArgument for a text that outruns the table: there is no row past the end.
    """
    given, learned = np.asarray(rows, np.float64), np.asarray(table, np.float64)
    start, count = offset + first, given.shape[-2]
    if start + count > len(learned):
        raise BadArgument(
            f"The table has {len(learned) - offset:,} positions; got a text that ends at {first + count:,}. Shorten it."
        )
    return given + learned[start : start + count]


def by_gap(similarity: Doubles, gap_max: int) -> Doubles:
    """Mean of each diagonal: how alike two positions are, by the gap between them.   (p, p) -> (gap_max + 1,)"""
    return np.array([similarity.diagonal(gap).mean() for gap in range(min(gap_max + 1, len(similarity)))])


def period(curve: Doubles) -> float | None:
    """Mean distance between the tops of a curve over the gap, whose first top is gap 0.

    None where it has fewer than three clear tops after that, or tops at no steady distance.
    """
    from scipy.signal import find_peaks

    tops, _ = find_peaks(curve[: PERIOD_GAPS + 1], prominence=CLEAR_RISE)
    steps = np.diff(tops, prepend=0)
    if len(tops) < 3 or steps.std() > 0.25 * steps.mean():
        return None
    return float(steps.mean())
