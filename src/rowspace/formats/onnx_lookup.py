"""Where a graph looks up its tokens: the node whose indices come from the model's input, and the tensor it reads.

Names say little in an exported graph ("onnx::Gather_1047"), so the table is found by what is done with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rowspace.formats.onnx_graph import Graph, Node

PASSING = {"Cast", "Identity", "Reshape", "Unsqueeze", "Squeeze", "Flatten", "Slice", "Clip", "Max", "Where"}
"""Nodes that hand ids on as they are, in other shapes or types."""
OTHERS = ("mask", "type", "segment", "position", "past", "cache", "lang")
MAX_STEPS = 50


@dataclass(frozen=True, slots=True)
class Lookup:
    """Names of tensors.

    table        the rows, as numbers or as codes
    scales       what codes are multiplied by, and `zeros` what is subtracted first; None for plain numbers
    axis, block  along which axis the scales differ, and for how many codes each; block 0: one a row or column
    bits         that a code takes where the tensor's own type does not say, as in uint8 with two codes a byte
    """

    table: str
    positions: str | None = None
    scales: str | None = None
    zeros: str | None = None
    axis: int = 1
    block: int = 0
    bits: int | None = None


def find_lookup(graph: Graph) -> Lookup | None:
    """The lookup of the model's tokens; of several (encoder and decoder) that with most rows."""
    made = {name: node for node in graph.nodes for name in node.outputs}
    used: dict[str, Node] = {name: node for node in reversed(graph.nodes) for name in node.inputs}
    found: list[tuple[int, int, int, Lookup]] = []
    for node in graph.nodes:
        place = {"Gather": 1, "GatherBlockQuantized": 1, "EmbedLayerNormalization": 0}.get(node.kind)
        if place is not None and len(node.inputs) > place:
            rank = _rank(node.inputs[place], graph, made)
            lookup = _lookup(node, graph, made, used) if rank is not None else None
            if rank is not None and lookup is not None:
                found.append((rank, -graph.tensors[lookup.table].shape[0], len(found), lookup))
    return min(found)[-1] if found else None


def _rank(ids: str, graph: Graph, made: Mapping[str, Node]) -> int | None:
    """How likely the ids are a text's tokens, 0 most; None where they are no input of the model."""
    for _ in range(MAX_STEPS):
        if ids in graph.inputs and ids not in graph.tensors:
            name = ids.lower()
            if any(other in name for other in OTHERS):
                return None
            return 0 if name.endswith("input_ids") else 1 if "ids" in name or "token" in name else 2
        node = made.get(ids)
        if node is None or node.kind not in PASSING or not node.inputs:
            return None
        ids = node.inputs[1] if node.kind == "Where" and len(node.inputs) > 1 else node.inputs[0]
    return None


def _lookup(node: Node, graph: Graph, made: Mapping[str, Node], used: Mapping[str, Node]) -> Lookup | None:
    if node.kind == "EmbedLayerNormalization":
        words, positions = node.inputs[2:4] if len(node.inputs) > 3 else ("", "")
        return Lookup(words, positions=positions) if _is_matrix(words, graph) else None
    if node.numbers.get("axis", node.numbers.get("gather_axis", 0)) not in (0, -2):
        return None
    if node.kind == "GatherBlockQuantized":
        if len(node.inputs) < 3 or not _is_matrix(node.inputs[0], graph):
            return None
        block, axis = node.numbers.get("block_size", 128), node.numbers.get("quantize_axis", 1)
        bits = node.numbers.get("bits", 4)
        return Lookup(
            node.inputs[0], scales=node.inputs[2], zeros=_optional(node, 3), axis=axis, block=block, bits=bits
        )
    return _plain(node, graph, made, used)


def _plain(node: Node, graph: Graph, made: Mapping[str, Node], used: Mapping[str, Node]) -> Lookup | None:
    """A Gather of numbers, or of codes that are turned into numbers before it or after."""
    table = node.inputs[0]
    for _ in range(MAX_STEPS):
        if _is_matrix(table, graph):
            after = used.get(node.outputs[0]) if node.outputs else None
            is_code = after is not None and after.kind == "DequantizeLinear" and after.inputs[0] == node.outputs[0]
            return _dequantized(table, after) if after is not None and is_code else Lookup(table)
        before = made.get(table)
        if before is None or not before.inputs:
            return None
        if before.kind == "DequantizeLinear" and _is_matrix(before.inputs[0], graph):
            return _dequantized(before.inputs[0], before)
        if before.kind not in ("Cast", "Identity"):
            return None
        table = before.inputs[0]
    return None


def _dequantized(table: str, node: Node) -> Lookup | None:
    if len(node.inputs) < 2:
        return None
    axis, block = node.numbers.get("axis", 1), node.numbers.get("block_size", 0)
    return Lookup(table, scales=node.inputs[1], zeros=_optional(node, 2), axis=axis, block=block)


def _optional(node: Node, at: int) -> str | None:
    return node.inputs[at] if len(node.inputs) > at and node.inputs[at] else None


def _is_matrix(name: str, graph: Graph) -> bool:
    return name in graph.tensors and len(graph.tensors[name].shape) == 2 and min(graph.tensors[name].shape) > 0
