"""Rows that can be computed with: broken checkpoints hold NaN and infinities, and one of them spoils every answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rowspace.errors import BadArgument
from rowspace.rows import Floats
from rowspace.table import Table


def finite_rows(table: Table, ids: Sequence[int]) -> Floats:
    """Rows of ids.   -> (k, d)   Raises BadArgument, naming the token, for a row with NaN or an infinity."""
    rows = table.rows[ids]
    broken = np.flatnonzero(~np.isfinite(rows).all(axis=1))
    if broken.size:
        token = table.token(ids[broken[0]])
        raise BadArgument(f'The row of "{token}" holds a number that is not finite; leave this token out.')
    return rows
