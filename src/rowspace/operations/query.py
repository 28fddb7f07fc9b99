"""What a search looks for: an expression whose tokens are ids, and the vector it stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.analogy import weighted_sum
from rowspace.geometry.similarity import Doubles, Metric, lengths
from rowspace.geometry.space import space_of
from rowspace.operations.expression import parse
from rowspace.operations.lookup import COMPOSED, Found, find
from rowspace.table import Table

VANISHING = 1e-9  # of the terms' total weight: what is left when terms cancel is rounding


@dataclass(frozen=True, slots=True)
class Query:
    """Weight × row of each term, added up."""

    text: str
    terms: Found
    weights: list[float]

    @property
    def ids(self) -> list[int]:
        """Of the terms that have a row in the table."""
        return [id for id in self.terms.ids if id != COMPOSED]


def understood(table: Table, expression: str) -> Query:
    """A text that is a token as it stands is that token, even "," or "-rrb-"; any other is read as arithmetic.

    Raises UnknownToken, BadExpression, BadArgument.
    """
    if table.tokens.find(expression) is not None:
        return Query(expression, find(table, [expression]), [1.0])
    terms = parse(expression).terms
    return Query(expression, find(table, [term.token for term in terms]), [term.weight for term in terms])


def vector_of(
    table: Table, query: Query, metric: Metric = "cosine", *, center: bool = False, without_top: int = 0
) -> Doubles:
    """Place of the query in the space of the rows as they are stored.   -> (d,)

    With cosine the rows are made length 1 before they are added, in the space that `center` and `without_top` ask for
    (`geometry.space`). Raises BadArgument where nothing is left to take a cosine with.
    """
    space = space_of(table.rows, center=center, without_top=without_top)
    total = weighted_sum(space.moved(query.terms.rows), np.array(query.weights), as_units=metric == "cosine")
    if metric == "cosine" and lengths(total) <= VANISHING * np.abs(query.weights).sum():
        raise BadArgument(
            f'Nothing is left of "{query.text}" to take a cosine with: its rows are zero or cancel out. '
            "Change a term or a weight."
        )
    return total + space.shift
