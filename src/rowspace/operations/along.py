"""Every row along directions made of words: the cosine of each with "woman - man", or with one token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import unit
from rowspace.operations.query import understood, vector_of
from rowspace.rows import Floats
from rowspace.table import Table

MOST_DIRECTIONS = 4


@dataclass(frozen=True, slots=True)
class Along:
    """cosines (n, e): of every row with every expression; 0 for a zero row, NaN for one that is not finite."""

    expressions: list[str]
    cosines: Floats


def along(table: Table, expressions: Sequence[str]) -> Along:
    """Cosines of all rows with up to four expressions, in float32.

    Raises UnknownToken, BadExpression, BadArgument for none or more than four expressions, or terms that cancel out.
    """
    if not 1 <= len(expressions) <= MOST_DIRECTIONS:
        raise BadArgument(f"Rows are placed along 1 to {MOST_DIRECTIONS} directions; got {len(expressions)}.")
    vectors = np.array([vector_of(table, understood(table, text)) for text in expressions])
    directions = unit(vectors).astype(np.float32)
    cosines = np.empty((len(table), len(directions)), np.float32)
    norms = table.rows.norms
    for start, block in table.rows.blocks():
        long = norms[start : start + len(block), None]
        with np.errstate(invalid="ignore"):
            products = block @ directions.T
            cosines[start : start + len(block)] = np.divide(products, long, out=products * 0, where=long != 0)
    return Along(list(expressions), np.clip(cosines, -1, 1, out=cosines))
