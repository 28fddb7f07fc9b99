"""Words as GloVe's corpus was split: lower case, `do n't`, `king 's`, and joined signs that the table knows as one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rowspace.table import Piece, Tokens

MAX_JOINED = 12  # parts; "u.s.-led" has 6

_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_PART = re.compile(
    rf"""{_LETTERS}?(?=n['’]t\b) | n['’]t\b    # do|n't, ca|n't
       | ['’](?:s|m|d|re|ve|ll)\b             # king|'s, they|'ll
       | {_LETTERS}
       | \d+(?:[.,]\d+)*                      # 1,000  3.14
       | \S
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words, numbers and marks, each as the longest spelling the table knows: "u.s.", "o'clock", "10:30".

    What the table lacks is split into letters, numbers and single marks: "cat-like" is cat, -, like.
    """

    tokens: Tokens
    name: str = "words"

    def encode(self, text: str) -> list[Piece]:
        parts = [match.span() for match in _PART.finditer(text)]
        pieces: list[Piece] = []
        at = 0
        while at < len(parts):
            stop = self._longest(text, parts, at)
            start, end = parts[at][0], parts[stop - 1][1]
            token = _spelled(text[start:end])
            id = self.tokens.ids.get(token)
            pieces.append(Piece(token, id, start, end, known=id is not None))
            at = stop
        return pieces

    def _longest(self, text: str, parts: list[tuple[int, int]], at: int) -> int:
        """Index after the last of the touching parts that the table knows as one token."""
        stop = at + 1
        while stop < min(len(parts), at + MAX_JOINED) and parts[stop][0] == parts[stop - 1][1]:
            stop += 1
        start = parts[at][0]
        for end in range(stop, at + 1, -1):
            if self._is_one(_spelled(text[start : parts[end - 1][1]])):
                return end
        return at + 1

    def _is_one(self, token: str) -> bool:
        """Whether joined parts are one token.

        A last period belongs to the word where the table, most frequent first, has it so more often than not:
        "inc." and "u.s." but not "no.". Brackets never belong to a word.
        """
        ids = self.tokens.ids
        id = ids.get(token)
        if id is None or token[0] in "([{" or token[-1] in ")]}":
            return False
        bare = token.rstrip(".")
        return bare in ("", token) or id < ids.get(bare, len(self.tokens))


def _spelled(text: str) -> str:
    """How GloVe spells a stretch of text: lower case, accents in one character, a straight apostrophe inside words."""
    token = unicodedata.normalize("NFC", text.lower())
    return token.replace("’", "'") if len(token) > 1 else token
