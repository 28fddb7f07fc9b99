"""Pairs of words that make a direction, such as he:she, and which of them a table has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

from rowspace.errors import BadArgument, UnknownToken
from rowspace.operations.finite import finite_rows
from rowspace.operations.lookup import resolve
from rowspace.rows import Floats
from rowspace.table import Table

Pairs = list[tuple[str, str]]


class PairRows(NamedTuple):
    """pairs that the table has, their rows (p, d) each, and the words it lacks."""

    pairs: Pairs
    firsts: Floats
    seconds: Floats
    missing: list[str]


def pairs_of(text: str) -> Pairs:
    """Pairs with commas between, the two words of each with a colon. Raises BadArgument."""
    pairs = [tuple(pair.split(":")) for pair in text.split(",") if pair]
    for pair in pairs:
        if len(pair) != 2 or not all(pair):
            raise BadArgument(f'pairs read he:she,man:woman; got "{":".join(pair)}".')
    return [(one, other) for one, other in pairs]


def known(table: Table, words: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """Ids of the words that the table has, also of "#123", and the words it lacks."""
    ids: dict[str, int] = {}
    missing: list[str] = []
    for word in dict.fromkeys(words):
        id = table.tokens.ids.get(word)
        if id is None and word.startswith("#"):
            with suppress(UnknownToken):
                id = resolve(table, word)
        if id is None:
            missing.append(word)
        else:
            ids[word] = id
    return ids, missing


def rows_of_pairs(table: Table, pairs: Sequence[tuple[str, str]]) -> PairRows:
    """Rows of the pairs whose two words the table has; the others are dropped.

    Raises BadArgument where none is left, a pair is twice the same word, or a row is not finite.
    """
    for first, second in pairs:
        if first == second:
            raise BadArgument(f"The pair {first}:{second} is one word twice; a direction needs two.")
    ids, missing = known(table, chain.from_iterable(pairs))
    used = [(first, second) for first, second in pairs if first in ids and second in ids]
    if not used:
        lacking = f": {table.name} lacks {', '.join(missing)}" if missing else ""
        raise BadArgument(f"No pair is left to make a direction{lacking}. Give pairs whose two words the table has.")
    firsts, seconds = (finite_rows(table, [ids[pair[side]] for pair in used]) for side in (0, 1))
    return PairRows(used, firsts, seconds, missing)
