"""Tables of models whose files lie on a server: the readers of local files, given bytes from afar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rowspace.errors import UnknownFormat
from rowspace.formats.byte_file import ByteFile
from rowspace.formats.companions import Companions
from rowspace.formats.gguf import GgufFile
from rowspace.formats.gguf_header import MAGIC
from rowspace.formats.gguf_model import GgufParts, gguf_table, is_part, stem_of_part
from rowspace.formats.model_name import model_name
from rowspace.formats.native import is_native, open_native
from rowspace.formats.safetensors import SafetensorsFile
from rowspace.formats.safetensors_model import SafetensorsModel
from rowspace.formats.shapes import refuse_choice
from rowspace.formats.sharded import Sharded
from rowspace.table import Table

Beside = Callable[[], Companions]
"""Brings config and tokens here; called once it is known that they are needed."""


def one_file(file: ByteFile, called: str, beside: Beside, *, tensor: str | None) -> Table:
    """The table of a lone file, which is known by its first bytes. Raises UnknownFormat for another kind."""
    head = file.read(0, min(9, file.size))
    if head.startswith(MAGIC):
        return gguf([file], tensor=tensor)
    if head[8:] != b"{":
        is_page = head.lstrip().lower().startswith((b"<!doc", b"<html"))
        raise UnknownFormat(
            f"{called} is {'a web page, not a model' if is_page else 'neither safetensors nor GGUF'}, and other files "
            "are not read from afar; check the address, or download the file and open it from disk."
        )
    opened = SafetensorsFile(file.path, file)
    if is_native(opened):
        refuse_choice(tensor, file.path)
        return open_native(opened)
    companions = beside()
    return companions.table_of(SafetensorsModel(opened, companions.config), tensor=tensor)


def in_shards(
    folder: Path, shards: Mapping[str, str], open: Callable[[str], ByteFile], beside: Beside, *, tensor: str | None
) -> Table:
    """The table of a model in shards, of which only those are opened that hold its tables.

    open  gives a shard by its file name
    """
    companions = beside()

    def opened(path: Path) -> SafetensorsModel:
        return SafetensorsModel(SafetensorsFile(path, open(path.name)), companions.config)

    return companions.table_of(RemoteShards(folder, shards, opened, format="safetensors"), tensor=tensor)


def gguf(parts: Sequence[ByteFile], *, tensor: str | None) -> Table:
    """The table of a file, or of a model split in several; the first has the tokens."""
    opened = {part.path.name: GgufFile(part.path, part) for part in parts}
    first, path = next(iter(opened.values())), parts[0].path
    if not is_part(first):
        return gguf_table(first, name=model_name(path), tensor=tensor)
    return gguf_table(GgufParts(path.parent, opened), name=stem_of_part(path.name), tensor=tensor)


class RemoteShards(Sharded):
    """Shards that are not in the folder."""

    def _located(self, name: str, tensor: str) -> Path:
        return self.path / name
