"""What a format can write for a token, and the sentence for the tokens that it cannot."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.table import Table, Tokens

SHOWN = 3
BLANKS = b" \t\n\v\f\r"


def named(table: Table) -> tuple[Tokens, int]:
    """A spelling for every row, "#id" for those without a token, and how many those are."""
    tokens = table.tokens
    nameless = np.flatnonzero(np.diff(np.asarray(tokens.offsets, np.int64)) == 0).tolist()
    nameless += range(len(tokens), len(table))
    if not nameless:
        return tokens, 0
    spelled = [*(tokens.raw(id) for id in range(len(tokens))), *[b""] * (len(table) - len(tokens))]
    for id in nameless:
        spelled[id] = f"#{id}".encode()
    return Tokens.of_bytes(spelled), len(nameless)


def refuse_holding(tokens: Tokens, signs: bytes, what: str, *, format: str, instead: str) -> None:
    """Raises BadArgument where tokens hold one of the signs, in words: a tab."""
    hits = np.flatnonzero(np.isin(tokens.blob, np.frombuffer(signs, np.uint8)))
    starts = np.asarray(tokens.offsets, np.int64)
    refuse(
        tokens, np.unique(np.searchsorted(starts, hits, "right") - 1), f"hold {what}", format=format, instead=instead
    )


def refuse_longer(tokens: Tokens, most: int, *, format: str, instead: str) -> None:
    """Raises BadArgument where tokens have more bytes than readers of the format take."""
    longer = np.flatnonzero(np.diff(np.asarray(tokens.offsets, np.int64)) > most)
    refuse(tokens, longer, f"have more than {most:,} bytes", format=format, instead=instead)


def refuse_not_text(tokens: Tokens, *, format: str, instead: str) -> None:
    """Raises BadArgument where tokens are bytes that are no UTF-8."""
    starts = np.asarray(tokens.offsets, np.int64)
    high = np.flatnonzero(tokens.blob > 127)
    some = np.unique(np.searchsorted(starts, high, "right") - 1)
    broken = [id for id in some.tolist() if not _is_text(tokens.raw(id))]
    refuse(tokens, np.array(broken, np.int64), "are bytes that are no text", format=format, instead=instead)


def refuse(tokens: Tokens, ids: NDArray[np.integer], why: str, *, format: str, instead: str) -> None:
    """Raises BadArgument that counts the tokens of these ids and shows the first, unless there are none."""
    if not len(ids):
        return
    shown: Sequence[str] = [json.dumps(_short(tokens[int(id)]), ensure_ascii=False) for id in ids[:SHOWN]]
    more = ", …" if len(ids) > SHOWN else ""
    count = f"{len(ids):,} tokens" if len(ids) > 1 else "1 token"
    why = (
        why if len(ids) > 1 else why.replace("hold", "holds").replace("have", "has").replace("are bytes", "is bytes", 1)
    )
    raise BadArgument(
        f"{count} {why}, which {format} cannot carry: {', '.join(shown)}{more}. Choose {instead} instead."
    )


def _short(token: str) -> str:
    """Fit for a message: not long, and with bytes that are no UTF-8 as a sign that says so."""
    text = token.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text if len(text) <= 40 else text[:39] + "…"


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
