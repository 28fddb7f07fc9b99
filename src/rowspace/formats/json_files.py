"""JSON that others wrote, read within bounds: its size, how much it holds and how deep it goes are checked first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rowspace.errors import BadFile
from rowspace.formats.regular import regular_file_size

MAX_VALUES = 2_000_000  # commas; the largest vocabularies in use have 900,000 tokens, two values each
MAX_KEYS = 1_200_000  # colons


def read_json(path: Path, *, most_bytes: int) -> dict[str, Any]:
    """The object in a file. Raises BadFile."""
    return parse_json(read_bounded(path, most_bytes=most_bytes), where=path.name)


def read_bounded(path: Path, *, most_bytes: int) -> bytes:
    """All bytes of an ordinary file that is not larger than its kind should be. Raises BadFile."""
    size = regular_file_size(path)
    if size > most_bytes:
        raise BadFile(f"{path.name} has {size:,} bytes; of such a file at most {most_bytes:,} are read.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}.") from None


def parse_json(raw: bytes, *, where: str) -> dict[str, Any]:
    """The object that the bytes spell. Raises BadFile."""
    if raw.count(b",") > MAX_VALUES or raw.count(b":") > MAX_KEYS or raw.count(b"[") + raw.count(b"{") > MAX_KEYS:
        raise BadFile(f"{where} holds more than {MAX_VALUES:,} values; that many are not read.")
    try:
        parsed = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadFile(f"{where} is not readable JSON. The download may be incomplete.") from None
    if not isinstance(parsed, dict):
        raise BadFile(f"{where} must hold a JSON object.")
    return parsed
