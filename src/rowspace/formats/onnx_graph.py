"""An ONNX model as far as its table needs: the nodes of its graph and where its tensors lie, without their numbers."""

from __future__ import annotations

import math
import mmap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from rowspace.errors import BadFile
from rowspace.formats.protobuf import Broken, Message, signed
from rowspace.formats.regular import regular_file_size

GRAPH = 7
MAX_RANK = 8
MAX_VARINTS = 1 << 20  # bytes of numbers that are written one by one: scales and zero points
_MODEL_FIELDS = {1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26}

DTYPES: Mapping[int, tuple[str, int]] = {
    # ONNX's number -> (safetensors' name, or ONNX's own where that has none, bits each)
    1: ("F32", 32),
    2: ("U8", 8),
    3: ("I8", 8),
    4: ("U16", 16),
    5: ("I16", 16),
    6: ("I32", 32),
    7: ("I64", 64),
    9: ("BOOL", 8),
    10: ("F16", 16),
    11: ("F64", 64),
    12: ("U32", 32),
    13: ("U64", 64),
    16: ("BF16", 16),
    17: ("F8_E4M3", 8),
    18: ("F8_E4M3FNUZ", 8),
    19: ("F8_E5M2", 8),
    20: ("F8_E5M2FNUZ", 8),
    21: ("UINT4", 4),
    22: ("INT4", 4),
}


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor of the model.

    start, stop  its numbers in the model's file, None where they are outside or written as varints
    outside      keys and values that say which other file holds them
    """

    name: str
    dtype: str
    bits: int
    shape: tuple[int, ...]
    start: int | None
    stop: int | None
    varints: tuple[int, ...] = ()
    outside: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return math.prod(self.shape)

    @property
    def nbytes(self) -> int:
        return -(-self.count * self.bits // 8)


@dataclass(frozen=True, slots=True)
class Node:
    kind: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Graph:
    """inputs are the names of what a user feeds the model."""

    nodes: list[Node]
    tensors: dict[str, Tensor]
    inputs: list[str]


def looks_like_onnx(path: Path) -> bool:
    """A version first, as every exporter writes it, and then only fields of a model up to its graph, whole or cut."""
    with path.open("rb") as file:
        head = file.read(4)
    if len(head) < 4 or head[0] != 0x08 or not 1 <= head[1] <= 100:
        return False
    with _mapped(path) as contents:
        try:
            for number, value in Message(contents, 0, 1 << 62, [1_000]).fields():
                if number == GRAPH or number not in _MODEL_FIELDS:
                    return number == GRAPH and isinstance(value, Message)
        except Broken:
            pass
    return False


def read_graph(path: Path) -> Graph:
    """The main graph, without those inside its nodes. Raises BadFile."""
    size = regular_file_size(path)
    graph = Graph([], {}, [])
    try:
        with _mapped(path) as contents:
            for number, value in Message.of(contents, size).fields():
                if number == GRAPH and isinstance(value, Message):
                    _read_graph(value, graph)
    except ValueError as error:
        raise BadFile(f"{path.name} is no readable ONNX model: {error}. The download may be incomplete.") from None
    if not graph.nodes:
        raise BadFile(f"{path.name}: its graph has no nodes, so it looks up no table.")
    return graph


@contextmanager
def _mapped(path: Path) -> Iterator[mmap.mmap]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as contents:
        yield contents


def _read_graph(message: Message, graph: Graph) -> None:
    for number, value in message.fields():
        if not isinstance(value, Message):
            continue
        if number == 1:
            _read_node(value, graph)
        elif number == 5:
            tensor = _read_tensor(value)
            graph.tensors[tensor.name] = tensor
        elif number == 11:
            graph.inputs.extend(name.text() for at, name in value.fields() if at == 1 and isinstance(name, Message))


def _read_node(message: Message, graph: Graph) -> None:
    inputs, outputs, kind, numbers = [], [], "", {}
    for number, value in message.fields():
        if not isinstance(value, Message):
            continue
        if number == 1:
            inputs.append(value.text())
        elif number == 2:
            outputs.append(value.text())
        elif number == 4:
            kind = value.text()
        elif number == 5:
            name, held = _read_attribute(value)
            if isinstance(held, int):
                numbers[name] = held
            elif isinstance(held, Tensor) and kind in ("Constant", "") and outputs:
                graph.tensors[outputs[0]] = replace(held, name=outputs[0])
    graph.nodes.append(Node(kind, tuple(inputs), tuple(outputs), numbers))


def _read_attribute(message: Message) -> tuple[str, int | Tensor | None]:
    """Name and value of an attribute that is a whole number or a tensor."""
    name, held = "", None
    for number, value in message.fields():
        if number == 1 and isinstance(value, Message):
            name = value.text()
        elif number == 3 and isinstance(value, int):
            held = signed(value)
        elif number == 5 and isinstance(value, Message):
            return name, _read_tensor(value)
    return name, held


def _read_tensor(message: Message) -> Tensor:
    dims: list[int] = []
    kind, name, place, varints = 0, "", None, None
    outside: dict[str, str] = {}
    for number, value in message.fields():
        if number == 1:
            dims += [signed(value)] if isinstance(value, int) else value.numbers()
        elif number == 2 and isinstance(value, int):
            kind = value
        elif number in (4, 9, 10) and isinstance(value, Message):
            place = value
        elif number == 5 and isinstance(value, Message):
            varints = value
        elif number == 8 and isinstance(value, Message):
            name = value.text()
        elif number == 13 and isinstance(value, Message):
            outside.update([_read_entry(value)])
    if len(dims) > MAX_RANK or any(dim < 0 for dim in dims):
        raise Broken(f"a tensor has the shape {dims[: MAX_RANK + 1]}")
    dtype, bits = DTYPES.get(kind, ("none that is known", 8))
    return Tensor(
        name, dtype, bits, tuple(dims),
        start=place.start if place else None,
        stop=place.stop if place else None,
        varints=tuple(varints.numbers()) if varints and len(varints) <= MAX_VARINTS else (),
        outside=outside,
    )  # fmt: skip


def _read_entry(message: Message) -> tuple[str, str]:
    texts = {number: value.text() for number, value in message.fields() if isinstance(value, Message)}
    return texts.get(1, ""), texts.get(2, "")
