"""The Embedding Projector's pair of files: vectors.tsv, only numbers, and metadata.tsv, what the rows are called."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.packing import file_bytes, head_bytes
from rowspace.formats.shapes import refuse_choice
from rowspace.formats.token_lists import read_token_list
from rowspace.formats.tokens_beside import candidates
from rowspace.formats.word_vectors import HEAD, NUMBER, Layout, Lines, bad_line, read_rows
from rowspace.rows import ArrayRows, Floats
from rowspace.table import Source, Table, Tokens

SUFFIXES = (".tsv", ".txt")
MAX_FILES = 1_000


class Projector:
    """Reader of the pair, by its vectors or its folder; an entry of the list of formats."""

    name = "Embedding Projector"

    def recognizes(self, path: Path) -> bool:
        return bool(_in_folder(path)) if path.is_dir() else path.is_file() and is_vectors(path)

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        refuse_choice(tensor, path)
        if not path.is_dir():
            return open_projector(path)
        found = _in_folder(path)
        if len(found) != 1:
            names = ", ".join(entry.name for entry in found[:5])
            raise BadFile(f"{path.name} holds {len(found)} files of vectors ({names}); open the one you want.")
        return open_projector(found[0])


def is_vectors(path: Path) -> bool:
    """Lines of numbers with tabs between. Where each begins with a whole number, that may be a token: then only
    beside metadata.
    """
    fields = _fields(head_bytes(path, HEAD))
    if not fields or any(len(line) < 2 or not all(map(NUMBER.fullmatch, line)) for line in fields):
        return False
    return not all(line[0].isdigit() for line in fields) or metadata_of(path) is not None


def metadata_of(path: Path) -> Path | None:
    """The file beside vectors that names them: metadata.tsv, or prefix_metadata.tsv beside prefix_tensor.tsv."""
    return next((entry for entry in candidates(path) if entry.suffix == ".tsv" and "meta" in entry.stem.lower()), None)


def open_projector(path: Path) -> Table:
    """Table of vectors and the metadata beside. Raises BadFile, also where they differ in length."""
    rows = _read_vectors(path)
    metadata = metadata_of(path)
    tokens = read_token_list(metadata) if metadata else Tokens.of([])
    if metadata and len(tokens) != len(rows):
        raise BadFile(
            f"{metadata.name} names {len(tokens):,} rows but {path.name} has {len(rows):,}. "
            "One column of metadata has no header line, several have one."
        )
    return Table(
        name=path.parent.resolve().name if path.stem in ("vectors", "vecs", "tensors", "tensor") else path.stem,
        tokens=tokens,
        rows=ArrayRows(rows),
        source=Source(
            location=str(path),
            format=Projector.name,
            tensor=path.name,
            note=None if metadata else "Without tokens: there is no metadata.tsv beside the vectors.",
        ),
    )


def _read_vectors(path: Path) -> Floats:
    """Reads each first number as if it were a token, and all others as its row.   -> (n, d)"""
    text = file_bytes(path)
    skip = 3 if text[:3].tobytes() == b"\xef\xbb\xbf" else 0
    fields = _fields(text[:HEAD].tobytes())
    if not fields or len(fields[0]) < 2:
        raise BadFile(f"{path.name}: its first line is not numbers with tabs between.")
    lines = read_rows(text, Layout(None, len(fields[0]) - 1, skip), path)
    return np.concatenate([_first_numbers(text, lines, path)[:, None], lines.rows], axis=1)


def _first_numbers(text: NDArray[np.uint8], lines: Lines, path: Path) -> Floats:
    first = np.empty(len(lines.rows), np.float32)
    for row, (start, end) in enumerate(zip(lines.token_start.tolist(), lines.token_end.tolist(), strict=True)):
        number = text[start:end].tobytes()
        if not NUMBER.fullmatch(number):
            shown = number[:30].decode("utf-8", "replace")
            raise bad_line(text, lines, row, path, f'has "{shown}" where its first number should be')
        with np.errstate(over="ignore"):
            first[row] = float(number)
    return first


def _fields(head: bytes) -> list[list[bytes]]:
    """The fields of the first whole lines."""
    lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if len(lines) > 1:
        lines = lines[:-1]  # empty, or cut
    return [line.rstrip(b"\r").split(b"\t") for line in lines[:50] if line.strip()]


def _in_folder(folder: Path) -> list[Path]:
    entries = [entry for _, entry in zip(range(MAX_FILES), folder.iterdir(), strict=False)]
    return sorted(entry for entry in entries if entry.suffix in SUFFIXES and entry.is_file() and is_vectors(entry))
