"""How a loop is compiled: kept on disk where that can be written to, in the process where not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit

# Sums may be added in any order, which vector instructions need; NaN and infinity stay what they are.
SUMS = {"reassoc", "contract", "nsz"}


def compiled(loop: Callable[..., Any]) -> Any:
    """The loop as machine code for each type of array it is called with. It holds no lock while it runs."""
    try:
        return njit(nogil=True, fastmath=SUMS, cache=True)(loop)
    except RuntimeError:  # no folder for the cache, neither beside the source nor in the user's own
        return njit(nogil=True, fastmath=SUMS)(loop)
