"""Rows after a rotation of the space: other numbers, the same cosines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rowspace.geometry.rotation import rotated
from rowspace.geometry.similarity import cosine
from rowspace.operations.finite import finite_rows
from rowspace.operations.lookup import resolve_all
from rowspace.rows import Floats
from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class Rotation:
    """Rows part of the way to a random rotation.

    amount             0 for the rows as they are, 1 for the whole rotation
    max_cosine_change  largest change of a cosine between two of the rows: rounding to float32, nothing more
    mean_cell_change   mean change of a number, without its sign
    rows               (k, d) after the rotation
    cosines            (k, k) between the rotated rows
    """

    tokens: list[str]
    seed: int
    amount: float
    dim: int
    max_cosine_change: float
    mean_cell_change: float
    rows: Floats
    cosines: Floats


def rotate(table: Table, tokens: Sequence[str], seed: int = 0, amount: float = 1.0) -> Rotation:
    """Rows of tokens turned by a share of a seed's random rotation.

    Raises UnknownToken; BadArgument for an amount outside 0 … 1, a negative seed or a row that is not finite.
    """
    ids = resolve_all(table, tokens)
    before = finite_rows(table, ids)
    after = rotated(before, seed=seed, amount=amount).astype(np.float32)
    cosines = cosine(after, after)
    return Rotation(
        tokens=[table.token(id) for id in ids],
        seed=seed,
        amount=amount,
        dim=table.dim,
        max_cosine_change=float(np.abs(cosines - cosine(before, before)).max()),
        mean_cell_change=float(np.abs(after.astype(np.float64) - before).mean()),
        rows=after,
        cosines=cosines.astype(np.float32),
    )
