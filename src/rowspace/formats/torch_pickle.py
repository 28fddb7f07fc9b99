"""The pickle inside a PyTorch checkpoint, read by a closed list: it can name tensors and do nothing else.

Pickle is a program. This reader knows the handful of calls that a state dict is made of, turns each into an inert
record, and refuses every other. No deny-list, no scanner, no torch (CVE-2025-32434, CVE-2026-24747).
"""

from __future__ import annotations

import io
import math
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from rowspace.errors import BadFile

MAX_PICKLE_BYTES = 100_000_000
MAX_READS = 2_000_000  # a tensor takes about 60; each may leave an object in memory
MAX_DEPTH = 6
MAX_NODES = 1_000_000  # of the tree that is searched for tensors; shared branches count every time
MAX_KEY = 1 << 31
MAX_NAME = 1_000  # letters of a key; names of tensors are joined of them

STORAGES = {
    # class in the pickle -> (dtype as safetensors writes it, bytes of one number)
    "DoubleStorage": ("F64", 8),
    "FloatStorage": ("F32", 4),
    "HalfStorage": ("F16", 2),
    "BFloat16Storage": ("BF16", 2),
    "LongStorage": ("I64", 8),
    "IntStorage": ("I32", 4),
    "ShortStorage": ("I16", 2),
    "CharStorage": ("I8", 1),
    "ByteStorage": ("U8", 1),
    "BoolStorage": ("BOOL", 1),
}


OBJECTS = (pickle.INST, pickle.OBJ, pickle.NEWOBJ, pickle.NEWOBJ_EX, pickle.EXT1, pickle.EXT2, pickle.EXT4)
UNBOUNDED = (pickle.BYTEARRAY8, pickle.NEXT_BUFFER, pickle.READONLY_BUFFER)  # make room before they have read
HASHED = (pickle.EMPTY_SET, pickle.ADDITEMS, pickle.FROZENSET, pickle.PUT, pickle.DICT)  # of any key, so of one hash


@dataclass(frozen=True, slots=True)
class StorageKind:
    dtype: str
    itemsize: int


@dataclass(frozen=True, slots=True)
class Storage:
    """A member of the archive that holds `numel` numbers."""

    kind: StorageKind
    key: str
    numel: int


@dataclass(frozen=True, slots=True)
class StoredTensor:
    """A view of a storage; offset and strides count numbers."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


class Inert:
    """Stands for an object that a training checkpoint may hold and that says nothing about its tensors."""


def read_tensors(raw: bytes, where: str) -> dict[str, StoredTensor]:
    """Every tensor of a pickled state dict by its dotted name. Raises BadFile for anything that is not inert."""
    if len(raw) > MAX_PICKLE_BYTES:
        raise BadFile(f"{where}: its pickle has {len(raw):,} bytes; at most {MAX_PICKLE_BYTES:,} are read.")
    try:
        tree = ClosedUnpickler(raw, where).load()
    except BadFile:
        raise
    except Exception as error:  # the pure-Python unpickler raises nearly anything on broken bytes
        raise BadFile(f"{where}: its pickle is broken ({type(error).__name__}).") from None
    tensors: dict[str, StoredTensor] = {}
    for nodes, (name, node) in enumerate(_walk(tree, "", 0)):
        if nodes == MAX_NODES:
            raise BadFile(f"{where}: its pickle is a tree of more than {MAX_NODES:,} branches.")
        if isinstance(node, StoredTensor):
            tensors[name] = node
    return tensors


def _walk(node: Any, name: str, depth: int) -> Iterator[tuple[str, Any]]:
    yield name, node
    if isinstance(node, dict) and depth < MAX_DEPTH:
        for key, value in node.items():
            if isinstance(key, str) and len(key) <= MAX_NAME:
                yield from _walk(value, f"{name}.{key}" if name else key, depth + 1)


class CountedBytes(io.BytesIO):
    """Bytes that may be read from a limited number of times."""

    def __init__(self, raw: bytes, where: str) -> None:
        super().__init__(raw)
        self.where = where
        self.left = MAX_READS

    def read(self, size: int | None = -1, /) -> bytes:
        self.left -= 1
        if self.left < 0:
            raise BadFile(f"{self.where}: its pickle takes more than {MAX_READS:,} steps.")
        return super().read(size)


class ClosedUnpickler(pickle._Unpickler):  # the pure-Python one: it has no C state to corrupt
    """Unpickler whose every callable is ours."""

    dispatch: ClassVar[dict[int, Callable[[Any], None]]] = dict(pickle._Unpickler.dispatch)
    stack: list[Any]

    def __init__(self, raw: bytes, where: str) -> None:
        super().__init__(CountedBytes(raw, where))
        self.where = where

    def find_class(self, module: str, name: str) -> Any:
        if module in ("torch", "torch.storage") and name in STORAGES:
            return StorageKind(*STORAGES[name])
        found = _ALLOWED.get((module, name))
        if found is None:
            raise BadFile(
                f'{self.where}: its pickle asks for "{module}.{name}", which a table of tensors does not need. '
                "Save the model's state dict, or better a safetensors file, and open that."
            )
        return found

    def persistent_load(self, pid: Any) -> Storage:
        try:
            word, kind, key, _, numel = pid
        except (TypeError, ValueError):
            word = None
        if word != "storage" or not (isinstance(kind, StorageKind) and isinstance(key, str) and type(numel) is int):
            raise BadFile(f"{self.where}: its pickle refers to something that is not a storage.")
        return Storage(kind, key, numel)

    def load_reduce(self) -> None:
        arguments = self.stack.pop()
        called = self.stack[-1]
        if called not in _ALLOWED.values() or not isinstance(arguments, tuple):
            raise BadFile(f"{self.where}: its pickle calls something that is not on the list of what a tensor needs.")
        self.stack[-1] = called(*arguments)

    def load_build(self) -> None:
        """Drops the state; of what is allowed only a state dict's own `_metadata` and numpy's dtypes have one."""
        self.stack.pop()
        if not isinstance(self.stack[-1], dict | Inert):
            raise BadFile(f"{self.where}: its pickle sets the state of something other than a dict.")

    def load_setitem(self) -> None:
        value, key = self.stack.pop(), self.stack.pop()
        self._set(self.stack[-1], [key, value])

    def load_setitems(self) -> None:
        items = self.pop_mark()  # type: ignore[attr-defined]
        self._set(self.stack[-1], items)

    def _set(self, target: Any, items: list[Any]) -> None:
        """Keys of state dicts are names and small numbers. Others may be chosen to have one hash, and take forever."""
        if not isinstance(target, dict):
            self.refuse()
        for key, value in zip(items[::2], items[1::2], strict=True):
            if isinstance(key, str) or (type(key) is int and 0 <= key < MAX_KEY):
                target[key] = value

    def load_frame(self) -> None:
        """The frames of later protocols are only a hint to readers of streams."""
        self.read(8)  # type: ignore[attr-defined]

    def refuse(self) -> None:
        raise BadFile(f"{self.where}: its pickle builds an object, which a table of tensors does not need.")

    dispatch[pickle.REDUCE[0]] = load_reduce
    dispatch[pickle.BUILD[0]] = load_build
    dispatch[pickle.SETITEM[0]] = load_setitem
    dispatch[pickle.SETITEMS[0]] = load_setitems
    dispatch[pickle.FRAME[0]] = load_frame
    for _opcode in (*OBJECTS, *HASHED, *UNBOUNDED):
        dispatch[_opcode[0]] = refuse


def _ordered_dict(*pairs: Any) -> dict[str, Any]:
    return {key: value for key, value in (pairs[0] if pairs else ()) if isinstance(key, str)}


def _inert(*_: Any) -> Inert:
    return Inert()


def _tensor(storage: Any, offset: Any, shape: Any, strides: Any, *_: Any) -> StoredTensor:
    whole = all(type(n) is int and n >= 0 for n in (offset, *shape, *strides))
    if not isinstance(storage, Storage) or not whole or len(shape) != len(strides) or len(shape) > 8:
        raise BadFile("A tensor in the pickle has an impossible shape or stride.")
    last = offset + sum((n - 1) * stride for n, stride in zip(shape, strides, strict=True))
    if math.prod(shape) and last >= storage.numel:
        raise BadFile(f"A tensor of shape {tuple(shape)} reaches past its storage of {storage.numel:,} numbers.")
    return StoredTensor(storage, offset, tuple(shape), tuple(strides))


def _parameter(tensor: Any, *_: Any) -> Any:
    return tensor


_ALLOWED: dict[tuple[str, str], Callable[..., Any]] = {
    ("collections", "OrderedDict"): _ordered_dict,
    ("torch._utils", "_rebuild_tensor_v2"): _tensor,
    ("torch._utils", "_rebuild_parameter"): _parameter,
    ("torch", "Size"): _inert,
    ("torch", "device"): _inert,
    ("_codecs", "encode"): _inert,  # how protocol 2 writes bytes
    ("numpy", "dtype"): _inert,
    ("numpy.core.multiarray", "scalar"): _inert,
    ("numpy._core.multiarray", "scalar"): _inert,
}
