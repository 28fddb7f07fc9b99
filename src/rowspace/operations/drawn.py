"""Which rows a picture shows: tokens that were named, the lesson's, every row that stands for a word, or a sample."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.geometry.chosen import ChosenRows
from rowspace.operations.finite import finite_rows
from rowspace.operations.lesson import LESSON_GROUPS
from rowspace.operations.lookup import resolve_all
from rowspace.operations.specials import special_rows
from rowspace.rows import ArrayRows, Rows
from rowspace.table import Table

FEWEST = 3  # tokens: two are a line whatever the method
FIRST_ROWS = 1_000  # drawn of a table that has none of the lesson's tokens
HELD = 1 << 24  # numbers that are read at once; more are read where they lie


def drawn_ids(
    table: Table, tokens: Sequence[str] | None, *, all_rows: bool = False, sample: int | None = None, seed: int = 0
) -> list[int]:
    """Ids of the rows to draw, each once: of `tokens`, or by default the lesson's, or the first rows of a table.

    all_rows  every row that stands for a word (see `specials`), in order
    sample    that many of them, drawn by the seed; all where there are no more

    Raises BadArgument for fewer than three, or for two of these at once; UnknownToken.
    """
    if tokens is not None and (all_rows or sample is not None):
        raise BadArgument("A picture shows the tokens you name, or all rows or a sample of them; ask for one.")
    if tokens is not None:
        ids = list(dict.fromkeys(resolve_all(table, tokens)))
    elif all_rows or sample is not None:
        ids = _words(table, sample, seed).tolist()
    else:
        ids = _default_ids(table)
    if len(ids) < FEWEST:
        raise BadArgument(f"A picture needs {FEWEST} different tokens or more; got {len(ids)}.")
    return ids


def rows_of_ids(table: Table, ids: Sequence[int]) -> Rows:
    """These rows as rows of their own. Raises BadArgument, naming the token, for one that is not finite."""
    if len(ids) * table.dim <= HELD:
        return ArrayRows(finite_rows(table, ids))
    chosen = np.array(ids, np.intp)
    broken = np.flatnonzero(~np.isfinite(table.rows.norms[chosen]))
    if broken.size:
        finite_rows(table, [ids[broken[0]]])
    return ChosenRows(table.rows, chosen)


def _words(table: Table, sample: int | None, seed: int) -> NDArray[np.intp]:
    words = np.flatnonzero(~special_rows(table))
    if sample is None or sample >= len(words):
        return words
    if sample < FEWEST:
        raise BadArgument(f"A sample has {FEWEST} rows or more; got {sample}.")
    return np.sort(np.random.default_rng(seed).choice(words, sample, replace=False))


def _default_ids(table: Table) -> list[int]:
    found = (table.tokens.ids.get(token) for token in chain.from_iterable(LESSON_GROUPS.values()))
    lesson = [id for id in found if id is not None]
    if len(lesson) >= FEWEST:
        return lesson
    return np.flatnonzero(np.isfinite(table.rows.norms[:FIRST_ROWS])).tolist()
