"""Ids and spellings as vocabulary files give them, checked and put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rowspace.errors import BadFile
from rowspace.formats.tensors import Vocabulary
from rowspace.table import Tokenizer, Tokens

MAX_ID = 1 << 24
GAPS = 16  # ids a token; a vocabulary with more is a trap that a few bytes set for the memory


def in_order(spelled: Mapping[int, bytes], where: str) -> Tokens:
    """Tokens by id, b"" for an id without one. Raises BadFile for ids that no vocabulary has."""
    last = max(spelled, default=-1)
    if min(spelled, default=0) < 0 or last >= min(MAX_ID, GAPS * len(spelled) + (1 << 16)):
        raise BadFile(f"{where}: ids run from {min(spelled):,} to {last:,} among {len(spelled):,} tokens.")
    return Tokens.of_bytes([spelled.get(id, b"") for id in range(last + 1)])


def checked_ids(pairs: Iterable[tuple[Any, Any]], where: str) -> dict[int, str]:
    """Spelling of each id. Raises BadFile where an id is no whole number or has two tokens."""
    spelled: dict[int, str] = {}
    for token, id in pairs:
        if type(id) is not int or not isinstance(token, str):
            raise BadFile(f"{where}: its vocabulary must map tokens to whole numbers.")
        if id in spelled:
            raise BadFile(f"{where}: id {id:,} stands for two tokens.")
        spelled[id] = token
    return spelled


def vocabulary_of(
    spelled: Mapping[int, bytes], origin: str, *, tokenizer: Tokenizer | None = None, special: Iterable[int] = ()
) -> Vocabulary:
    return Vocabulary(in_order(spelled, origin), origin, tokenizer, sorted(special))


def raw(token: str) -> bytes:
    """A spelling's bytes, lone surrogates of a byte that is no UTF-8 included."""
    return token.encode("utf-8", "surrogatepass")
