"""Lists of tokens in files of their own: a token a line, JSON, a TSV, an array of texts, a column of a data frame."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.json_files import parse_json, read_bounded
from rowspace.formats.npy import as_tokens, looks_like_npy, read_header, shaped
from rowspace.formats.packing import file_bytes
from rowspace.formats.regular import regular_file_size
from rowspace.formats.vocabulary import checked_ids, in_order, raw
from rowspace.table import Tokens

SUFFIXES = (".txt", ".json", ".tsv", ".npy", ".parquet", ".feather", ".arrow", ".vocab")
MAX_JSON_BYTES = 200_000_000
MAX_TEXT_BYTES = 1 << 29
LABELS = ("token", "word", "label", "name", "text")


def read_token_list(path: Path) -> Tokens:
    """The tokens of a file in the order of their rows. Raises BadFile, MissingExtra where pyarrow is missing."""
    if looks_like_npy(path):
        return _array(path)
    if path.suffix in (".parquet", ".feather", ".arrow"):
        from rowspace.formats.arrow import read_token_column

        return read_token_column(path)
    if path.suffix == ".json":
        return _json(path)
    if path.suffix == ".tsv":
        return _first_column(path)
    return lines_of(file_bytes(path))


def lines_of(text: NDArray[np.uint8]) -> Tokens:
    """A token a line, whatever it is made of; a carriage return before the line's end is no part of it."""
    from rowspace.formats.decimals import gather_tokens

    start = 3 if text[:3].tobytes() == b"\xef\xbb\xbf" else 0
    ends = np.flatnonzero(text[start:] == 10) + start
    if len(text) > start and text[-1] != 10:
        ends = np.append(ends, len(text))
    starts = np.concatenate([[start], ends[:-1] + 1])[: len(ends)]
    filled = ends > starts
    ends = ends - (filled & (text[np.maximum(ends - 1, 0)] == 13))
    offsets = np.concatenate([[0], np.cumsum(ends - starts)])
    blob = np.empty(int(offsets[-1]), np.uint8)
    gather_tokens(text, starts, offsets, blob)
    return Tokens(blob, offsets)


def columns_of(path: Path) -> list[list[str]]:
    """The fields of a TSV, line by line, quotes taken as they are. Raises BadFile for a line of other length."""
    lines = list(lines_of(file_bytes(path)))
    fields = [line.split("\t") for line in lines]
    for number, line in enumerate(fields, 1):
        if len(line) != len(fields[0]):
            raise BadFile(f"{path.name}: line {number:,} has {len(line)} columns where the first has {len(fields[0])}.")
    return fields


def _first_column(path: Path) -> Tokens:
    """The Projector's rule: one column has no header, several have; the label is the column named so, or the first."""
    fields = columns_of(path)
    if not fields or len(fields[0]) == 1:
        return Tokens.of([line[0] for line in fields])
    header = [name.strip().lower() for name in fields[0]]
    column = next((header.index(label) for label in LABELS if label in header), 0)
    return Tokens.of([line[column] for line in fields[1:]])


def _json(path: Path) -> Tokens:
    """A list of tokens, ids by token, or tokens by id. Raises BadFile."""
    contents = read_bounded(path, most_bytes=MAX_JSON_BYTES)
    listed = parse_json(b'{"tokens":' + contents + b"}", where=path.name)["tokens"]
    if isinstance(listed, list) and all(isinstance(token, str) for token in listed):
        return Tokens.of_bytes([spelling(token) for token in listed])
    if not isinstance(listed, dict):
        raise BadFile(f"{path.name} must be a list of tokens, or an object of tokens and ids.")
    by_id = _by_id(listed, path)
    return in_order({id: spelling(token) for id, token in by_id.items()}, path.name)


def _by_id(listed: dict[str, Any], path: Path) -> dict[int, str]:
    if all(isinstance(token, str) for token in listed.values()) and all(key.isdecimal() for key in listed):
        return checked_ids(((token, int(id)) for id, token in listed.items() if len(id) < 10), path.name)
    return checked_ids(listed.items(), path.name)


def spelling(token: str) -> bytes:
    """The bytes of a token; escapes of half a character stand for bytes that are no UTF-8, as Python writes them."""
    try:
        return token.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return raw(token)


def _array(path: Path) -> Tokens:
    size = regular_file_size(path)
    with path.open("rb") as file:
        header = read_header(file, size=size, where=path.name)
        if not header.is_text or header.nbytes > MAX_TEXT_BYTES:
            raise BadFile(f"{path.name} holds {header.dtype.name}, {header.shape}; a list of tokens is one of texts.")
        return as_tokens(shaped(file.read(header.nbytes), header, path.name), path.name)
