"""Rows that stand for no word: padding, reserved and control tokens, zeros. Neighbor lists leave them out.

They are often never trained and then hubs, near to everything: in MiniLM's table five of the six rows that
are most often someone's neighbor are `[unused…]`.
"""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from rowspace.table import Table

_SPECIAL = re.compile(
    r"\[(?:unused|reserved|extra_id_)_?\d+\]"
    r"|\[(?:PAD|UNK|CLS|SEP|MASK|BOS|EOS)\]"
    r"|<(?:s|/s|pad|unk|mask|bos|eos|cls|sep|unused_?\d+|extra_id_\d+|reserved_?\d+|madeupword\d+)>"
    r"|<\|.{1,60}\|>",
    re.IGNORECASE,
)
_OPENINGS = np.frombuffer(b"[<", np.uint8)


def is_special(token: str) -> bool:
    return _SPECIAL.fullmatch(token) is not None


_flagged: WeakKeyDictionary[Table, NDArray[np.bool_]] = WeakKeyDictionary()


def special_rows(table: Table) -> NDArray[np.bool_]:
    """True for each row that stands for no word: marked or named so, without a token, all zeros or not finite.

    Read-only, and looked for once.   -> (n,)
    """
    if table not in _flagged:
        flags = _special(table)
        flags.flags.writeable = False
        _flagged[table] = flags
    return _flagged[table]


def _special(table: Table) -> NDArray[np.bool_]:
    flags = ~((table.rows.norms > 0) & np.isfinite(table.rows.norms))
    if len(table.tokens):  # without any, rows are known by number alone and all are meant
        flags[len(table.tokens) :] = True
        flags[: len(table.tokens)] |= np.diff(table.tokens.offsets) == 0
    flags[list(table.special)] = True
    for id in _bracketed(table):
        flags[id] |= is_special(table.tokens[id])
    return flags


def _bracketed(table: Table) -> list[int]:
    """Ids of the tokens that begin with a bracket, found in the bytes without decoding the others."""
    offsets = table.tokens.offsets
    filled = np.flatnonzero(np.diff(offsets) > 0)
    return [int(id) for id in filled[np.isin(table.tokens.blob[offsets[filled]], _OPENINGS)]]
