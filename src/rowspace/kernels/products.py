"""A few queries times a block of rows, straight from where the rows are stored: each number is read once.

One query runs at the speed of memory, which BLAS's product of a matrix and a vector does not reach.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from rowspace.kernels.compiling import compiled
from rowspace.kernels.reading import read


@compiled
def products(array: Any, scales: Any, directions: Any, begin: int, out: Any) -> None:
    """Product of query t and row begin + i, into out[t, i].   directions (q, d), out (q, b) float32"""
    for i in range(out.shape[1]):
        row = array[begin + i]
        scale = scales[begin + i] if len(scales) else np.float32(1)
        for t in range(directions.shape[0]):
            direction = directions[t]
            total = np.float32(0)
            for j in range(row.shape[0]):
                total += read(row[j]) * direction[j]
            out[t, i] = total * scale
