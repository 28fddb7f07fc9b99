"""Writes tables as word2vec's text and binary files, as GloVe's text, and as the Embedding Projector's pair."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument
from rowspace.formats.token_rules import BLANKS, named, refuse_holding, refuse_longer
from rowspace.formats.writer import Tick, blocks, unnamed
from rowspace.rows import Floats
from rowspace.table import Table, Tokens

LONGEST = 1024  # bytes of a token that readers of the binary file look for its space in
INSTEAD = "native or npy"
_Encode = Callable[[int, Floats], NDArray[np.uint8]]


@dataclass(frozen=True)
class WordVectorsText:
    """word2vec's text with a line of counts first, or GloVe's without."""

    name: str
    endings: Sequence[str] = ()
    header: bool = True

    def files(self, out: Path) -> list[Path]:
        return [out]

    def write(self, table: Table, files: Sequence[Path], tick: Tick) -> list[str]:
        tokens, nameless = named(table)
        refuse_holding(tokens, BLANKS, "a space or a line break", format=self.name, instead=INSTEAD)
        if not self.header and table.dim < 2:
            raise BadArgument(f"{self.name} cannot carry rows of 1 number: without a header they read as anything.")
        if not self.header and tokens.raw(0).startswith(b"\xef\xbb\xbf"):
            raise BadArgument(
                f"{self.name} cannot begin with a token that begins as a byte order mark; choose {INSTEAD}."
            )
        head = f"{len(table)} {table.dim}\n".encode() if self.header else b""
        write_blocks(files[0], head, table, lines_of(tokens, separator=b" "), tick)
        return unnamed(nameless)


@dataclass(frozen=True)
class WordVectorsBinary:
    """word2vec's binary file, as gensim writes it: no line break after a row."""

    name: str = "word2vec-binary"
    endings: Sequence[str] = (".bin",)

    def files(self, out: Path) -> list[Path]:
        return [out]

    def write(self, table: Table, files: Sequence[Path], tick: Tick) -> list[str]:
        from rowspace.formats.decimals_out import write_records

        tokens, nameless = named(table)
        refuse_holding(tokens, BLANKS, "a space or a line break", format=self.name, instead=INSTEAD)
        refuse_longer(tokens, LONGEST, format=self.name, instead=INSTEAD)

        def encode(first: int, rows: Floats) -> NDArray[np.uint8]:
            starts, ends = _bounds(tokens, first, len(rows))
            out = np.empty(int((ends - starts).sum()) + len(rows) * (4 * rows.shape[1] + 1), np.uint8)
            write_records(np.ascontiguousarray(rows, "<f4").view(np.uint8), tokens.blob, starts, ends, out)
            return out

        write_blocks(files[0], f"{len(table)} {table.dim}\n".encode(), table, encode, tick)
        return unnamed(nameless)


@dataclass(frozen=True)
class ProjectorPair:
    """vectors.tsv and metadata.tsv, one column of it, so without a header."""

    name: str = "projector"
    endings: Sequence[str] = (".tsv",)

    def files(self, out: Path) -> list[Path]:
        stem = re.sub(r"(?:^|[._-])(?:vectors|vecs|tensors?|embeddings?)$", "", out.stem, flags=re.IGNORECASE)
        return [out, out.with_name(f"{stem}_metadata.tsv" if stem else "metadata.tsv")]

    def write(self, table: Table, files: Sequence[Path], tick: Tick) -> list[str]:
        tokens, nameless = named(table)
        refuse_holding(tokens, b"\t\n\r", "a tab or a line break", format=self.name, instead=INSTEAD)
        if table.dim < 2:
            raise BadArgument(f"{self.name} cannot carry rows of 1 number: without a tab they read as anything.")
        write_blocks(files[0], b"", table, lines_of(None, separator=b"\t"), tick)
        files[1].write_bytes(b"".join(tokens.raw(id) + b"\n" for id in range(len(tokens))))
        return unnamed(nameless)


def lines_of(tokens: Tokens | None, *, separator: bytes) -> _Encode:
    """What makes lines of rows, with their tokens in front or alone."""
    from rowspace.formats.decimals_out import WIDEST, write_lines

    def encode(first: int, rows: Floats) -> NDArray[np.uint8]:
        starts = ends = np.empty(0, np.int64)
        if tokens is not None:
            starts, ends = _bounds(tokens, first, len(rows))
        out = np.empty(int((ends - starts).sum()) + len(rows) * (WIDEST * rows.shape[1] + 2), np.uint8)
        spelled = np.empty(0, np.uint8) if tokens is None else tokens.blob
        return out[: write_lines(rows, spelled, starts, ends, separator[0], out)]

    return encode


def write_blocks(path: Path, head: bytes, table: Table, encode: _Encode, tick: Tick) -> None:
    """Writes all rows, blocks made by all cores and written in their order."""
    with path.open("wb") as file:
        file.write(head)
        for stop, block in _encoded(blocks(table.rows), encode):
            file.write(block.data)
            tick(stop)


def _encoded(rows: Iterable[tuple[int, Floats]], encode: _Encode) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Encoded blocks in order, each with the id after its last row; as many at work as there are cores."""
    workers = os.cpu_count() or 1
    waiting: deque[tuple[int, Future[NDArray[np.uint8]]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for first, block in rows:
            waiting.append((first + len(block), pool.submit(encode, first, block)))
            if len(waiting) > workers:
                stop, encoded = waiting.popleft()
                yield stop, encoded.result()
        for stop, encoded in waiting:
            yield stop, encoded.result()


def _bounds(tokens: Tokens, first: int, count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    offsets = np.asarray(tokens.offsets[first : first + count + 1], np.int64)
    return offsets[:-1], offsets[1:]
