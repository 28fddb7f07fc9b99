"""A person's own lines of text, ranked by a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument
from rowspace.geometry.similarity import Doubles, cosine
from rowspace.operations.lookup import tokenizer_of
from rowspace.rows import Floats
from rowspace.table import Piece, Table


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One line and its cosine with the question; None where the table knows none of its tokens.

    index           place among the lines as given, from 0
    known, unknown  its tokens, by whether the table has a row for them
    """

    index: int
    line: str
    score: float | None
    known: list[str]
    unknown: list[str]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Lines by falling score, those without one last; equal ones in the order given."""

    question: str
    results: list[RankedLine]


def rank(table: Table, question: str, lines: Sequence[str]) -> Ranking:
    """A line's vector is the mean of its tokens' rows. Raises BadArgument for a question without a known token."""
    asked, _, unknown = _mean(table, question)
    if asked is None:
        got = ", ".join(f'"{token}"' for token in unknown[:5]) or "no word"
        raise BadArgument(f"{table.name} knows no token of the question: got {got}. Ask with other words.")
    results = [_ranked(table, asked, index, line) for index, line in enumerate(lines)]
    return Ranking(question, sorted(results, key=_worst_last))


def _ranked(table: Table, asked: Doubles, index: int, line: str) -> RankedLine:
    vector, known, unknown = _mean(table, line)
    score = None if vector is None else float(cosine(asked[None], vector[None])[0, 0])
    return RankedLine(index, line, score, known, unknown)


def _worst_last(line: RankedLine) -> tuple[bool, float]:
    return line.score is None, -(line.score or 0.0)


def _mean(table: Table, text: str) -> tuple[Doubles | None, list[str], list[str]]:
    """Mean row of a text's known tokens (None without one), those tokens, and the unknown ones."""
    pieces = [piece for piece in tokenizer_of(table).encode(text) if piece.end > piece.start]
    composed = {at: row for at, piece in enumerate(pieces) if (row := _composed(table, piece)) is not None}
    known = [at for at, piece in enumerate(pieces) if _has_row(piece) or at in composed]
    unknown = [
        text[piece.start : piece.end] for at, piece in enumerate(pieces) if not (_has_row(piece) or at in composed)
    ]
    if not known:
        return None, [], unknown
    own = table.rows[[id for at in known if (id := pieces[at].id) is not None]]
    rows = np.concatenate([own, *(row[None] for row in composed.values())])
    return rows.mean(axis=0, dtype=np.float64), [pieces[at].token for at in known], unknown


def _has_row(piece: Piece) -> bool:
    return piece.known and piece.id is not None


def _composed(table: Table, piece: Piece) -> Floats | None:
    """What the table puts together for a word without a row."""
    return table.composer.compose(piece.token) if table.composer and piece.id is None else None
