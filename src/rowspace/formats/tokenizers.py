"""How a text becomes the tokens of a table that brings its own rule."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rowspace.errors import BadFile
from rowspace.formats.wordpiece import WordPiece
from rowspace.table import Piece, Tokenizer, Tokens


@dataclass(frozen=True, slots=True)
class Words:
    """Lower-case words, numbers and single punctuation marks, as in the corpora GloVe was counted on."""

    tokens: Tokens
    name: str = "words"

    def encode(self, text: str) -> list[Piece]:
        return [self._piece(match) for match in _WORD.finditer(text)]

    def _piece(self, match: re.Match[str]) -> Piece:
        token = match.group().lower()
        id = self.tokens.ids.get(token)
        return Piece(token, id, match.start(), match.end(), known=id is not None)


_WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*|'[a-z]{1,2}\b|\d+(?:[.,]\d+)*|[^\w\s]|_", re.IGNORECASE)


def make_tokenizer(kind: str, tokens: Tokens) -> Tokenizer:
    """Tokenizer of the kind a file names. Raises BadFile for a kind that is not known."""
    if kind == "words":
        return Words(tokens)
    if kind == "wordpiece":
        return WordPiece(tokens)
    raise BadFile(f'Tokenizer {kind!r} is not known; known are "words" and "wordpiece".')
