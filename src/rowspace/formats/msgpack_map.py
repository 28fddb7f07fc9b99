"""MessagePack, as much of it as spaCy's key2row needs: one map of whole numbers to whole numbers."""

from __future__ import annotations

from rowspace.errors import BadFile

MAX_ENTRIES = 1 << 27
_WIDTHS = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8}  # type byte -> bytes that follow
SIGNED = 0xD0


def read_map(packed: bytes, *, where: str) -> dict[int, int]:
    """Keys and values in their order. Raises BadFile for anything else, and for a map that has more than its bytes."""
    count, at = _size(packed, where)
    if count > MAX_ENTRIES or 2 * count > len(packed) - at:
        raise BadFile(f"{where} claims {count:,} entries in {len(packed):,} bytes. The download may be incomplete.")
    entries: dict[int, int] = {}
    try:
        for _ in range(count):
            key, at = _number(packed, at)
            entries[key], at = _number(packed, at)
    except (IndexError, ValueError):
        raise BadFile(f"{where} is no map of whole numbers, or ends within it.") from None
    if at != len(packed):
        raise BadFile(f"{where}: {len(packed) - at:,} bytes follow its map.")
    return entries


def _size(packed: bytes, where: str) -> tuple[int, int]:
    """Entries of the map, and the byte after its head."""
    kind = packed[0] if packed else 0
    if kind & 0xF0 == 0x80:
        return kind & 0x0F, 1
    if kind in (0xDE, 0xDF) and len(packed) > 4:
        width = 2 if kind == 0xDE else 4
        return int.from_bytes(packed[1 : 1 + width], "big"), 1 + width
    raise BadFile(f"{where} is no MessagePack map.")


def _number(packed: bytes, at: int) -> tuple[int, int]:
    kind = packed[at]
    if kind < 0x80:
        return kind, at + 1
    width = _WIDTHS.get(kind)
    if width is None or at + 1 + width > len(packed):
        raise ValueError("no whole number")
    return int.from_bytes(packed[at + 1 : at + 1 + width], "big", signed=kind >= SIGNED), at + 1 + width
