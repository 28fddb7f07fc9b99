"""The formats rowspace opens, in the order in which a file is held against them."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from rowspace.errors import UnknownFormat, UnknownTable
from rowspace.formats.native import is_native, open_native
from rowspace.formats.safetensors import SafetensorsFile, regular_file_size
from rowspace.table import Table


class Format(Protocol):
    """One reader. `recognizes` looks at the first bytes and is not fooled by a suffix; `open` may raise BadFile."""

    @property
    def name(self) -> str: ...

    def recognizes(self, path: Path) -> bool: ...

    def open(self, path: Path) -> Table: ...


class Native:
    """rowspace's own layout, see `formats.native`."""

    name = "native"

    def recognizes(self, path: Path) -> bool:
        return looks_like_safetensors(path) and is_native(SafetensorsFile(path))

    def open(self, path: Path) -> Table:
        return open_native(SafetensorsFile(path))


FORMATS: list[Format] = [Native()]


def open_file(path: Path) -> Table:
    """Table of a file or folder. Raises UnknownTable where there is none, UnknownFormat, BadFile."""
    if not path.exists():
        raise UnknownTable(f"{path} does not exist; give the path of a table's file or of a checkpoint folder.")
    if not path.is_dir():
        regular_file_size(path)
    for format in FORMATS:
        if format.recognizes(path):
            return format.open(path)
    known = ", ".join(format.name for format in FORMATS)
    raise UnknownFormat(f"{path.name} is in no format that rowspace opens; these are: {known}.")


def looks_like_safetensors(path: Path) -> bool:
    """A header length, then "{": what every safetensors file begins with, whole or broken."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(9)[8:] == b"{"
