"""The formats rowspace opens, in the order in which a file is held against them."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from rowspace.errors import UnknownFormat, UnknownTable
from rowspace.formats.checkpoint import Checkpoint
from rowspace.formats.gguf_model import Gguf
from rowspace.formats.native import Native
from rowspace.formats.regular import regular_file_size
from rowspace.formats.safetensors_model import Safetensors
from rowspace.formats.torch_zip import TorchCheckpoint
from rowspace.formats.unrecognized import why_unrecognized
from rowspace.formats.word_vectors import TextVectors
from rowspace.formats.word_vectors_binary import BinaryVectors
from rowspace.table import Table


class Format(Protocol):
    """One reader.

    `recognizes` looks at the first bytes, or for a folder at its files, is not fooled by a suffix and raises nothing
    but OSError. `open` may raise BadFile; `tensor` names one inside the file and is refused (BadArgument) where
    a file holds just one table.
    """

    @property
    def name(self) -> str: ...

    def recognizes(self, path: Path) -> bool: ...

    def open(self, path: Path, *, tensor: str | None = None) -> Table: ...


FORMATS: list[Format] = [
    Checkpoint(),
    Native(),
    Safetensors(),
    Gguf(),
    TorchCheckpoint(),
    BinaryVectors(),
    TextVectors(),
]


def open_file(path: Path, *, tensor: str | None = None) -> Table:
    """Table of a file or folder. Raises UnknownTable where there is none, UnknownFormat, BadFile, BadArgument."""
    if not path.exists():
        raise UnknownTable(f"{path} does not exist; give the path of a table's file or of a checkpoint folder.")
    if not path.is_dir():
        regular_file_size(path)
    for format in FORMATS:
        if format.recognizes(path):
            return format.open(path, tensor=tensor)
    known = ", ".join(format.name for format in FORMATS)
    what = why_unrecognized(path) or f"{path.name} is in no format that rowspace opens"
    raise UnknownFormat(f"{what}; these are: {known}." if what.endswith("opens") else what)
