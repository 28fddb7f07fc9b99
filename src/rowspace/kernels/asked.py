"""What loops are told about queries and rows, so that one formula serves every metric.

A row x may be worth, for the query q,

    at most    factor · (x·u − offset + give) · times + most        with u the query made length 1
    at least   factor · (x·u − offset − give) · times + least

whatever rounding did to the product x·u in float32. "Worth" is what a search ranks by: the cosine; the dot product
per length of the query; for a distance, 2 x·q − |x|², which falls as the distance grows.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Asked(NamedTuple):
    """Queries.   directions (q, d) of length 1; offsets, factors (q,)"""

    directions: Floats
    offsets: Floats
    factors: Floats


class Worth(NamedTuple):
    """Rows.   four of (n,)"""

    give: Floats
    times: Floats
    most: Floats
    least: Floats
