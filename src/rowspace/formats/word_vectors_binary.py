"""Word vectors as word2vec's binary file: a header line, then token, space and 4 × d bytes a row.

Opening walks the tokens and leaves the numbers where they are, in the memory map; a newline after a row
(word2vec.c writes one, gensim and Google's files do not) is allowed and not expected.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.packing import file_bytes, head_bytes
from rowspace.formats.shapes import MAX_DIM, MAX_ROWS, refuse_choice
from rowspace.formats.word_vectors import HEAD, text_layout
from rowspace.rows import Floats, Rows
from rowspace.table import Source, Table, Tokens

SAMPLE = 4096

_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f]")
_HEADER = re.compile(rb"(\d{1,20}) (\d{1,20})\r?\n")


class BinaryVectors:
    """Reader of the binary layout; an entry of the list of formats."""

    name = "word2vec, binary"

    def recognizes(self, path: Path) -> bool:
        """A header line, then what is no line of a token and its numbers, nor any text."""
        if not path.is_file():
            return False
        head = head_bytes(path, HEAD)
        header = _HEADER.match(head)
        if header is None:
            return False
        layout = text_layout(head)
        is_text = layout is not None and layout.rows is not None
        return not is_text and not _is_text(head[header.end() :][:SAMPLE])

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        refuse_choice(tensor, path)
        return open_binary(path)


def _is_text(body: bytes) -> bool:
    """Whether bytes, perhaps cut within a character, are text without control characters."""
    try:
        text = getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(text)


class ScatteredRows(Rows):
    """Rows of little-endian float32 that lie apart in one array of bytes.

    raw     (size,) uint8
    starts  (n,)    byte where each row begins, at any alignment
    """

    def __init__(self, raw: NDArray[np.uint8], starts: NDArray[np.int64], dim: int) -> None:
        super().__init__((len(starts), dim), dtype="float32", nbytes=4 * dim * len(starts))
        self._raw = raw
        self._starts = starts

    def take(self, ids: NDArray[np.intp]) -> Floats:
        return self._gather(self._starts[ids])

    def block(self, start: int, stop: int) -> Floats:
        return self._gather(self._starts[start:stop])

    def _gather(self, starts: NDArray[np.int64]) -> Floats:
        from rowspace.formats.decimals import gather_bytes

        rows = np.empty((len(starts), self.dim), "<f4")
        gather_bytes(self._raw, starts, rows.view(np.uint8))
        return rows


def open_binary(path: Path) -> Table:
    """Table of a binary file. Raises BadFile where the header and the bytes disagree."""
    from rowspace.formats.decimals import find_binary_rows, gather_tokens

    raw = file_bytes(path)
    count, dim, begin = _read_header(raw, path)
    token_start, token_end = np.empty(count, np.int64), np.empty(count, np.int64)
    found = find_binary_rows(raw, begin, count, 4 * dim, token_start, token_end)
    if found < count:
        raise BadFile(
            f"{path.name}: the header promises {count:,} rows of {dim} numbers but row {found + 1:,} is cut short or "
            "has no token. The download may be incomplete."
        )
    offsets = np.concatenate([[0], np.cumsum(token_end - token_start)])
    blob = np.empty(int(offsets[-1]), np.uint8)
    gather_tokens(raw, token_start, offsets, blob)
    return Table(
        name=path.name.split(".")[0] or path.name,
        tokens=Tokens(blob, offsets),
        rows=ScatteredRows(raw, token_end + 1, dim),
        source=Source(location=str(path), format=BinaryVectors.name, tensor="binary"),
    )


def _read_header(raw: NDArray[np.uint8], path: Path) -> tuple[int, int, int]:
    """Rows, dims and the byte after the header, held against the size of the file."""
    header = _HEADER.match(raw[:64].tobytes())
    if header is None:
        raise BadFile(f"{path.name}: a word2vec binary file begins with a line of two numbers; this one does not.")
    count, dim = int(header[1]), int(header[2])
    if not (0 < count <= MAX_ROWS and 0 < dim <= MAX_DIM):
        raise BadFile(f"{path.name}: the header promises {count:,} rows of {dim:,} numbers, which no table has.")
    if header.end() + count * (4 * dim + 1) > len(raw):
        raise BadFile(
            f"{path.name}: the header promises {count:,} rows of {dim:,} numbers, at least "
            f"{count * (4 * dim + 1):,} bytes, but the file has {len(raw):,}. The download may be incomplete."
        )
    return count, dim, header.end()
