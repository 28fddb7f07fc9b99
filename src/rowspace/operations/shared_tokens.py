"""Which tokens two tables have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class SharedTokens:
    """Tokens spelled exactly so in both tables, marker and case included, in the order of the first.

    table_rows, other_rows  of the whole tables
    ids, other_ids          (s,) int32  their rows in the one and in the other; the first where a spelling is repeated
    """

    table: str
    other: str
    table_rows: int
    other_rows: int
    ids: NDArray[np.int32]
    other_ids: NDArray[np.int32]


def shared_tokens(table: Table, other: Table) -> SharedTokens:
    """Rows without a token are left out: a number names nothing that two tables have in common."""
    theirs = other.tokens.ids
    pairs = [(id, theirs[token]) for token, id in table.tokens.ids.items() if token in theirs]
    ids = np.array(pairs, np.int32).reshape(-1, 2)
    return SharedTokens(table.name, other.name, len(table), len(other), ids[:, 0].copy(), ids[:, 1].copy())
