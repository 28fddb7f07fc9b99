"""Makers of safetensors files that lie, each with the words of its refusal."""

from __future__ import annotations

import json
from typing import Any


def container(header: dict[str, Any] | str | bytes, payload: bytes = b"", *, length: int | None = None) -> bytes:
    """A file of this header (an object, JSON text or raw bytes) and these bytes; `length` is what it claims."""
    text = header if isinstance(header, str | bytes) else json.dumps(header)
    raw = text.encode() if isinstance(text, str) else text
    return (len(raw) if length is None else length).to_bytes(8, "little") + raw + payload


def entry(dtype: Any = "F32", shape: Any = (2, 2), offsets: Any = (0, 16)) -> dict[str, Any]:
    shape = list(shape) if isinstance(shape, tuple) else shape
    return {"dtype": dtype, "shape": shape, "data_offsets": list(offsets) if isinstance(offsets, tuple) else offsets}


SIXTEEN = bytes(range(16))
FOUR = json.dumps(entry())
ONE = container({"rows": entry()}, SIXTEEN)

HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "at least 8 bytes; this one has 0"),
    "seven bytes": (b"\x02\0\0\0\0\0\0", "at least 8 bytes; this one has 7"),
    "no header": (b"\x02\0\0\0\0\0\0\0", "claims 2 bytes but the file has 8"),
    "endless header": (container("{}", length=2**64 - 1), "claims 18,446,744,073,709,551,615 bytes"),
    "header past the end": (container("{}", length=3), "claims 3 bytes but the file has 10"),
    "no header at all": (container(b""), "begins with '{'"),
    "a list": (container("[]"), "begins with '{'"),
    "a space first": (container(" {}"), "begins with '{'"),
    "not closed": (container('{"rows":'), "not readable JSON"),
    "more than JSON": (container("{}{}"), "not readable JSON"),
    "not UTF-8": (container(b'{"\xff": 1}'), "not readable JSON in UTF-8"),
    "half a character": (container('{"\\ud800":' + FOUR + "}", SIXTEEN), "half a character"),
    "deep": (container('{"a":' + "[" * 100_000 + "]" * 100_000 + "}"), "not readable JSON"),
    "a number of 10,000 digits": (container('{"a":' + "9" * 10_000 + "}"), "not readable JSON"),
    "millions of values": (container('{"a":[' + "0," * 1_500_001 + "0]}"), "more than 1,500,000 values"),
    "a tensor twice": (container('{"a":' + FOUR + ',"a":' + FOUR + "}", SIXTEEN), "names a key twice"),
    "a field twice": (
        container('{"a":{"dtype":"F32","dtype":"F32","shape":[4],"data_offsets":[0,16]}}', SIXTEEN),
        "names a key twice",
    ),
    "metadata of numbers": (container({"__metadata__": {"epoch": 3}}), "must map text to text"),
    "metadata of lists": (container({"__metadata__": []}), "must map text to text"),
    "a tensor of text": (container({"rows": "F32"}), "lacks dtype, shape or data_offsets"),
    "no shape": (container({"rows": {"dtype": "F32", "data_offsets": [0, 0]}}), "lacks dtype, shape or data_offsets"),
    "three offsets": (container({"rows": entry(offsets=(0, 8, 16))}, SIXTEEN), "lacks dtype, shape or data_offsets"),
    "an unknown dtype": (container({"rows": entry("F31")}, SIXTEEN), "has dtype 'F31'; known are F64, F32"),
    "a dtype of lists": (container({"rows": entry([["F32"]])}, SIXTEEN), r"has dtype \[\['F32'\]\]"),
    "a negative dim": (container({"rows": entry(shape=(-2, -2))}, SIXTEEN), "lists of whole numbers"),
    "a dim of text": (container({"rows": entry(shape=("2", 2))}, SIXTEEN), "lists of whole numbers"),
    "a dim of true": (container({"rows": entry(shape=(True, 4))}, SIXTEEN), "lists of whole numbers"),
    "half a dim": (container({"rows": entry(shape=(2.0, 2.0))}, SIXTEEN), "lists of whole numbers"),
    "a shape of text": (container({"rows": entry(shape="22")}, SIXTEEN), "lists of whole numbers"),
    "a hundred dims": (container({"rows": entry(shape=(1,) * 100)}, SIXTEEN), "at most 32 dims"),
    "a dim past 2^63": (container({"rows": entry(shape=(2**63, 0))}, SIXTEEN), "lists of whole numbers"),
    "dims that wrap at 2^64": (
        container({"rows": entry(shape=(2**62, 2**62))}, SIXTEEN),
        "does not fill bytes 0 to 16",
    ),
    "more numbers than bytes": (container({"rows": entry(shape=(2, 3))}, SIXTEEN), "does not fill bytes 0 to 16"),
    "backward": (container({"rows": entry(shape=(0,), offsets=(16, 0))}, SIXTEEN), "does not fill bytes 16 to 0"),
    "an odd half byte": (container({"rows": entry("F4", (3,), (0, 1))}, b"\0"), "does not fill bytes 0 to 1"),
    "cut short": (ONE[:-1], "tensors end at byte 92 but the file has 91. The download may be incomplete"),
    "a tail": (ONE + b"\0", "1 bytes follow the last tensor"),
    "only a tail": (container("{}", b"\0"), "1 bytes follow the last tensor"),
    "a gap in front": (container({"rows": entry("U8", (8,), (8, 16))}, SIXTEEN), "must lie end to end"),
    "a gap between": (
        container({"a": entry("U8", (4,), (0, 4)), "b": entry("U8", (4,), (12, 16))}, SIXTEEN),
        'tensor "b" begins at byte .* must lie end to end',
    ),
    "two in one place": (container({"a": entry(), "b": entry()}, SIXTEEN), 'tensor "b" begins at byte'),
    "one inside the other": (
        container({"a": entry(), "b": entry("U8", (4,), (4, 8))}, SIXTEEN),
        'tensor "b" begins at byte',
    ),
    "a name that paints": (container({"\x1b[31m": entry("F31")}, SIXTEEN), r'tensor "\\u001b\[31m" has dtype'),
    "a name without end": (container({"a" * 9999: entry("F31")}, SIXTEEN), r'tensor "a{79}\\u2026" has dtype'),
}
