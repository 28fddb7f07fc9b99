"""A tokenizer whose vocabulary is larger than its table."""

from __future__ import annotations

from rowspace.table import Piece, Tokenizer


class Bounded:
    """A tokenizer of which only the first `rows` ids have a row."""

    def __init__(self, tokenizer: Tokenizer, rows: int) -> None:
        self.name = tokenizer.name
        self._tokenizer = tokenizer
        self._rows = rows

    def encode(self, text: str) -> list[Piece]:
        return [
            piece
            if piece.id is None or piece.id < self._rows
            else Piece(piece.token, None, piece.start, piece.end, known=False)
            for piece in self._tokenizer.encode(text)
        ]
