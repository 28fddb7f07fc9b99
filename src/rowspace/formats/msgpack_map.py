"""MessagePack, as much of it as spaCy's key2row needs: one map of whole numbers to whole numbers."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

from rowspace.errors import BadFile

MAX_ENTRIES = 1 << 26
_UNSIGNED, _SIGNED, _WIDE_MAP, _WIDER_MAP = 0xCC, 0xD0, 0xDE, 0xDF  # type bytes; a number's width is 1, 2, 4 or 8

Entries: TypeAlias = tuple[NDArray[np.uint64], NDArray[np.int64]]


def read_map(packed: NDArray[np.uint8], *, where: str) -> Entries:
    """Keys and values (n,) in the order of the file, negative keys as their 64 bits.

    Raises BadFile for anything else, and for a map that has more entries than bytes.
    """
    count, at = _size(packed[:5].tobytes(), where)
    if count > MAX_ENTRIES or 2 * count > len(packed) - at:
        raise BadFile(f"{where} claims {count:,} entries in {len(packed):,} bytes. The download may be incomplete.")
    keys, values = np.empty(count, np.uint64), np.empty(count, np.int64)
    end = unpack(packed, at, keys, values)
    if end < 0:
        raise BadFile(f"{where} is no map of whole numbers, or ends within it.")
    if end != len(packed):
        raise BadFile(f"{where}: {len(packed) - end:,} bytes follow its map.")
    return keys, values


def _size(head: bytes, where: str) -> tuple[int, int]:
    """Entries of the map, and the byte after its head."""
    kind = head[0] if head else 0
    if kind & 0xF0 == 0x80:
        return kind & 0x0F, 1
    if kind in (_WIDE_MAP, _WIDER_MAP) and len(head) == 5:
        width = 2 if kind == _WIDE_MAP else 4
        return int.from_bytes(head[1 : 1 + width], "big"), 1 + width
    raise BadFile(f"{where} is no MessagePack map.")


@njit(cache=True, nogil=True)
def unpack(packed: Any, at: int, keys: Any, values: Any) -> int:
    """Fills keys and values and returns the byte after them; -1 where one is no whole number or is cut."""
    for i in range(2 * len(keys)):
        if at >= len(packed):
            return -1
        kind, at, number = packed[at], at + 1, np.uint64(0)
        if kind < 0x80:
            number = np.uint64(kind)
        elif _UNSIGNED <= kind < _SIGNED + 4:
            width = 1 << (kind & 3)
            if at + width > len(packed):
                return -1
            for byte in range(width):
                number = (number << np.uint64(8)) | np.uint64(packed[at + byte])
            if kind >= _SIGNED and width < 8 and packed[at] > 127:
                number |= np.uint64(0xFFFFFFFFFFFFFFFF) << np.uint64(8 * width)
            at += width
        else:
            return -1
        if i % 2 == 0:
            keys[i // 2] = number
        else:
            values[i // 2] = np.int64(number)
    return at
