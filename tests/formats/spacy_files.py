"""Writes spaCy's vectors folder as `nlp.to_disk` does: .npy, MessagePack, and two small JSON files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

KEYS = {"king": 7464393751932445219, "apple": 8566208034543834098}
"""As spaCy gives them: nlp.vocab.strings["king"]."""

FLORET = {"mode": "floret", "minn": 2, "maxn": 3, "hash_count": 2, "hash_seed": 2166136261, "bow": "<", "eow": ">"}


def packed_number(number: int) -> bytes:
    if 0 <= number < 128:
        return bytes([number])
    return b"\xcf" + number.to_bytes(8, "big") if number >= 0 else b"\xd3" + number.to_bytes(8, "big", signed=True)


def packed_map(entries: Mapping[int, int]) -> bytes:
    head = bytes([0x80 | len(entries)]) if len(entries) < 16 else b"\xde" + len(entries).to_bytes(2, "big")
    return head + b"".join(packed_number(key) + packed_number(row) for key, row in entries.items())


def pipeline(
    folder: Path,
    rows: Any,
    *,
    row_of: Mapping[int, int] | None = None,
    words: Sequence[str] = (),
    settings: Mapping[str, Any] | None = None,
) -> Path:
    """A pipeline's folder with vectors; returns it."""
    vocab = folder / "vocab"
    vocab.mkdir(parents=True)
    with (vocab / "vectors").open("wb") as file:
        np.save(file, rows)
    (vocab / "key2row").write_bytes(packed_map(row_of or {}))
    (vocab / "strings.json").write_text(json.dumps(list(words)), encoding="utf-8")
    (vocab / "vectors.cfg").write_text(json.dumps(settings or {"mode": "default"}))
    (folder / "meta.json").write_text("{}")
    return folder
