"""Scores of learned positions, whose rows are in a checkpoint and nowhere else."""

from __future__ import annotations

import numpy as np

from rowspace.errors import RowspaceError
from rowspace.geometry.similarity import cosine
from rowspace.operations.config_file import Settings
from rowspace.operations.model_scores import Place
from rowspace.positions import model as read
from rowspace.rows import Rows


def learned_scores(
    settings: Settings, found: read.LearnedPositions, places: list[Place]
) -> tuple[list[float], tuple[str, ...]]:
    """Cosine of the two positions' rows at each place, and what there is to warn of. No scores without a table."""
    count = found.rows - found.offset
    if not all(position.is_integer() for place in places for position in place):
        return [], ("learned positions are whole numbers: there is no row between two",)
    farthest = max(position for place in places for position in place)
    if farthest >= count:
        return [], (f"position {farthest:,.0f} has no row: the model learned {count:,}, from 0 to {count - 1:,}",)
    table = learned_rows(settings)
    if table is None:
        return [], ("scores of learned positions need their table: name the checkpoint's folder or file",)
    if farthest >= len(table):
        return [], (f"position {farthest:,.0f} has no row: the checkpoint's table has {len(table):,}",)
    rows = [table[np.array(place, np.int64)].astype(np.float64) for place in places]
    return [float(cosine(pair[:1], pair[1:])[0, 0]) for pair in rows], ()


def learned_rows(settings: Settings) -> Rows | None:
    """The checkpoint's learned positions from position 0 on, None where it cannot be opened or has none."""
    if settings.weights is None:
        return None
    from rowspace.formats.registry import open_file

    try:
        return open_file(settings.weights).positions
    except RowspaceError:
        return None
