"""numpy's .npz: a zip of .npy members. The table is its one matrix, the tokens are its one array of as many texts."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument, BadFile
from rowspace.formats.byte_file import MAPPED_FROM
from rowspace.formats.npy import NpyHeader, as_tokens, check_matrix, read_header, shaped
from rowspace.formats.packing import FREE_BYTES, MAX_RATIO
from rowspace.formats.regular import regular_file_size
from rowspace.formats.safetensors_header import quoted
from rowspace.formats.stored_members import stored_range
from rowspace.formats.zip_directory import check_directory
from rowspace.table import Tokens

MAX_MEMBERS = 10_000
MAX_TEXT_BYTES = 1 << 29  # of an array of texts, four bytes a character
_DAMAGE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError)


def looks_like_npz(path: Path) -> bool:
    """A zip whose members are .npy, all of them."""
    if not path.is_file():
        return False
    try:
        check_directory(path)
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except _DAMAGE:
        return False
    return bool(names) and all(name.endswith(".npy") for name in names)


class NpzFile:
    """The headers of an archive's arrays, by their names without ".npy". Raises BadFile."""

    def __init__(self, path: Path) -> None:
        self.path = path
        check_directory(path)
        self._members: dict[str, zipfile.ZipInfo] = {}
        try:
            with zipfile.ZipFile(path) as archive:
                self._list(archive)
                self.headers: Mapping[str, NpyHeader] = {
                    name: self._header(archive, member) for name, member in self._members.items()
                }
        except BadFile:
            raise
        except _DAMAGE as error:
            raise self._broken(error) from None

    def choose(self, asked: str | None) -> str:
        """Name of the matrix that is the table. Raises BadArgument for one asked for that is none, BadFile."""
        matrices = [name for name, header in self.headers.items() if header.is_matrix]
        listed = ", ".join(f"{quoted(name)} {_sized(self.headers[name])}" for name in matrices[:5]) or "none"
        if asked is not None:
            if asked not in matrices:
                raise BadArgument(f"{self.path.name} has no tensor {quoted(asked)}; its matrices are {listed}.")
            return asked
        if len(matrices) != 1:
            raise BadFile(
                f"{self.path.name} holds {len(matrices)} matrices of numbers ({listed}); a table is one."
                + (" Choose it with --tensor NAME." if matrices else "")
            )
        return matrices[0]

    def rows(self, name: str) -> NDArray[Any]:
        """A matrix, mapped where it is large and stored plain, else unpacked.   -> (n, d)   Raises BadFile."""
        header, member = check_matrix(self.headers[name], self._where(name)), self._members[name]
        if header.nbytes < MAPPED_FROM or member.compress_type != zipfile.ZIP_STORED:
            return self._unpacked(name)
        order: Any = "F" if header.by_column else "C"
        with self.path.open("rb") as file:
            start, size = stored_range(file, member, where=self._where(name))
            if header.start + header.nbytes > size:
                raise BadFile(f"{self._where(name)} is cut short. The download may be incomplete.")
            offset = start + header.start
            return np.memmap(file, header.dtype, mode="r", offset=offset, shape=header.shape, order=order)

    def tokens(self, rows: int) -> Tokens | None:
        """The texts of an array that has one a row, where there is just one such."""
        names = [name for name, header in self.headers.items() if header.is_text and header.shape == (rows,)]
        if len(names) != 1 or self.headers[names[0]].nbytes > MAX_TEXT_BYTES:
            return None
        return as_tokens(self._unpacked(names[0]), self._where(names[0]))

    def _list(self, archive: zipfile.ZipFile) -> None:
        size = regular_file_size(self.path)
        for member in archive.infolist():
            name = member.filename.removesuffix(".npy")
            if name in self._members:
                raise BadFile(f"{self.path.name}: its archive names a member twice.")
            if member.compress_size > size:
                raise BadFile(
                    f"{self._where(name)} claims more bytes than the file has. The download may be incomplete."
                )
            self._members[name] = member
        if len(self._members) > MAX_MEMBERS:
            raise BadFile(f"{self.path.name} holds more than {MAX_MEMBERS:,} arrays; that many are not read.")

    def _header(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> NpyHeader:
        with archive.open(member) as file:
            return read_header(file, size=member.file_size, where=self._where(member.filename))

    def _unpacked(self, name: str) -> NDArray[Any]:
        member, header = self._members[name], self.headers[name]
        if member.file_size > FREE_BYTES + MAX_RATIO * max(member.compress_size, 1):
            raise BadFile(
                f"{self._where(name)} unpacks to more than {MAX_RATIO} times its size, which no table of numbers does; "
                "save it with numpy.savez if you trust it."
            )
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(member) as file:
                return shaped(_after(file, header.start, header.nbytes), header, self._where(name))
        except BadFile:
            raise
        except _DAMAGE as error:
            raise self._broken(error) from None

    def _where(self, name: str) -> str:
        return f"{self.path.name}: {quoted(name)}"

    def _broken(self, error: Exception) -> BadFile:
        return BadFile(f"{self.path.name}: its archive is broken ({error}). The download may be incomplete.")


def _after(file: IO[bytes], start: int, count: int) -> bytes:
    file.read(start)
    return file.read(count)


def _sized(header: NpyHeader) -> str:
    return " × ".join(f"{count:,}" for count in header.shape)
