"""Every token of a table looked at byte by byte, in one pass."""

from __future__ import annotations

from typing import Any

from rowspace.kernels.compiling import compiled

SAME, WORD, START, WITHIN, NOWHERE = 0, 1, 2, 3, 255


@compiled
def place_of(blob: Any, offsets: Any, folded: Any, exact: Any, wanted: Any, heads: Any, ends: Any, out: Any) -> None:
    """Where each token holds some bytes: it is them, it is them apart from case and head, begins with them, or holds
    them elsewhere.

    folded  (256,) what a byte is compared as
    exact   (w,)   the bytes as asked for; wanted (w,) as compared
    heads   (h,)   marks that may come before a word, one after the other; ends (m,) where each ends
    out     (n,)   SAME, WORD, START, WITHIN or NOWHERE
    """
    for token in range(len(out)):
        begin, end = offsets[token], offsets[token + 1]
        out[token] = NOWHERE
        for at in range(begin, end - len(wanted) + 1):
            held = True
            for j in range(len(wanted)):
                if folded[blob[at + j]] != wanted[j]:
                    held = False
                    break
            if not held:
                continue
            if at == begin or is_head(blob, begin, at, heads, ends):
                out[token] = WORD if end - at == len(wanted) else START
                if at == begin and end - at == len(wanted) and equal(blob, begin, exact):
                    out[token] = SAME
            else:
                out[token] = WITHIN
            break


@compiled
def is_head(blob: Any, begin: int, end: int, heads: Any, ends: Any) -> bool:
    """Whether the bytes from `begin` to `end` are one of the marks."""
    start = 0
    for stop in ends:
        if stop - start == end - begin and equal(blob, begin, heads[start:stop]):
            return True
        start = stop
    return False


@compiled
def equal(blob: Any, begin: int, wanted: Any) -> bool:
    for j in range(len(wanted)):  # noqa: SIM110 -- a generator does not compile
        if blob[begin + j] != wanted[j]:
            return False
    return True


@compiled
def match_each(blob: Any, offsets: Any, columns: Any, moves: Any, early: Any, late: Any, out: Any) -> None:
    """Whether an automaton, which begins in state 0, accepts each token.

    columns  (256,)  column of `moves` for a byte
    moves    (s, c)  the state after one
    early    (s,)    accepted whatever follows; late (s,) accepted where the token ends
    out      (n,)    bool
    """
    for token in range(len(out)):
        state = 0
        for at in range(offsets[token], offsets[token + 1]):
            if early[state]:
                break
            state = moves[state, columns[blob[at]]]
        out[token] = early[state] or late[state]
