"""Makers of files in the native layout that are sound safetensors and no sound table."""

from __future__ import annotations

from typing import Any

import numpy as np

from rowspace.formats.safetensors import pack

Parts = tuple[dict[str, np.ndarray[Any, Any]], dict[str, str]]


def sound() -> Parts:
    """Two tokens, "cat" and "dog", as INT8, with three positions."""
    arrays = {
        "rows.q": np.array([[127, 0, -127], [64, 127, 0]], np.int8),
        "rows.scale": np.array([0.5, 0.25], np.float16),
        "tokens": np.frombuffer(b"catdog", np.uint8),
        "tokens.offsets": np.array([0, 3, 6], np.uint32),
        "positions": np.ones((3, 3), np.float16),
    }
    return arrays, {"rowspace.layout": "1", "name": "pets", "groups": '{"pets":["cat","dog"]}', "tokenizer": "words"}


def changed(arrays: dict[str, Any] | None = None, metadata: dict[str, str | None] | None = None) -> bytes:
    """The sound file with some parts replaced, or left out where None stands for them."""
    whole, facts = sound()
    parts = {name: part for name, part in {**whole, **(arrays or {})}.items() if part is not None}
    return pack(parts, {name: text for name, text in {**facts, **(metadata or {})}.items() if text is not None})


def rows(shape: tuple[int, int], dtype: str = "f4") -> dict[str, Any]:
    return {"rows.q": None, "rows.scale": None, "rows": np.zeros(shape, dtype)}


HOSTILE: dict[str, tuple[bytes, str]] = {
    "a later layout": (changed(metadata={"rowspace.layout": "2"}), "layout '2' is not known; this version reads '1'"),
    "no layout": (changed(metadata={"rowspace.layout": None}), "layout None is not known"),
    "no rows": (changed({"rows.q": None}), 'asks for "rows", 2-D of BF16 or F16 or F32 or F64; got none'),
    "rows of integers": (changed(rows((2, 3), "i4")), r'asks for "rows", .* got I32 of shape \(2, 3\)'),
    "rows in a line": (changed({**rows((2, 3)), "rows": np.zeros(6, "f4")}), r'asks for "rows", 2-D .* shape \(6,\)'),
    "codes without scales": (changed({"rows.scale": None}), 'asks for "rows.scale", 1-D of F16 or F32; got none'),
    "a scale too few": (changed({"rows.scale": np.ones(1, "f2")}), "1 scales for 2 rows"),
    "rows without dims": (changed({**rows((2, 0)), "positions": None}), "2 rows of 0 dims"),
    "no row at all": (
        changed({**rows((0, 3)), "tokens": np.zeros(0, "u1"), "tokens.offsets": np.zeros(1, "u4")}),
        "0 rows of 3 dims",
    ),
    "a dim past 2^20": (changed({**rows((0, 1 << 21)), "positions": None}), "0 rows of 2,097,152 dims"),
    "no tokens": (changed({"tokens": None}), 'asks for "tokens", 1-D of U8; got none'),
    "no offsets": (changed({"tokens.offsets": np.zeros(0, "u4")}), "do not cover the token bytes"),
    "a token too few": (changed({"tokens.offsets": np.array([0, 6], "u4")}), "1 tokens for 2 rows"),
    "offsets of signs": (changed({"tokens.offsets": np.array([0, 3, 6], "i4")}), "1-D of U32 or U64; got I32"),
    "a late start": (changed({"tokens.offsets": np.array([1, 3, 6], "u4")}), "do not cover the token bytes"),
    "an early end": (changed({"tokens.offsets": np.array([0, 3, 5], "u4")}), "do not cover the token bytes"),
    "an end past the bytes": (changed({"tokens.offsets": np.array([0, 3, 7], "u4")}), "do not cover the token bytes"),
    "a step back": (changed({"tokens.offsets": np.array([0, 7, 6], "u4")}), "do not cover the token bytes"),
    "an offset past 2^63": (changed({"tokens.offsets": np.array([0, 2**64 - 1, 6], "u8")}), "do not cover the token"),
    "positions of bytes": (changed({"positions": np.zeros((3, 3), "i1")}), 'asks for "positions", .* got I8'),
    "positions of another dim": (changed({"positions": np.ones((3, 4), "f2")}), r"\(3, 4\) do not fit rows of 3 dims"),
    "no positions at all": (changed({"positions": np.ones((0, 3), "f2")}), r"\(0, 3\) do not fit rows of 3 dims"),
    "a count too few": (changed({"counts": np.ones(1, "i8")}), "counts are not one number from 0 for each of 2 rows"),
    "a count below 0": (changed({"counts": np.array([3, -1], "i8")}), "counts are not one number from 0"),
    "counts of halves": (changed({"counts": np.ones(2, "f2")}), 'asks for "counts", 1-D of I64; got F16'),
    "groups of text": (changed(metadata={"groups": '{"pets":"cat"}'}), "not a JSON object of lists of tokens"),
    "groups of numbers": (changed(metadata={"groups": '{"pets":[1]}'}), "not a JSON object of lists of tokens"),
    "groups in a list": (changed(metadata={"groups": "[]"}), "not a JSON object of lists of tokens"),
    "deep groups": (changed(metadata={"groups": "[" * 100_000}), "not a JSON object of lists of tokens"),
    "special rows that it lacks": (changed(metadata={"special": "[2]"}), "special ids .* not a JSON list of its rows"),
    "special rows of text": (changed(metadata={"special": '["0"]'}), "special ids .* not a JSON list of its rows"),
    "special rows of true": (changed(metadata={"special": "[true]"}), "special ids .* not a JSON list of its rows"),
    "more padding than rows": (
        changed(metadata={"padding": "3"}),
        "padding in its metadata is not a number of its rows",
    ),
    "less than no padding": (
        changed(metadata={"padding": "-1"}),
        "padding in its metadata is not a number of its rows",
    ),
    "half a character": (changed(metadata={"groups": '{"\\ud800":[]}'}), "not a JSON object of lists of tokens"),
    "a foreign tokenizer": (
        changed(metadata={"tokenizer": "magic"}),
        "tokenizer 'magic' is not known; known are \"words\"",
    ),
}
