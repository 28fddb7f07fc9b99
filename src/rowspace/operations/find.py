"""Tokens found while somebody types: by text, number, bytes, pattern or arithmetic, told apart by how it is written.

    king              tokens that are, begin with or hold these letters, whatever their case and marker
    "king"            the token spelled exactly so
    #5822             the row of that id
    <0xE2><0x96>      tokens that hold these bytes
    /^un.*able$/      tokens that hold a match of a pattern
    king - man        the rows nearest to what arithmetic gives, where no token holds this text

An empty text is all rows, by id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadExpression, RowspaceError
from rowspace.operations.expression import parse
from rowspace.operations.lookup import PieceView, TokenMatch, encode_if_possible, near_spellings
from rowspace.operations.search import neighbors
from rowspace.operations.token_search import NOWHERE, SAME, START, WITHIN, WORD, byte_ranks, pattern_flags, text_ranks
from rowspace.table import Table

Kind: TypeAlias = Literal["text", "exact", "id", "bytes", "pattern", "expression"]

_BYTES = re.compile(r"(?:<0x[0-9a-fA-F]{2}>)+")
_ID = re.compile(r"#(\d{1,18})")
_SIGN = re.compile(r"\s[-+−*]|[-+−*]\s|^mean\(")
HOW = {SAME: "same", WORD: "word", START: "start", WITHIN: "within"}


@dataclass(frozen=True, slots=True)
class Match:
    """how: "same", "word" (apart from case and marker), "start", "within", "id", "pattern", "all", or "near" with its
    cosine.
    """

    token: str
    id: int
    how: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """What to say where no token begins so: near spellings, and what the tokenizer makes of the text or why not."""

    nearest: list[TokenMatch]
    tokenizer: str
    pieces: list[PieceView]
    unsplit: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """Matches from `offset` on, the best kind first, then by id.

    total   of all tokens
    counts  of each kind of match
    note    why a pattern or an expression cannot be read (yet)
    """

    text: str
    kind: Kind
    total: int
    counts: dict[str, int]
    offset: int
    matches: list[Match]
    note: str | None
    miss: Miss | None


@dataclass(frozen=True, slots=True)
class FoundIds:
    """ids (m,) int32 of all matches, in the order of `Found`."""

    text: str
    ids: NDArray[np.int32]


def find(table: Table, text: str, count: int = 50, offset: int = 0) -> Found:
    """Up to `count` matches from `offset` on. What cannot be read raises nothing: it is still being typed."""
    kind, note, groups = _kind_of(text), None, []
    try:
        groups = list(_groups(table, text, kind))
    except RowspaceError as error:
        note = error.message
    if kind == "text" and not any(len(ids) for _, ids in groups) and _SIGN.search(text):
        return _by_arithmetic(table, text, count)
    total = sum(len(ids) for _, ids in groups)
    begun = any(len(ids) for how, ids in groups if how != "within")
    return Found(
        text=text,
        kind=kind,
        total=total,
        counts={how: len(ids) for how, ids in groups if len(ids)},
        offset=offset,
        matches=[Match(table.token(id), id, how) for how, id in _page(groups, count, offset)],
        note=note,
        miss=_miss(table, text) if text and not begun and kind in ("text", "exact") else None,
    )


def find_ids(table: Table, text: str) -> FoundIds:
    """All matches of a text, number, bytes or pattern. Raises BadExpression, BadArgument for a pattern."""
    groups = [ids for _, ids in _groups(table, text, _kind_of(text))]
    return FoundIds(text, np.concatenate([*groups, np.empty(0, np.intp)]).astype(np.int32))


def _kind_of(text: str) -> Kind:
    if _ID.fullmatch(text):
        return "id"
    if _BYTES.fullmatch(text):
        return "bytes"
    if len(text) > 2 and text[0] == text[-1]:
        return {"/": "pattern", '"': "exact"}.get(text[0], "text")  # type: ignore[return-value]
    return "text"


def _groups(table: Table, text: str, kind: Kind) -> Iterator[tuple[str, NDArray[np.intp]]]:
    """Ids of each kind of match, the best kind first."""
    tokens = table.tokens
    if not text:
        yield "all", np.arange(len(table))
    elif kind == "pattern":
        yield "pattern", np.flatnonzero(pattern_flags(tokens, text[1:-1]))
    elif kind == "exact":
        id = tokens.find(text[1:-1])
        yield "same", np.array([] if id is None else [id], np.intp)
    elif kind == "bytes":
        spelled = tokens.find(text)  # SentencePiece spells a byte of its own like this
        yield "same", np.array([] if spelled is None else [spelled], np.intp)
        wanted = bytes.fromhex("".join(re.findall(r"<0x(..)>", text)))
        yield from _ranked(byte_ranks(tokens, wanted))
    else:
        number = int(text[1:]) if kind == "id" else len(table)
        if number < len(table):
            yield "id", np.array([number], np.intp)
        yield from _ranked(text_ranks(tokens, text))


def _ranked(ranks: NDArray[np.uint8]) -> Iterator[tuple[str, NDArray[np.intp]]]:
    held = np.flatnonzero(ranks != NOWHERE)
    for rank, how in HOW.items():
        yield how, held[ranks[held] == rank]


def _page(groups: list[tuple[str, NDArray[np.intp]]], count: int, offset: int) -> Iterator[tuple[str, int]]:
    left, skipped = count, offset
    for how, ids in groups:
        part = ids[skipped : skipped + left]
        yield from ((how, id) for id in part.tolist())
        left -= len(part)
        skipped = max(0, skipped - len(ids))


def _by_arithmetic(table: Table, text: str, count: int) -> Found:
    note, matches = None, []
    try:
        parse(text)
        found = neighbors(table, text, count).neighbors
        matches = [Match(one.token, one.id, "near", one.score) for one in found]
    except BadExpression as error:
        note = error.message
    except RowspaceError as error:
        note = error.message
    counts = {"near": len(matches)} if matches else {}
    return Found(text, "expression", len(matches), counts, 0, matches, note, None)


def _miss(table: Table, text: str) -> Miss:
    plain = text.strip('"')
    nearest = [TokenMatch(token, table.id(token)) for token in near_spellings(table, plain, 5)]
    split, unsplit = encode_if_possible(table, plain)
    return Miss(nearest, split.tokenizer, split.pieces, unsplit)
