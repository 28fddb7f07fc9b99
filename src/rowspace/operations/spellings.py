"""Words of a list as rows of a table, whatever their case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias, get_args

from rowspace.errors import BadArgument
from rowspace.table import Table

Case: TypeAlias = Literal["ignore", "lower", "exact"]


def checked_case(name: str) -> Case:
    """The rule of this name. Raises BadArgument with the names there are."""
    for case in get_args(Case):
        if name == case:
            return case  # type: ignore[no-any-return]
    raise BadArgument(f'Case is one of {", ".join(get_args(Case))}; got "{name}".')


_FOLDS: dict[Case, Callable[[str], str]] = {"ignore": str.upper, "lower": str.lower, "exact": str}


class Spellings:
    """Rows that spell the words of a list, among the first `restrict` of a table.

    case  "ignore" makes all spellings upper-case, as gensim does, and takes the first row of a word; "lower" makes the
          list's words lower-case; "exact" leaves them
    """

    def __init__(self, table: Table, words: Iterable[str], case: Case, restrict: int) -> None:
        self._fold = _FOLDS[case]
        wanted = {self._fold(word) for word in words}
        of_table = self._fold if case == "ignore" else str
        self._rows: dict[str, list[int]] = {}
        for id, token in enumerate(table.tokens.first(restrict)):
            folded = of_table(token)
            if folded in wanted:
                self._rows.setdefault(folded, []).append(id)

    def first(self, word: str) -> int | None:
        """The first row of a word, None where there is none."""
        rows = self._rows.get(self._fold(word))
        return rows[0] if rows else None

    def all(self, word: str) -> list[int]:
        """Every row of a word: more than one where case is ignored or a table repeats a token."""
        return self._rows.get(self._fold(word), [])
