"""Which of several tokens does not belong with the others?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import lengths, unit
from rowspace.operations.lookup import resolve_all
from rowspace.table import Table


@dataclass(frozen=True, slots=True)
class TokenScore:
    """A token and its cosine with the mean direction of all."""

    token: str
    id: int
    score: float


@dataclass(frozen=True, slots=True)
class OddOne:
    """The token farthest from the others' common direction, and all of them by falling cosine with it."""

    token: str
    scores: list[TokenScore]


def doesnt_match(table: Table, tokens: Sequence[str]) -> OddOne:
    """The odd one out, as gensim and word2vec's authors define it: least cosine with the mean of the unit rows.

    Raises UnknownToken; BadArgument for fewer than two tokens, or rows that cancel out.
    """
    ids = resolve_all(table, tokens)
    if len(ids) < 2:
        raise BadArgument("An odd one out is looked for among two tokens or more; got one.")
    directions = unit(table.rows[ids])
    middle = directions.mean(axis=0)
    if lengths(middle) <= 1e-9:
        raise BadArgument("The rows of these tokens cancel out, so none stands apart from their mean.")
    scores = directions @ unit(middle)
    order = np.argsort(-scores, kind="stable")
    ranked = [TokenScore(table.token(ids[at]), ids[at], float(scores[at])) for at in order]
    return OddOne(ranked[-1].token, ranked)
