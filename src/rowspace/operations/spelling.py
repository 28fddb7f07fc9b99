"""Tokens spelled nearly like a given one: what to offer when a token is missing or half typed.

Works on the tokens' bytes with numpy, all candidates at once, so that 400,000 tokens need no index.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from rowspace.table import Tokens

Bytes: TypeAlias = NDArray[np.uint8]
Sizes: TypeAlias = NDArray[np.int64]

MARKERS = ("", " ", "##", "▁", "Ġ")  # how tables mark the start or the inside of a word
MAX_EDITS = 2
MAX_BYTES = 64  # a longer spelling is compared with nothing: its edits would cost more than they help
_LOWER = np.frombuffer(bytes(range(256)).lower(), np.uint8)


def near(tokens: Tokens, spelling: str, count: int) -> list[int]:
    """Ids of up to `count` near spellings: the same word in other case or with another marker, or else fewest edits.

    Edits are bytes changed, left out, added or swapped with their neighbor (optimal string alignment), case aside,
    at most MAX_EDITS and fewer than half of the spelling. Only the smallest number found is offered: first those
    that begin with the same letter, as people seldom miss that one, then lowest ids.
    """
    found = variants(tokens, spelling) or _edited(tokens, spelling)
    return [id for id in found if tokens[id] != spelling][:count]


def starting(tokens: Tokens, prefix: str, count: int) -> list[int]:
    """Ids of up to `count` tokens that begin with `prefix`: itself first, then lowest ids, then its variants."""
    found = [id for id in [tokens.find(prefix)] if id is not None]
    for form in _forms(prefix):
        for id in _with_prefix(tokens, form.encode("utf-8", "surrogateescape"), count + 1):
            if id not in found:
                found.append(id)
        if len(found) >= count:
            break
    return found[:count]


def _forms(spelling: str) -> Iterator[str]:
    """The spelling itself, then in other cases, each without and with the markers tables use; each once."""
    word = _unmarked(spelling)
    cases = (word, word.lower(), word.capitalize(), word.upper(), word.title())
    yield from dict.fromkeys([spelling, *(mark + case for mark, case in product(MARKERS, cases))])


def _unmarked(spelling: str) -> str:
    for mark in MARKERS[1:]:
        if spelling.startswith(mark) and len(spelling) > len(mark):
            return spelling[len(mark) :]
    return spelling


def variants(tokens: Tokens, spelling: str) -> list[int]:
    """Ids of the same word in other cases or with another marker, lowest first."""
    return sorted({tokens.ids[form] for form in _forms(spelling) if form != spelling and form in tokens.ids})


def _with_prefix(tokens: Tokens, prefix: bytes, count: int) -> list[int]:
    starts = tokens.offsets[:-1].astype(np.int64)
    ids = np.flatnonzero(tokens.offsets[1:] - starts >= len(prefix))
    for at, byte in enumerate(prefix):
        ids = ids[tokens.blob[starts[ids] + at] == byte]
    return [int(id) for id in ids[:count]]


def _edited(tokens: Tokens, spelling: str) -> list[int]:
    wanted = _LOWER[np.frombuffer(spelling.encode("utf-8", "surrogateescape"), np.uint8)]
    most = min(MAX_EDITS, (len(wanted) - 1) // 2)
    if most < 1 or len(wanted) > MAX_BYTES:
        return []
    starts = tokens.offsets[:-1].astype(np.int64)
    sizes = tokens.offsets[1:].astype(np.int64) - starts
    ids = np.flatnonzero((np.abs(sizes - len(wanted)) <= most) & (sizes > 0))
    letters = _side_by_side(tokens.blob, starts[ids], sizes[ids])
    edits = edit_distances(wanted, letters, sizes[ids])
    nearest = np.flatnonzero((edits <= most) & (edits == edits.min(initial=MAX_BYTES)))
    elsewhere = letters[0, nearest] != wanted[0]
    return [int(id) for id in ids[nearest[np.argsort(elsewhere, kind="stable")]]]


def _side_by_side(blob: Bytes, starts: Sizes, sizes: Sizes) -> Bytes:
    """Spellings in lower case, a column each, so that their first letters lie together.   -> (longest, m)"""
    cells = starts[None, :] + np.arange(sizes.max(initial=1))[:, None]
    return _LOWER[blob[np.minimum(cells, len(blob) - 1)]]


def edit_distances(wanted: NDArray[np.uint8], letters: NDArray[np.uint8], sizes: NDArray[np.int64]) -> NDArray[np.int8]:
    """Edits between one spelling and many (Damerau 1964, in the optimal-string-alignment form).

    wanted   (w,)          bytes of the one
    letters  (longest, m)  bytes of the others, a column each, anything past their sizes (m,)
    ->       (m,)          insertions, deletions, replacements and swaps of neighbors
    """
    longest, many = letters.shape
    before = np.empty((longest + 1, many), np.int8)  # the table of distances, two and one rows of `wanted` ago
    row = np.repeat(np.arange(longest + 1, dtype=np.int8)[:, None], many, axis=1)
    for i in range(len(wanted)):
        new = np.empty_like(row)
        new[0] = i + 1
        for j in range(longest):
            same = letters[j] == wanted[i]
            np.minimum(row[j + 1], new[j], out=new[j + 1])
            new[j + 1] += 1
            np.minimum(new[j + 1], row[j] + ~same, out=new[j + 1])
            if i and j:
                swapped = (letters[j] == wanted[i - 1]) & (letters[j - 1] == wanted[i])
                np.minimum(new[j + 1], before[j - 1] + 1, out=new[j + 1], where=swapped)
        before, row = row, new
    ends: NDArray[np.int8] = row[sizes, np.arange(many)]
    return ends
