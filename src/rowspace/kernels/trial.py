"""Runs every loop once on a few numbers, which loads or compiles it."""

from __future__ import annotations

import numpy as np

from rowspace.kernels.asked import Asked, Worth
from rowspace.kernels.catch import new_catch
from rowspace.kernels.cells import HELD, Kind, cells_of
from rowspace.kernels.lengths import lengths
from rowspace.kernels.merge import merge
from rowspace.kernels.pooling import pool
from rowspace.kernels.products import products
from rowspace.kernels.widen import widen


def run_each_loop(kind: Kind) -> None:
    """On numbers of this kind."""
    cells = cells_of(kind, np.zeros((4, 2), HELD[kind]))
    assert cells is not None
    few, plane = np.zeros(4, np.float32), np.zeros((1, 4), np.float32)
    asked = Asked(np.zeros((1, 2), np.float32), np.zeros(1, np.float32), np.ones(1, np.float32))
    lengths(cells.array, cells.scales, np.zeros(2, np.float32), 0, few)
    pool(cells.array, cells.scales, np.arange(4), 2, 0, np.zeros((2, 2), np.uint32))
    widen(cells.array, cells.scales, 0, np.zeros((4, 2), np.float32))
    products(cells.array, cells.scales, asked.directions, 0, plane)
    catch = new_catch(np.full(1, -np.inf, np.float32), 3)
    merge(plane, 0, asked, Worth(few, few, few, few), np.ones(4, np.bool_), catch, 1, 0, 0)
