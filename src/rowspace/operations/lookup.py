"""Which rows are meant: tokens become ids, a text becomes tokens, the first letters become suggestions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rowspace.errors import BadArgument, RowspaceError, UnknownToken
from rowspace.formats.words import Words
from rowspace.geometry.similarity import lengths
from rowspace.operations.specials import special_rows
from rowspace.operations.spelling import near, starting
from rowspace.rows import Floats
from rowspace.table import Piece, Table, Tokenizer

COMPOSED = -1  # the id of a word without a row of its own
_ID = re.compile(r"#(\d{1,18})")
DRAWN = {" ": "␣", "▁": "␣", "\n": "⏎", "\t": "⇥"}
_BYTES = re.compile(r"(?:<0x[0-9A-Fa-f]{2}>)+")


@dataclass(frozen=True, slots=True)
class PieceView:
    """One token of an encoded text, as `table.Piece`, with a visible spelling.

    spelled  the token with space, line break and tab drawn as ␣ ⏎ ⇥ and other controls escaped
    """

    token: str
    id: int | None
    start: int
    end: int
    known: bool
    spelled: str


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text as the table's tokens. tokenizer is the rule's name, "words" where the table brings none."""

    text: str
    tokenizer: str
    pieces: list[PieceView]


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens as the table spells them, their ids (COMPOSED without one) and their rows (k, d)."""

    tokens: list[str]
    ids: list[int]
    rows: Floats


@dataclass(frozen=True, slots=True)
class RowSelection:
    """Chosen rows, one a token.   rows (k, d)"""

    table: str
    tokens: list[str]
    ids: list[int]
    norms: list[float]
    rows: Floats


@dataclass(frozen=True, slots=True)
class TokenMatch:
    token: str
    id: int


def resolve(table: Table, token: str) -> int:
    """Id of a token spelled exactly so, else of "#123" or of bytes as `spelled` shows them, "<0xE2><0x96>".

    Raises UnknownToken with near spellings, BadArgument.
    """
    id = _id_of(table, token)
    if id is None:
        nearest = near_spellings(table, token)
        raise UnknownToken(token, table=table.name, tokens=len(table.tokens), nearest=nearest)
    return id


def _id_of(table: Table, token: str) -> int | None:
    id = table.tokens.find(token)
    if id is None and _BYTES.fullmatch(token):
        raw = bytes.fromhex(token.replace("<0x", "").replace(">", ""))
        id = table.tokens.find(raw.decode("utf-8", "surrogateescape"))
    numbered = _ID.fullmatch(token)
    if id is not None or numbered is None:
        return id
    if int(numbered[1]) >= len(table):
        raise BadArgument(f"{token} is not a row of {table.name}; its rows are #0 to #{len(table) - 1}.")
    return int(numbered[1])


def find(table: Table, tokens: Sequence[str]) -> Found:
    """The rows of tokens, those included that a table puts together for words it has no row for (fastText).

    Raises UnknownToken for the first that is missing, BadArgument for none.
    """
    if not tokens:
        raise BadArgument("No token was given; give at least one.")
    ids = [_id_of(table, token) for token in tokens]
    if None not in ids:
        known = [id for id in ids if id is not None]
        return Found([table.token(id) for id in known], known, table.rows[known])
    rows = [_composed(table, token) if id is None else table.rows[id] for token, id in zip(tokens, ids, strict=True)]
    spellings = [token if id is None else table.token(id) for token, id in zip(tokens, ids, strict=True)]
    return Found(spellings, [COMPOSED if id is None else id for id in ids], np.stack(rows))


def _composed(table: Table, token: str) -> Floats:
    row = table.composer.compose(token) if table.composer else None
    return row if row is not None else table.rows[resolve(table, token)]  # which says what is near


def resolve_all(table: Table, tokens: Sequence[str]) -> list[int]:
    """Ids in the order of the tokens. Raises UnknownToken for the first that is missing, BadArgument for none."""
    if not tokens:
        raise BadArgument("No token was given; give at least one.")
    return [resolve(table, token) for token in tokens]


def near_spellings(table: Table, token: str, count: int = 3) -> list[str]:
    """Tokens of the table spelled almost so: other case or marker first, then the fewest changed letters."""
    return [table.tokens[id] for id in near(table.tokens, token, count)]


def rows_of(table: Table, tokens: Sequence[str]) -> RowSelection:
    """The rows of tokens, with their lengths. Raises UnknownToken."""
    found = find(table, tokens)
    norms = [float(norm) for norm in lengths(found.rows)]
    return RowSelection(table.name, found.tokens, found.ids, norms, found.rows)


def encode(table: Table, text: str) -> Encoding:
    """A text as tokens of the table, by its own tokenizer or else by plain words."""
    rule = tokenizer_of(table)
    return Encoding(text, rule.name, [_view(piece) for piece in rule.encode(text)])


def encode_if_possible(table: Table, text: str) -> tuple[Encoding, str | None]:
    """As `encode`, for views that show more than pieces: without any where the tokenizer cannot be had, and why."""
    try:
        return encode(table, text), None
    except RowspaceError as error:
        return Encoding(text, "", []), error.message


def tokenizer_of(table: Table) -> Tokenizer:
    return table.tokenizer or Words(table.tokens)


def complete(table: Table, prefix: str, count: int = 20) -> list[TokenMatch]:
    """Tokens that begin so, the exact one first, then by id; other cases and markers only where room is left.

    "#12" offers row 12, and nothing typed yet offers the first tokens that stand for a word.
    """
    if not prefix:
        ids = [int(id) for id in np.flatnonzero(~special_rows(table))[:count]]
    else:
        ids = starting(table.tokens, prefix, count)
        numbered = _ID.fullmatch(prefix)
        if numbered and int(numbered[1]) < len(table):
            ids = [int(numbered[1]), *(id for id in ids if id != int(numbered[1]))][:count]
    return [TokenMatch(table.token(id), id) for id in ids]


def spelled(token: str) -> str:
    """A token with nothing invisible in it: spaces, SentencePiece's too, as ␣, and bytes that are no text as <0xE2>."""
    return "".join(map(_drawn, token))


def _drawn(char: str) -> str:
    if char in DRAWN:
        return DRAWN[char]
    if "\udc80" <= char <= "\udcff":  # how Python keeps a byte that is not UTF-8
        return f"<0x{ord(char) - 0xDC00:02X}>"
    return char if char.isprintable() else repr(char)[1:-1]


def _view(piece: Piece) -> PieceView:
    return PieceView(piece.token, piece.id, piece.start, piece.end, piece.known, spelled(piece.token))
