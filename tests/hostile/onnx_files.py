"""Makers of ONNX models that lie, each with the words of its refusal. "numbers.data" lies beside them: 24 bytes."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.formats.onnx_files import GATHER, field, lookup, model, node, outside, tensor

ROWS = np.arange(6, dtype=np.float32).reshape(2, 3)
CODES = np.arange(6, dtype=np.uint8).reshape(2, 3)
SOUND = lookup(w=ROWS)
ONE_SCALE = tensor("s", np.float32([1]))
DEQUANTIZE = node("DequantizeLinear", ["q", "s"], ["w"], axis=0)


def elsewhere(**entries: Any) -> bytes:
    return model([GATHER], [outside("w", (2, 3), **{key: str(value) for key, value in entries.items()})])


def codes(array: Any, scales: Any, **numbers: int) -> bytes:
    nodes = [node("DequantizeLinear", ["q", "s"], ["w"], **numbers), GATHER]
    return model(nodes, [tensor("q", array), tensor("s", scales)])


def shaped(*shape: int) -> bytes:
    return model([GATHER], [tensor("w", ROWS, shape=shape)])


HOSTILE: dict[str, tuple[bytes, str]] = {
    "cut short": (SOUND[:-1], "a field ends past its message. The download may be incomplete"),
    "cut in the graph": (SOUND[:60], "a field ends past its message"),
    "cut in a length": (SOUND[:-4] + b"\x3a\xff", "is cut short or has more than 64 bits"),
    "a number without end": (SOUND + b"\xff" * 11, "has more than 64 bits"),
    "a type of protobuf's past": (SOUND + b"\x0b", "of no type that protobuf has"),
    "millions of fields": (field(1, 8) + field(7, b"\x08\x01" * 1_000_001), "more than 1,000,000 fields"),
    "no node": (field(1, 8) + field(7, field(2, "graph")), "its graph has no nodes"),
    "no tensor": (model([GATHER], []), "holds no matrix"),
    "a table in a line": (lookup(w=ROWS.reshape(-1)), "holds no matrix"),
    "a table that is not looked up": (
        model([node("MatMul", ["x", "w"], ["y"])], [tensor("w", ROWS)]),
        "no tensor has a name known for an embedding table",
    ),
    "a negative dim": (shaped(-2, -3), r"a tensor has the shape \[-2, -3\]"),
    "a hundred dims": (shaped(*[1] * 100), "a tensor has the shape"),
    "a dim of 2^62": (shaped(1 << 62, 3), "takes 55,340,232,221,128,654,848 bytes; it has 24"),
    "fewer numbers than its shape": (shaped(3, 3), "takes 36 bytes; it has 24"),
    "an unknown dtype": (model([GATHER], [tensor("w", ROWS, kind=99)]), "none that is known"),
    "whole numbers": (lookup(w=ROWS.astype(np.int64)), "is stored as I64"),
    "no numbers": (model([GATHER], [field(1, 2) + field(1, 3) + field(2, 1) + field(8, "w")]), "brings no numbers"),
    "a file that is not there": (elsewhere(location="gone.data"), "gone.data, which holds tensor .* is missing"),
    "a file of another folder": (elsewhere(location="../numbers.data"), "are in its own folder"),
    "a file of the system": (elsewhere(location="/etc/passwd"), "are in its own folder"),
    "a link out of the folder": (elsewhere(location="link.data"), "is a link that leads out of the folder"),
    "a hidden file": (elsewhere(location=".numbers"), "are in its own folder"),
    "a folder for a file": (elsewhere(location="inner"), "is not an ordinary file"),
    "an offset past the end": (elsewhere(location="numbers.data", offset=1), "ends at byte 25 of .*, which has 24"),
    "an offset past 2^64": (elsewhere(location="numbers.data", offset=1 << 64), "is no number of bytes"),
    "an offset of text": (elsewhere(location="numbers.data", offset="-1"), 'its offset "-1" is no number of bytes'),
    "a length of its own": (elsewhere(location="numbers.data", length=8), "takes 24 bytes; it has 8"),
    "codes of 16 bits": (codes(CODES.astype(np.uint16), np.ones(2, "f4"), axis=0), "quantized as BF16; codes of"),
    "scales that do not fit": (codes(CODES, np.ones(5, "f4"), axis=0), r"of shape \(5,\) does not fit 2 × 3 codes"),
    "scales of other blocks": (codes(CODES, np.ones((2, 5), "f4"), block_size=2), "does not fit 2 × 3 codes"),
    "negative blocks": (codes(CODES, np.ones((2, 3), "f4"), block_size=-1), "does not fit 2 × 3 codes"),
    "scales that are not there": (model([DEQUANTIZE, GATHER], [tensor("q", CODES)]), "is not in the model"),
    "zero points of another shape": (
        model(
            [node("DequantizeLinear", ["q", "s", "z"], ["w"], axis=0), GATHER],
            [tensor("q", CODES), ONE_SCALE, tensor("z", np.ones(2, np.uint8))],
        ),
        r"zero points \(2, 1\) do not fit scales \(1, 1\)",
    ),
    "half a byte over": (
        model([DEQUANTIZE, GATHER], [tensor("q", CODES[:, :2].copy(), kind=21, shape=(1, 3)), ONE_SCALE]),
        "which do not end at a byte",
    ),
    "nodes in a ring": (model([node("Cast", ["w"], ["w"]), GATHER], [tensor("other", ROWS)]), "no tensor has a name"),
    "ids in a ring": (
        model([node("Cast", ["i"], ["i"]), node("Gather", ["w", "i"], ["y"])], [tensor("w", ROWS)]),
        "no tensor has a name",
    ),
}  # fmt: skip
