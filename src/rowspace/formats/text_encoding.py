"""Encoding a text by a model's own rules, with the `tokenizers` library where it is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from rowspace.errors import BadFile, MissingExtra
from rowspace.table import Piece, Tokenizer, Tokens


class HubTokenizer:
    """A tokenizer of the library, made when a text is first encoded. Special tokens are not added to the text.

    make     the library's module -> its tokenizer
    origin   the file it is made from
    unknown  the token or id that stands for what the vocabulary lacks
    instead  our own rule, taken where the library is not installed
    """

    def __init__(
        self,
        make: Callable[[Any], Any],
        tokens: Tokens,
        *,
        name: str,
        origin: str,
        unknown: str | int | None = None,
        instead: Tokenizer | None = None,
    ) -> None:
        self.name = name
        self._make = make
        self._tokens = tokens
        self._origin = origin
        self._unknown = unknown
        self._instead = instead

    def encode(self, text: str) -> list[Piece]:
        """Raises MissingExtra without the library, BadFile where it cannot make sense of the file."""
        if self._loaded is None:
            if self._instead is None:
                raise MissingExtra(
                    f'Encoding a text by the rules of {self._origin} ({self.name}) needs the "tokenizers" library; '
                    'pip install "rowspace[text]".'
                )
            return self._instead.encode(text)
        encoding = self._tried(lambda: self._loaded.encode(text, add_special_tokens=False))
        return [
            self._piece(id, token, start, end)
            for id, token, (start, end) in zip(encoding.ids, encoding.tokens, encoding.offsets, strict=True)
        ]

    def encode_many(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of many texts at once, by all cores. Raises MissingExtra without the library, BadFile."""
        if self._loaded is None:
            raise MissingExtra(f'{self._origin} needs the "tokenizers" library: pip install "rowspace[text]".')
        encodings = self._tried(lambda: self._loaded.encode_batch(list(texts), add_special_tokens=False))
        return [encoding.ids for encoding in encodings]

    @property
    def instead(self) -> Tokenizer | None:
        """Our own rule for the same tokens, where there is one."""
        return self._instead

    @cached_property
    def _loaded(self) -> Any:
        try:
            import tokenizers
        except ImportError:
            return None
        loaded = self._tried(lambda: self._make(tokenizers))
        loaded.no_padding()  # a file may ask for texts of one length
        loaded.no_truncation()
        return loaded

    @cached_property
    def _unknown_id(self) -> int | None:
        return self._tokens.find(self._unknown) if isinstance(self._unknown, str) else self._unknown

    def _tried(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # the library panics on crafted files, and its PanicException is no Exception
            told = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise BadFile(f"{self._origin}: its rules cannot be used ({told}).") from None

    def _piece(self, id: int, token: str, start: int, end: int) -> Piece:
        spelled = self._tokens[id] if id < len(self._tokens) else token
        return Piece(spelled, id, start, end, known=id != self._unknown_id)


def from_json(path: Path) -> Callable[[Any], Any]:
    """Makes the tokenizer that a tokenizer.json describes."""
    return lambda library: library.Tokenizer.from_file(str(path))
