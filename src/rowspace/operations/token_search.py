"""Which of all tokens hold a text, some bytes or a pattern: every token is looked at, with each letter typed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.operations.automaton import automaton
from rowspace.operations.pattern import parse_pattern
from rowspace.operations.spelling import MARKERS
from rowspace.table import Tokens

Ranks = NDArray[np.uint8]

SAME, WORD, START, WITHIN, NOWHERE = 0, 1, 2, 3, 255  # as in kernels.token_bytes
_FOLDED = np.frombuffer(bytes(range(256)).lower(), np.uint8)
_AS_IS = np.arange(256, dtype=np.uint8)
_HEADS = [mark.encode() for mark in MARKERS if mark]
_HEAD_BYTES = np.frombuffer(b"".join(_HEADS), np.uint8)
_HEAD_ENDS = np.cumsum([len(head) for head in _HEADS])


def text_ranks(tokens: Tokens, text: str) -> Ranks:
    """How each token holds a text, case and markers of a word's start aside: SAME … NOWHERE.   -> (n,)"""
    return _ranks(tokens, text.encode("utf-8", "surrogateescape"), _FOLDED)


def byte_ranks(tokens: Tokens, wanted: bytes) -> Ranks:
    """How each token holds some bytes, exactly these.   -> (n,)"""
    return _ranks(tokens, wanted, _AS_IS)


def pattern_flags(tokens: Tokens, pattern: str) -> NDArray[np.bool_]:
    """Whether each token holds a match.   -> (n,)   Raises BadExpression, BadArgument for a pattern too large."""
    from rowspace.kernels.token_bytes import match_each

    machine = automaton(parse_pattern(pattern))
    found = np.empty(len(tokens), np.bool_)
    match_each(*_bytes(tokens), machine.columns, machine.moves, machine.early, machine.late, found)
    return found


def _ranks(tokens: Tokens, wanted: bytes, folded: NDArray[np.uint8]) -> Ranks:
    from rowspace.kernels.token_bytes import place_of

    exact = np.frombuffer(wanted, np.uint8)
    ranks = np.full(len(tokens), NOWHERE, np.uint8)
    if wanted:
        place_of(*_bytes(tokens), folded, exact, folded[exact], _HEAD_BYTES, _HEAD_ENDS, ranks)
    return ranks


def _bytes(tokens: Tokens) -> tuple[NDArray[Any], NDArray[Any]]:
    """Blob and offsets as one kind of array each, whatever file they come from: a loop is compiled for each kind."""
    blob = np.asarray(tokens.blob).view()
    blob.flags.writeable = False
    return blob, np.asarray(tokens.offsets).astype(np.int64)
