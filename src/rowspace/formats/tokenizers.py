"""The rules by which a text becomes the tokens of a table, by the name a file gives them."""

from __future__ import annotations

from collections.abc import Callable

from rowspace.errors import BadFile
from rowspace.formats.wordpiece import WordPiece
from rowspace.formats.words import Words
from rowspace.table import Tokenizer, Tokens

TOKENIZERS: dict[str, Callable[[Tokens], Tokenizer]] = {
    "words": Words,
    "wordpiece": WordPiece,
    "wordpiece-cased": lambda tokens: WordPiece(tokens, name="wordpiece-cased", cased=True),
}


def kind_of(tokenizer: Tokenizer | None) -> str | None:
    """The name by which `make_tokenizer` makes such a one again, None for a rule that is not ours."""
    if isinstance(tokenizer, WordPiece):
        return "wordpiece-cased" if tokenizer.cased else "wordpiece"
    return "words" if isinstance(tokenizer, Words) else None


def make_tokenizer(kind: str, tokens: Tokens, *, where: str) -> Tokenizer:
    """Tokenizer of the kind a file names. Raises BadFile for a kind that is not known.

    where  name of the file, for the message
    """
    if kind not in TOKENIZERS:
        known = ", ".join(f'"{name}"' for name in TOKENIZERS)
        raise BadFile(f"{where}: its tokenizer {kind[:80]!r} is not known; known are {known}.")
    return TOKENIZERS[kind](tokens)
