"""Chosen rows as float32."""

from __future__ import annotations

from typing import Any

from rowspace.kernels.compiling import compiled
from rowspace.kernels.reading import read


@compiled
def widen_chosen(array: Any, ids: Any, out: Any) -> None:
    """Row ids[i] of the cells, into out[i].   out (k, d) float32"""
    for i in range(len(ids)):
        row, wide = array[ids[i]], out[i]
        for j in range(row.shape[0]):
            wide[j] = read(row[j])
