"""Word vectors as text, one token and its numbers a line: word2vec and fastText with a header, GloVe without.

The last d fields of a line are the numbers and everything before them is the token, so tokens with spaces
(". . ." in GloVe 840B, a lone space in fastText) are read whole.
"""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.packing import file_bytes, head_bytes
from rowspace.formats.shapes import MAX_DIM, refuse_choice
from rowspace.rows import ArrayRows, Floats
from rowspace.table import Source, Table, Tokens

HEAD = 1 << 18
NUMBER = re.compile(rb"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|nan|inf|infinity)", re.IGNORECASE)
_HEADER = re.compile(rb"(\d{1,20})[ \t]+(\d{1,20})\s*")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the first lines say.  rows is None where there is no header, `skip` the bytes before the first row."""

    rows: int | None
    dim: int
    skip: int


class TextVectors:
    """Reader of the text layouts; an entry of the list of formats."""

    name = "word vectors, text"

    def recognizes(self, path: Path) -> bool:
        return path.is_file() and text_layout(head_bytes(path, HEAD)) is not None

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        refuse_choice(tensor, path)
        return open_text(path)


def text_layout(head: bytes) -> Layout | None:
    """Layout of a file that begins with `head`, or None where its first lines are no word vectors."""
    mark = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    lines = head[mark:].split(b"\n")
    if len(lines) > 2 or len(head) == HEAD:
        lines = lines[:-1] if len(lines) > 1 else []  # the last may be cut
    header = _HEADER.fullmatch(lines[0]) if lines else None
    if header and len(lines) > 1:
        rows, dim = int(header[1]), int(header[2])
        if 0 < dim <= MAX_DIM and _trailing_numbers(lines[1], dim) == dim:
            return Layout(rows, dim, mark + len(lines[0]) + 1)
    sample = [line for line in lines[:50] if line.strip()]
    dims = [min(_trailing_numbers(line, MAX_DIM), len(line.split()) - (line[:1] not in b" \t")) for line in sample]
    dim = min(dims, default=0)
    return Layout(None, dim, mark) if dim >= 2 else None


def open_text(path: Path) -> Table:
    """Table of a text file. Raises BadFile naming the line."""
    text = file_bytes(path)
    layout = text_layout(text[:HEAD].tobytes())
    if layout is None:
        raise BadFile(f"{path.name}: its first lines are not a token and its numbers.")
    lines = read_rows(text, layout, path)
    if layout.rows is not None and layout.rows != len(lines.rows):
        raise BadFile(
            f"{path.name}: the header promises {layout.rows:,} rows but the file has {len(lines.rows):,}. "
            "The download may be incomplete."
        )
    return Table(
        name=path.name.split(".")[0] or path.name,
        tokens=_tokens(text, lines),
        rows=ArrayRows(lines.rows),
        source=Source(location=str(path), format=TextVectors.name, tensor="text"),
    )


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows (n, d), and for each the bytes of its token and of its line (n,)."""

    rows: Floats
    token_start: NDArray[np.int64]
    token_end: NDArray[np.int64]
    status: NDArray[np.uint8]
    line_start: NDArray[np.int64]


def read_rows(text: NDArray[np.uint8], layout: Layout, path: Path) -> Lines:
    """Every row of the text, by all cores. Raises BadFile for the first line that is not one."""
    from rowspace.formats import decimals

    spans = _spans(text, layout.skip, parts=4 * (os.cpu_count() or 1))
    # a row takes two bytes a number at least, so the file's own size bounds what is allocated
    bounds = [(stop - start) // (2 * layout.dim) + 1 for start, stop in spans]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = pool.map(lambda span: decimals.count_lines(text, *span), spans)
        room = [min(count, bound) for count, bound in zip(counts, bounds, strict=True)]
        begins = np.concatenate([[0], np.cumsum(room)])
        lines = _empty_lines(int(begins[-1]), layout.dim)
        read = partial(_read_span, text, lines, decimals.read_lines)
        found = list(pool.map(read, spans, begins[:-1], begins[1:]))
    lines = _only_read(lines, begins, found)
    _read_doubtful(text, lines, path)
    return lines


def _spans(text: NDArray[np.uint8], skip: int, parts: int) -> list[tuple[int, int]]:
    """Cuts text[skip:] after newlines into about equal parts."""
    cuts = [skip]
    for part in range(1, parts):
        at = max(cuts[-1], skip + (len(text) - skip) * part // parts)
        while at < len(text):
            newlines = np.flatnonzero(text[at : at + (1 << 16)] == 10)
            if newlines.size:
                cuts.append(at + int(newlines[0]) + 1)
                break
            at += 1 << 16
    cuts.append(len(text))
    return [(start, stop) for start, stop in pairwise(cuts) if stop > start]


def _read_span(text: NDArray[np.uint8], lines: Lines, read: Any, span: tuple[int, int], begin: int, end: int) -> int:
    part = slice(int(begin), int(end))
    return int(
        read(
            text, *span, lines.rows[part], lines.token_start[part], lines.token_end[part],
            lines.status[part], lines.line_start[part],
        )
    )  # fmt: skip


def _empty_lines(count: int, dim: int) -> Lines:
    return Lines(
        np.empty((count, dim), np.float32),
        np.zeros(count, np.int64),
        np.zeros(count, np.int64),
        np.zeros(count, np.uint8),
        np.zeros(count, np.int64),
    )


def _only_read(lines: Lines, begins: NDArray[np.int64], found: list[int]) -> Lines:
    """Without the room that blank lines left; no copy where there were none but at the end."""
    gaps = [found[i] < begins[i + 1] - begins[i] for i in range(len(found))]
    if any(gaps[:-1]):
        kept = np.concatenate([np.arange(b, b + n) for b, n in zip(begins[:-1], found, strict=True)])
        return Lines(*(getattr(lines, name)[kept] for name in Lines.__slots__))
    total = int(begins[-2]) + found[-1] if found else 0
    return Lines(*(getattr(lines, name)[:total] for name in Lines.__slots__))


def _read_doubtful(text: NDArray[np.uint8], lines: Lines, path: Path) -> None:
    """Reads again, exactly, what the fast reader was not sure of; the first bad line is the error."""
    from rowspace.formats import decimals

    for row in np.flatnonzero(lines.status):
        line = _line(text, int(lines.line_start[row]))
        dim = lines.rows.shape[1]
        numbers = line.rsplit(None, dim)[1:]
        if lines.status[row] == decimals.FEW_FIELDS or len(numbers) < dim:
            raise bad_line(text, lines, int(row), path, f"has fewer than {dim} numbers after its token")
        for column, number in enumerate(numbers):
            if not NUMBER.fullmatch(number):
                shown = number[:30].decode("utf-8", "replace")
                raise bad_line(text, lines, int(row), path, f'has "{shown}" where number {column + 1} should be')
            with np.errstate(over="ignore"):
                lines.rows[row, column] = np.float32(float(number))


def bad_line(text: NDArray[np.uint8], lines: Lines, row: int, path: Path, what: str) -> BadFile:
    """The error for a row that says in which line of the file it stands."""
    number = 1 + int(np.count_nonzero(text[: lines.line_start[row]] == 10))
    cut = " The download may be incomplete." if row == len(lines.rows) - 1 else ""
    return BadFile(f"{path.name}: line {number:,} {what}.{cut}")


def _line(text: NDArray[np.uint8], start: int) -> bytes:
    stop = start
    while stop < len(text):
        newlines = np.flatnonzero(text[stop : stop + (1 << 16)] == 10)
        if newlines.size:
            return text[start : stop + int(newlines[0])].tobytes().rstrip(b"\r \t")
        stop += 1 << 16
    return text[start:].tobytes().rstrip(b"\r \t")


def _tokens(text: NDArray[np.uint8], lines: Lines) -> Tokens:
    from rowspace.formats import decimals

    offsets = np.concatenate([[0], np.cumsum(lines.token_end - lines.token_start)])
    blob = np.empty(int(offsets[-1]), np.uint8)
    decimals.gather_tokens(text, lines.token_start, offsets, blob)
    return Tokens(blob, offsets)


def _trailing_numbers(line: bytes, most: int) -> int:
    """How many fields at the end of a line are numbers, counted up to `most`."""
    count = 0
    for field in reversed(line.split()):
        if count == most or not NUMBER.fullmatch(field):
            break
        count += 1
    return count
