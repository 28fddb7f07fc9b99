"""Rows of one space beside rows of another: the turn that brings them nearest, their cosines, the neighbors they share.

Two trainings of one model agree in no direction. What they do agree on shows once the best turn is made, or in who is
near whom, which no turn changes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rowspace.geometry.progress import Tick, unwatched
from rowspace.geometry.similarity import Doubles, unit
from rowspace.rows import BLOCK_BYTES, Floats, Rows


def turn_onto(rows: Rows, onto: Rows, tick: Tick = unwatched) -> Doubles:
    """The orthogonal Q of least ‖AQ − B‖ for the unit rows A and B (Schönemann 1966; Hamilton et al. 2016, eq. 4).

    rows, onto  n × d, row by row the same things   -> (d, d)

    The unit rows (1, 0), (0, 1) come to lie on (0, 1), (−1, 0), turned by 90°.
    """
    product = np.zeros((rows.dim, onto.dim))
    for start, stop in _blocks(rows):
        tick(start / len(rows))
        product += unit(rows.block(start, stop)).T @ unit(onto.block(start, stop))
    left, _, right = np.linalg.svd(product)
    turn: Doubles = left @ right
    return turn


def cosines_with(rows: Rows, onto: Rows, turn: Doubles | None = None) -> Floats:
    """Cosine of each row, turned first where a turn is given, with the row of the same place.   -> (n,)"""
    cosines = np.empty(len(rows), np.float32)
    for start, stop in _blocks(rows):
        moved = unit(rows.block(start, stop))
        moved = moved if turn is None else moved @ turn
        cosines[start:stop] = np.clip((moved * unit(onto.block(start, stop))).sum(axis=1), -1, 1)
    return cosines


def overlap(near: NDArray[np.integer], other: NDArray[np.integer]) -> Floats:
    """Share of each row's neighbors that two lists have in common (Gonen et al. 2020).   (n, k), (n, k) -> (n,)

    Of 3, 5, 7, 9 and 9, 3, 1, 2 it is half.
    """
    shares = np.empty(len(near), np.float32)
    size = max(1, BLOCK_BYTES // max(1, near.shape[1] ** 2))
    for start in range(0, len(near), size):
        part = slice(start, start + size)
        shares[part] = (near[part, :, None] == other[part, None, :]).any(axis=2).mean(axis=1)
    return shares


def _blocks(rows: Rows) -> list[tuple[int, int]]:
    size = max(1, BLOCK_BYTES // (8 * max(1, rows.dim)))
    return [(start, min(start + size, len(rows))) for start in range(0, len(rows), size)]
