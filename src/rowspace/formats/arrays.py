"""A matrix in numpy's own files, .npy and .npz, beside a list of its tokens where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.model_name import model_name
from rowspace.formats.npy import looks_like_npy, peek, read_rows
from rowspace.formats.npz import NpzFile, looks_like_npz
from rowspace.formats.shapes import check_shape, refuse_choice
from rowspace.formats.tokens_beside import tokens_beside
from rowspace.gathering import Pages
from rowspace.rows import ArrayRows, Rows
from rowspace.table import Source, Table, Tokens

MAX_FILES = 1_000


class Npy:
    """Reader of a lone array; an entry of the list of formats."""

    name = "NumPy array"

    def recognizes(self, path: Path) -> bool:
        return looks_like_npy(path)

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        refuse_choice(tensor, path)
        rows = _rows(read_rows(path), path)
        tokens, note = tokens_beside(path, len(rows))
        return _table(path, rows, tokens, format=self.name, tensor="array", note=note)


class Npz:
    """Reader of archives of arrays; an entry of the list of formats."""

    name = "NumPy archive"

    def recognizes(self, path: Path) -> bool:
        return looks_like_npz(path)

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        file = NpzFile(path)
        chosen = file.choose(tensor)
        rows = _rows(file.rows(chosen), path)
        tokens, note = file.tokens(len(rows)), None
        if tokens is None:
            tokens, note = tokens_beside(path, len(rows))
        return _table(path, rows, tokens, format=self.name, tensor=chosen, note=note)


class ArrayFolder:
    """Reader of folders whose one matrix is an .npy, or that have such a folder called "data"; an entry of the list."""

    name = "folder of an array"

    def recognizes(self, path: Path) -> bool:
        return path.is_dir() and bool(matrices(path))

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        found = matrices(path)
        if len(found) > 1:
            names = ", ".join(entry.name for entry in found[:5])
            raise BadFile(f"{path.name} holds {len(found)} arrays ({names}); open the one you want.")
        return Npy().open(found[0], tensor=tensor)


def matrices(folder: Path) -> list[Path]:
    """The .npy files of a folder, or else of its folder "data", that are matrices of numbers.

    Where there are such files and none is sound, all of them, so that opening one says what is wrong.
    """
    for inner in (folder, folder / "data"):
        if inner.is_dir():
            entries = [entry for _, entry in zip(range(MAX_FILES), inner.iterdir(), strict=False)]
            found = sorted(entry for entry in entries if entry.suffix == ".npy" and entry.is_file())
            if found:
                return [entry for entry in found if _is_matrix(entry)] or found
    return []


def _is_matrix(path: Path) -> bool:
    header = peek(path)
    return header is not None and header.is_matrix


def _rows(array: NDArray[Any], path: Path) -> Rows:
    rows = ArrayRows(array)
    if isinstance(array, np.memmap) and array.flags.c_contiguous:
        rows.pages = Pages(path, array.offset, array.strides[0])
    return rows


def _table(path: Path, rows: Rows, tokens: Tokens | None, *, format: str, tensor: str, note: str | None) -> Table:
    check_shape(len(rows), rows.dim, where=path.name)
    if rows.dtype in ("int8", "uint8"):
        note = " ".join(filter(None, [note, f"Rows are {rows.dtype} as stored; what one step is worth is not known."]))
    return Table(
        name=model_name(path),
        tokens=tokens if tokens is not None else Tokens.of([]),
        rows=rows,
        source=Source(location=str(path), format=format, tensor=tensor, note=note),
    )
