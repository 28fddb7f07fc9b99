"""Makers of spaCy folders that lie: the file that is replaced, what it holds, and the words of the refusal."""

from __future__ import annotations

import json

import numpy as np

from tests.formats.spacy_files import FLORET, KEYS, packed_map

from .npy_files import HOSTILE as ARRAYS
from .npy_files import npy

SOUND = packed_map({KEYS["king"]: 0, KEYS["apple"]: 1})

HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "no map": ("key2row", b"\xc0", "is no MessagePack map"),
    "nothing": ("key2row", b"", "is no MessagePack map"),
    "a list": ("key2row", b"\x92\x01\x02", "is no MessagePack map"),
    "a map without head": ("key2row", b"\xdf\0\0", "is no MessagePack map"),
    "a map of billions": ("key2row", b"\xdf\xff\xff\xff\xff", "claims 4,294,967,295 entries in 5 bytes"),
    "more entries than bytes": ("key2row", b"\xde\x01\x00" + SOUND[1:], "claims 256 entries"),
    "cut short": ("key2row", SOUND[:-1], "is no map of whole numbers, or ends within it"),
    "a tail": ("key2row", SOUND + b"\0", "1 bytes follow its map"),
    "keys of text": ("key2row", b"\x81\xa1a\x01", "is no map of whole numbers"),
    "maps in maps": ("key2row", b"\x81" * 100_000, "is no map of whole numbers"),
    "a row past the last": ("key2row", packed_map({KEYS["king"]: 9}), "names row 9 of 2"),
    "words that are none": ("strings.json", b"{}", "strings.json must be a list of words"),
    "words of numbers": ("strings.json", b"[1]", "strings.json must be a list of words"),
    "words cut short": ("strings.json", b'["king', "strings.json is not readable JSON"),
    "settings that are none": ("vectors.cfg", b"[]", "vectors.cfg must hold a JSON object"),
    "floret without counts": ("vectors.cfg", b'{"mode": "floret"}', "pieces of 0 to 0 characters in 0 rows"),
    "floret of texts": ("vectors.cfg", json.dumps({**FLORET, "minn": "2"}).encode(), "must be whole numbers"),
    "floret's endless marks": ("vectors.cfg", json.dumps({**FLORET, "bow": "<" * 99}).encode(), "short marks"),
    "floret upside down": ("vectors.cfg", json.dumps({**FLORET, "minn": 9}).encode(), "pieces of 9 to 3 characters"),
    "floret without end": ("vectors.cfg", json.dumps({**FLORET, "maxn": 10**9}).encode(), "characters in 2 rows"),
    "floret's five rows": ("vectors.cfg", json.dumps({**FLORET, "hash_count": 5}).encode(), "in 5 rows each"),
    "rows cut short": ("vectors", npy(np.ones((2, 3), np.float32))[:-1], "vectors: float32 of shape"),
    "rows of objects": ("vectors", ARRAYS["objects"][0], "vectors holds objects or records"),
}
