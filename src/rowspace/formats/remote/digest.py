"""Whether the stretches of a file that are here make up the whole, and its hash then."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from rowspace.formats.remote.stretch import BLOCK, Stretch

Piece: TypeAlias = tuple[Stretch, int, int]

AT_ONCE = 1 << 22  # bytes


def cover(whole: Sequence[Stretch], head: Stretch, size: int) -> list[Piece] | None:
    """Pieces (stretch, start, stop) that make up the file; None where something is left out.

    whole  stretches of which everything is here
    head   from the front, of which some blocks are
    """
    pieces: list[Piece] = []
    at = 0
    while at < size:
        piece = next((stretch for stretch in whole if stretch.start <= at < stretch.stop), head)
        stop = piece.stop if piece is not head else at + BLOCK - at % BLOCK
        stop = min(piece.stop, stop, *(other.start for other in whole if other.start > at), size)
        if at >= piece.stop or piece.missing(piece.blocks(np.array([at]), stop - at)):
            return None
        pieces.append((piece, at, stop))
        at = stop
    return pieces


def digest_of(pieces: Sequence[Piece], size: int, *, kind: int) -> str:
    """Hash of a file in pieces: SHA-256 in 64 letters, or in 40 that of git."""
    hashed = hashlib.sha256() if kind == 64 else hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
    for piece, start, stop in pieces:
        for at in range(start, stop, AT_ONCE):
            hashed.update(piece.read(at, min(stop, at + AT_ONCE)))
    return hashed.hexdigest()
