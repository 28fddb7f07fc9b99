"""Which named group each row of a table belongs to: the lesson's, then those that the table proposes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.table import Table

NO_GROUP = 255
MOST_GROUPS = 254  # one number is left for a page to hide rows with


@dataclass(frozen=True, slots=True)
class RowGroups:
    """names, and how many rows each has.   groups (n,) uint8: place among the names, 255 for none"""

    names: list[str]
    counts: list[int]
    groups: NDArray[np.uint8]


def row_groups(table: Table) -> RowGroups:
    """A token in two groups counts to the first; groups after the 254th are left out."""
    own = {name: tokens for name, tokens in table.source.groups.items() if name not in LESSON_GROUPS}
    named = dict(list({**LESSON_GROUPS, **own}.items())[:MOST_GROUPS])
    groups = np.full(len(table), NO_GROUP, np.uint8)
    for place, tokens in enumerate(named.values()):
        for id in (table.tokens.ids.get(token) for token in tokens):
            if id is not None and groups[id] == NO_GROUP:
                groups[id] = place
    counts = np.bincount(groups, minlength=256)[: len(named)].tolist()
    return RowGroups(list(named), counts, groups)
