"""What is known of one row beside its numbers: its spelling in bytes, its length among all, the same word elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rowspace.operations.kept import Kept
from rowspace.operations.lookup import PieceView, TokenMatch, encode_if_possible, resolve, spelled
from rowspace.operations.norms import Histogram, histogram
from rowspace.operations.specials import special_rows
from rowspace.operations.spelling import MARKERS, variants
from rowspace.table import Table

_histograms: Kept[Histogram] = Kept(most=1)


@dataclass(frozen=True, slots=True)
class Card:
    """A token and its place in the table.

    address    what names the row: its spelling, or "#id" where that names none or another row
    bytes      the spelling in hexadecimal, as the table stores it
    norm       None where the row is not finite
    shorter    rows that are shorter, of the `measured` ones that are finite
    flagged    whether neighbor lists leave it out, as padding, reserved or zero
    same_word  other spellings of the word: other case, another marker
    pieces     what the tokenizer makes of the word without its marker; none where `unsplit` says why not
    """

    token: str
    id: int
    address: str
    spelled: str
    bytes: str
    norm: float | None
    shorter: int
    measured: int
    flagged: bool
    norms: Histogram
    same_word: list[TokenMatch]
    tokenizer: str
    pieces: list[PieceView]
    unsplit: str | None


def card(table: Table, token: str) -> Card:
    """Raises UnknownToken with near spellings, BadArgument for an id outside the table."""
    id = resolve(table, token)
    spelling = table.tokens[id] if id < len(table.tokens) else ""
    lengths = table.rows.norms
    word = _unmarked(spelling)
    split, unsplit = encode_if_possible(table, word)
    return Card(
        token=table.token(id),
        id=id,
        address=spelling if spelling and table.tokens.find(spelling) == id and _is_text(spelling) else f"#{id}",
        spelled=spelled(spelling) or f"#{id}",
        bytes=table.tokens.raw(id).hex(" ") if spelling else "",
        norm=float(lengths[id]) if np.isfinite(lengths[id]) else None,
        shorter=int(np.count_nonzero(lengths < lengths[id])),
        measured=int(np.count_nonzero(np.isfinite(lengths))),
        flagged=bool(special_rows(table)[id]),
        norms=_histograms.get(table, "all", lambda: histogram(lengths)),
        same_word=[TokenMatch(table.token(other), other) for other in variants(table.tokens, spelling) if other != id],
        tokenizer=split.tokenizer,
        pieces=split.pieces,
        unsplit=unsplit,
    )


def _unmarked(spelling: str) -> str:
    mark = next((mark for mark in MARKERS if mark and spelling.startswith(mark) and spelling != mark), "")
    return spelling[len(mark) :]


def _is_text(spelling: str) -> bool:
    """Whether an address can hold it: bytes that are no UTF-8 cannot be sent as text."""
    return not any("\udc80" <= sign <= "\udcff" for sign in spelling)
