"""A model in GGUF as a table: one file, or the parts that llama-gguf-split made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from rowspace.errors import BadFile
from rowspace.formats.companions import are_alike
from rowspace.formats.embedding_names import is_input
from rowspace.formats.gguf import GgufFile, looks_like_gguf
from rowspace.formats.gguf_metadata import Metadata
from rowspace.formats.gguf_tokens import read_vocabulary
from rowspace.formats.model_name import model_name
from rowspace.formats.sharded import Sharded, inside
from rowspace.formats.tensors import Facts, Vocabulary, table_of
from rowspace.table import Table

MAX_PARTS = 1_000
_PART = re.compile(r"(.+)-\d{5}-of-(\d{5})")  # of a file's stem


class Gguf:
    """Reader of a file; an entry of the list of formats."""

    name = "GGUF"

    def recognizes(self, path: Path) -> bool:
        return looks_like_gguf(path)

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        file = GgufFile(path)
        if _count(file.metadata, "split.count") < 2:
            return _table(file, name=model_name(path), tensor=tensor)
        return _table(_joined(path), name=path.stem[: -len("-00001-of-00003")], tensor=tensor)


def _table(file: GgufFile | GgufParts, *, name: str, tensor: str | None) -> Table:
    vocabulary, note = read_vocabulary(file.metadata, file.path.name), None
    asked = file.entries.get(tensor) if tensor is not None else None
    if vocabulary is not None and asked is not None and asked.shape:
        vocabulary, note = _fitting(vocabulary, asked.shape[0])
    return table_of(file, name=name, vocabulary=vocabulary, facts=_facts(file.metadata, note), tensor=tensor)


def _fitting(vocabulary: Vocabulary, rows: int) -> tuple[Vocabulary | None, str | None]:
    """The vocabulary where its tokens may be those of a tensor that was asked for, else a note."""
    count = len(vocabulary.tokens)
    if are_alike(count, rows):
        return vocabulary, None
    return None, f"Without tokens: the file has {count:,}, which do not fit {rows:,} rows."


def _facts(metadata: Metadata, note: str | None) -> Facts:
    architecture = str(metadata.get("general.architecture", ""))
    scale = metadata.get(f"{architecture}.embedding_scale")
    return Facts(
        input_scale=float(scale) if isinstance(scale, float) and 0 < scale < 1e9 else 1.0,
        scaled_by_width=architecture.startswith("gemma"),
        note=note,
    )


class GgufParts(Sharded):
    """The parts of a model that are there, by file name; the first has its settings. A `TensorFile`."""

    def __init__(self, folder: Path, parts: Mapping[str, GgufFile]) -> None:
        shards = {tensor: name for name, part in parts.items() for tensor in part.entries}
        super().__init__(folder, shards, lambda path: parts[path.name], format=GgufFile.format)
        self.metadata = next(iter(parts.values())).metadata


def _joined(path: Path) -> GgufParts:
    """All parts of a split model that are there. Raises BadFile where the tokens or the table are in none of them."""
    named = _PART.fullmatch(path.stem)
    if named is None or int(named[2]) > MAX_PARTS:
        raise BadFile(
            f"{path.name} is one part of a split model, so its name must end as in -00001-of-00003, and of "
            f"{MAX_PARTS:,} at most."
        )
    names = [f"{named[1]}-{part:05}-of-{named[2]}{path.suffix}" for part in range(1, int(named[2]) + 1)]
    present = [name for name in names if (path.parent / name).is_file()]
    if not present or present[0] != names[0]:
        raise BadFile(f"{path.name} is one part of a split model; its first, {names[0]}, is missing.")
    whole = GgufParts(path.parent, {name: GgufFile(inside(path.parent, name)) for name in present})
    if len(present) < len(names) and not any(is_input(tensor) for tensor in whole.entries):
        raise BadFile(
            f"{path.name}: {len(names) - len(present)} of {len(names)} parts are missing, and the others do not have "
            "the table; download them all."
        )
    return whole


def _count(metadata: Metadata, key: str) -> int:
    count = metadata.get(key)
    return count if type(count) is int else 1
