"""What storing rows in fewer bits does to their directions."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rowspace.rows import Rows


class Errors(NamedTuple):
    """1 − cosine between a row and its stored form: the mean hides what the worst row shows."""

    mean: float
    p99: float
    worst: float


def errors(rows: Rows, stored: Rows) -> Errors:
    """1 − cosine of every row with its stored form, in float64; rows of zeros on both sides are unharmed."""
    distances = np.concatenate([_distances(block, stored, start) for start, block in rows.blocks()])
    return Errors(float(distances.mean()), float(np.percentile(distances, 99)), float(distances.max()))


def _distances(block: NDArray[np.float32], stored: Rows, start: int) -> NDArray[np.float64]:
    """½|a/|a| − b/|b||², which is 1 − cosine without its cancellation near 0.   (n, d) -> (n,)"""
    kept = stored.block(start, start + len(block))
    difference = _unit(block) - _unit(kept)
    squares: NDArray[np.float64] = np.einsum("nd,nd->n", difference, difference)
    return 0.5 * squares


def _unit(block: NDArray[np.float32]) -> NDArray[np.float64]:
    doubles = block.astype(np.float64)
    lengths = np.linalg.norm(doubles, axis=1, keepdims=True)
    units: NDArray[np.float64] = np.divide(doubles, lengths, out=np.zeros_like(doubles), where=lengths > 0)
    return units
