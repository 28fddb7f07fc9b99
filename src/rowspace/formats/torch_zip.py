"""PyTorch checkpoints (.bin, .pt, .pth, .ckpt): a zip of raw storages and one pickle that names them.

Storages lie uncompressed in the archive, so rows come by memory map as from any other file.
"""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.companions import Companions
from rowspace.formats.embedding_names import Entry
from rowspace.formats.numbers import bytes_of, rows_of
from rowspace.formats.regular import regular_file_size
from rowspace.formats.safetensors import MAPPED_FROM
from rowspace.formats.safetensors_header import DTYPES, quoted
from rowspace.formats.torch_pickle import MAX_PICKLE_BYTES, StoredTensor, read_tensors
from rowspace.formats.zip_directory import check_directory
from rowspace.gathering import Pages
from rowspace.rows import Rows
from rowspace.table import Table

LEGACY = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."  # torch.save before 1.6 began with this pickle


class TorchCheckpoint:
    """Reader of a lone file; an entry of the list of formats."""

    name = "PyTorch checkpoint"

    def recognizes(self, path: Path) -> bool:
        return path.is_file() and is_torch_zip(path)

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        return Companions(path.parent, lone=True).table_of(TorchZip(path), tensor=tensor)


class TorchZip:
    """An open checkpoint: tensors by name, each checked against the archive's own sizes. A `TensorFile`."""

    format = "PyTorch"

    def __init__(self, path: Path) -> None:
        self.path = path
        regular_file_size(path)
        check_directory(path)
        try:
            with zipfile.ZipFile(path) as archive:
                self._members = _members(archive, path)
                self._folder, pickled = _pickle(archive, self._members, path)
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            if isinstance(error, BadFile):
                raise
            raise BadFile(f"{path.name}: its archive is broken ({error}). The download may be incomplete.") from None
        self.tensors = read_tensors(pickled, path.name)

    @property
    def entries(self) -> dict[str, Entry]:
        return {name: _entry(tensor) for name, tensor in self.tensors.items()}

    def rows(self, name: str) -> Rows:
        """Rows of a 2-D tensor. Raises BadFile where the archive does not hold what the pickle says."""
        tensor, (start, viewed) = self.tensors[name], self._viewed(name)
        rows = rows_of(viewed, tensor.storage.kind.dtype, where=f"{self.path.name}: tensor {quoted(name)}")
        if viewed.nbytes >= MAPPED_FROM and viewed.flags.c_contiguous:
            rows.pages = Pages(self.path, start + tensor.offset * viewed.itemsize, viewed.strides[0])
        return rows

    def stored(self, name: str) -> NDArray[np.uint8] | None:
        _, viewed = self._viewed(name)
        return bytes_of(viewed) if viewed.flags.c_contiguous else None

    def _viewed(self, name: str) -> tuple[int, NDArray[Any]]:
        """Where in the file the tensor's storage begins, and the tensor's stored bits in its shape."""
        tensor = self.tensors[name]
        dtype, itemsize = tensor.storage.kind.dtype, tensor.storage.kind.itemsize
        with self.path.open("rb") as file:
            start, size = self._data(file, tensor.storage.key)
            if size != tensor.storage.numel * itemsize:
                raise BadFile(
                    f"{self.path.name}: storage {tensor.storage.key} of tensor {quoted(name)} has {size:,} bytes; "
                    f"{tensor.storage.numel * itemsize:,} are needed."
                )
            raw = _bytes(file, start, size, self.path)
        numbers: NDArray[Any] = raw.view(str(DTYPES[dtype][0]))
        strides = tuple(stride * itemsize for stride in tensor.strides)
        return start, np.lib.stride_tricks.as_strided(numbers[tensor.offset :], tensor.shape, strides, writeable=False)

    def _data(self, file: BinaryIO, key: str) -> tuple[int, int]:
        """First byte and length of a storage inside the file."""
        member = self._members.get(f"{self._folder}data/{key}")
        if member is None:
            raise BadFile(f'{self.path.name}: storage "{key}" is not in the archive. The download may be incomplete.')
        if member.compress_type != zipfile.ZIP_STORED:
            raise BadFile(f'{self.path.name}: storage "{key}" is compressed; PyTorch stores them plain.')
        file.seek(member.header_offset)
        header = file.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise BadFile(f'{self.path.name}: storage "{key}" is not where the archive says.')
        names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        start = member.header_offset + 30 + names
        if start + member.file_size > os.fstat(file.fileno()).st_size:
            raise BadFile(f'{self.path.name}: storage "{key}" ends past the file. The download may be incomplete.')
        return start, member.file_size


def _bytes(file: BinaryIO, start: int, size: int, path: Path) -> NDArray[np.uint8]:
    """A stretch of the file: mapped where it is large, read where it is small (see `safetensors.MAPPED_FROM`)."""
    if size >= MAPPED_FROM:
        return np.memmap(file, np.uint8, mode="r", offset=start, shape=(size,))
    file.seek(start)
    raw = np.frombuffer(file.read(size), np.uint8)
    if len(raw) != size:
        raise BadFile(f"{path.name}: the file became shorter while it was read; open it again.")
    return raw


def is_torch_zip(path: Path) -> bool:
    """A zip with a member data.pkl."""
    try:
        check_directory(path)
        with zipfile.ZipFile(path) as archive:
            return any(name == "data.pkl" or name.endswith("/data.pkl") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return False


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    members = {member.filename: member for member in archive.infolist()}
    if len(members) != len(archive.infolist()):
        raise BadFile(f"{path.name}: its archive names a member twice.")
    return members


def _pickle(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], path: Path) -> tuple[str, bytes]:
    """Folder of the checkpoint inside the archive, and its pickle."""
    names = [name for name in members if name == "data.pkl" or name.endswith("/data.pkl")]
    if len(names) != 1:
        raise BadFile(f"{path.name}: a PyTorch checkpoint has one data.pkl; this archive has {len(names)}.")
    member = members[names[0]]
    if member.file_size > MAX_PICKLE_BYTES or member.file_size > 1032 * max(1, member.compress_size):
        raise BadFile(
            f"{path.name}: its pickle claims {member.file_size:,} bytes; at most {MAX_PICKLE_BYTES:,} are read."
        )
    return names[0].removesuffix("data.pkl"), archive.read(member)


def _entry(tensor: StoredTensor) -> Entry:
    count = int(np.prod(tensor.shape, dtype=object)) if tensor.shape else 1
    return Entry(tensor.storage.kind.dtype, tensor.shape, count * tensor.storage.kind.itemsize)
