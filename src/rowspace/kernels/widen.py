"""Rows as float32, for matrix products."""

from __future__ import annotations

from typing import Any

import numpy as np

from rowspace.kernels.compiling import compiled
from rowspace.kernels.reading import read


@compiled
def widen(array: Any, scales: Any, begin: int, out: Any) -> None:
    """Row begin + i of the cells, into out[i].   out (b, d) float32"""
    for i in range(out.shape[0]):
        row, wide = array[begin + i], out[i]
        scale = scales[begin + i] if len(scales) else np.float32(1)
        for j in range(row.shape[0]):
            wide[j] = read(row[j]) * scale
