"""Writes ONNX models field by field, as protobuf lays them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

KINDS = {"float32": 1, "uint8": 2, "int8": 3, "int64": 7, "float16": 10, "float64": 11, "uint16": 16}
"""ONNX's number of a dtype; uint16 stands for bfloat16."""


def varint(number: int) -> bytes:
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def field(number: int, value: int | bytes | str) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    raw = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(raw)) + raw


def tensor(name: str, array: np.ndarray[Any, Any], *, kind: int | None = None, shape: Sequence[int] = ()) -> bytes:
    dims = b"".join(field(1, dim) for dim in shape or array.shape)
    return dims + field(2, kind or KINDS[array.dtype.name]) + field(8, name) + field(9, array.tobytes())


def outside(name: str, shape: Sequence[int], *, kind: int = 1, **entries: str) -> bytes:
    """A tensor whose numbers lie in another file."""
    written = b"".join(field(13, field(1, key) + field(2, value)) for key, value in entries.items())
    return b"".join(field(1, dim) for dim in shape) + field(2, kind) + field(8, name) + written + field(14, 1)


def node(kind: str, inputs: Sequence[str], outputs: Sequence[str], **numbers: int) -> bytes:
    held = b"".join(field(5, field(1, name) + field(3, number) + field(20, 2)) for name, number in numbers.items())
    return b"".join([*(field(1, i) for i in inputs), *(field(2, o) for o in outputs), field(4, kind), held])


def model(nodes: Sequence[bytes], tensors: Sequence[bytes], inputs: Sequence[str] = ("input_ids",)) -> bytes:
    graph = b"".join(field(1, node) for node in nodes) + field(2, "graph")
    graph += b"".join(field(5, tensor) for tensor in tensors) + b"".join(field(11, field(1, name)) for name in inputs)
    return field(1, 8) + field(2, "tests") + field(7, graph) + field(8, field(2, 21))


def lookup(**tensors: np.ndarray[Any, Any]) -> bytes:
    """A model that looks up its ids in the tensor "w"."""
    return model([GATHER], [tensor(name, array) for name, array in tensors.items()])


GATHER = node("Gather", ["w", "input_ids"], ["y"])


def packed(codes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Two codes a byte, the first in the lower half."""
    low, high = codes[:, 0::2].astype(np.uint8) & 15, codes[:, 1::2].astype(np.uint8) & 15
    return low | high << 4
