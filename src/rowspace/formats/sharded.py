"""A model in several files and the index that says which tensor lies in which. A shard is opened when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.embedding_names import Entry
from rowspace.formats.json_files import read_json
from rowspace.formats.safetensors_header import quoted
from rowspace.formats.tensors import TensorFile
from rowspace.rows import Rows

MAX_INDEX_BYTES = 100_000_000


class Sharded:
    """A `TensorFile` over the shards of a folder.

    shards  the shard's file name of each tensor
    open    opens one shard
    """

    def __init__(
        self, folder: Path, shards: Mapping[str, str], open: Callable[[Path], TensorFile], *, format: str
    ) -> None:
        self.path = folder
        self.format = format
        self.entries: Mapping[str, Entry] = _Entries(self, shards)
        self._shards = shards
        self._open = open
        self._opened: dict[str, TensorFile] = {}

    def rows(self, name: str) -> Rows:
        return self.shard_of(name).rows(name)

    def stored(self, name: str) -> NDArray[np.uint8] | None:
        return self.shard_of(name).stored(name)

    def shard_of(self, tensor: str) -> TensorFile:
        """Raises BadFile where the shard is missing or holds other tensors than the index says."""
        name = self._shards[tensor]
        if name not in self._opened:
            path = inside(self.path, name)
            if not path.exists():
                raise BadFile(
                    f"{name}, which holds tensor {quoted(tensor)}, is missing. The download may be incomplete."
                )
            shard = self._open(path)
            self._agree(name, shard)
            self._opened[name] = shard
        return self._opened[name]

    def _agree(self, name: str, shard: TensorFile) -> None:
        listed = {tensor for tensor, where in self._shards.items() if where == name}
        if differing := listed ^ set(shard.entries):
            tensor = min(differing)
            has, lists = ("lacks", "lists") if tensor in listed else ("holds", "does not list")
            raise BadFile(f"{name} {has} tensor {quoted(tensor)}, which the index {lists} there.")


class _Entries(Mapping[str, Entry]):
    """Names from the index; the entry itself from the header of its shard."""

    def __init__(self, file: Sharded, shards: Mapping[str, str]) -> None:
        self._file = file
        self._shards = shards

    def __getitem__(self, name: str) -> Entry:
        return self._file.shard_of(name).entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shards)

    def __len__(self) -> int:
        return len(self._shards)


def read_index(path: Path) -> dict[str, str]:
    """Shard of each tensor. Raises BadFile for shard names that are more than a file's name."""
    shards = read_json(path, most_bytes=MAX_INDEX_BYTES).get("weight_map")
    if not isinstance(shards, dict) or not shards or not all(isinstance(shard, str) for shard in shards.values()):
        raise BadFile(f"{path.name} has no weight_map of tensors to files.")
    for shard in set(shards.values()):
        if not is_bare(shard):
            raise BadFile(f"{path.name} names the shard {quoted(shard)}; a shard is a file of the same folder.")
    return shards


def is_bare(name: str) -> bool:
    return bool(name) and not name.startswith(".") and not set(name) & set("/\\:\0") and len(name) < 256


def inside(folder: Path, name: str) -> Path:
    """The file of a folder. Raises BadFile where a link leads out of it; the Hub's cache links to its own blobs."""
    path = folder / name
    home, target = folder.resolve(), path.resolve()
    blobs = home.parent.parent / "blobs" if home.parent.name == "snapshots" else home
    if target.parent not in (home, blobs):
        raise BadFile(f"{name} is a link that leads out of the folder; copy the file there if you trust it.")
    return path
