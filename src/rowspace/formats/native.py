"""rowspace's own layout: a safetensors file that carries its tokens.

    rows            (n, d)    F64, F32, F16 or BF16     one of these
    rows.q          (n, d)    I8     with rows.scale (n,) F16 or F32: INT8, one scale a row
    tokens          (bytes,)  U8     all spellings in UTF-8, one after the other
    tokens.offsets  (n + 1,)  U32 or U64
    positions       (p, d)    F16 or F32, optional
    counts          (n,)      I64, optional: how often the text behind the rows has each token

Metadata: `rowspace.layout` "1", then `name`, `tensor`, `package`, `license`, `note`, `groups` and `special` (JSON),
`padding`, how many rows follow the last token, and `tokenizer`, one of those in `formats.tokenizers`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.safetensors import SafetensorsFile, Streamed, chunks, header_bytes
from rowspace.formats.shapes import check_shape, refuse_choice
from rowspace.formats.tokenizers import make_tokenizer
from rowspace.formats.written import written
from rowspace.rows import ArrayRows, BFloat16Rows, Int8Rows, Rows
from rowspace.table import Source, Table, Tokens

LAYOUT = "1"
_NAME = re.compile(r"[\w.-]{1,80}")
_HELD = {"rows": {"F64", "F32", "F16", "BF16"}, "rows.q": {"I8"}, "rows.scale": {"F16", "F32"}}
_HELD |= {"tokens": {"U8"}, "tokens.offsets": {"U32", "U64"}, "positions": {"F16", "F32"}, "counts": {"I64"}}


class Native:
    """Reader of the layout; an entry of the list of formats."""

    name = "native"

    def recognizes(self, path: Path) -> bool:
        return path.is_file() and b'"rowspace.layout"' in header_bytes(path)

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        refuse_choice(tensor, path)
        return open_native(SafetensorsFile(path))


def is_native(file: SafetensorsFile) -> bool:
    return "rowspace.layout" in file.metadata


def open_native(file: SafetensorsFile, *, name: str | None = None) -> Table:
    """Table of a file in the native layout. Raises BadFile."""
    where, metadata = file.path.name, file.metadata
    layout = metadata.get("rowspace.layout")
    if layout != LAYOUT:
        raise BadFile(f"{where}: layout {layout!r} is not known; this version reads {LAYOUT!r}. Upgrade rowspace.")
    rows, tokens = _read_rows(file), _read_tokens(file)
    if len(tokens) != len(rows):
        raise BadFile(f"{where}: {len(tokens):,} tokens for {len(rows):,} rows; the layout asks for one each.")
    tokens = tokens.first(len(rows) - _read_padding(metadata.get("padding", "0"), len(rows), where))
    kind = metadata.get("tokenizer")
    return Table(
        name=name or _own_name(file),
        tokens=tokens,
        rows=rows,
        positions=_read_positions(file, rows.dim),
        special=_read_special(metadata.get("special", "[]"), len(rows), where),
        counts=_read_counts(file, len(rows)),
        tokenizer=make_tokenizer(kind, tokens, where=where) if kind else None,
        source=Source(
            location=str(file.path),
            format="native",
            tensor=metadata.get("tensor", "rows"),
            package=metadata.get("package"),
            license=metadata.get("license"),
            note=metadata.get("note"),
            groups=_read_groups(metadata.get("groups", "{}"), where),
        ),
    )


def write_native(
    path: Path,
    *,
    tokens: Sequence[str],
    arrays: Mapping[str, NDArray[Any] | Streamed],
    metadata: Mapping[str, str],
) -> None:
    """Writes the layout at once or not at all (a file beside it, then a rename). Raises BadArgument."""
    with written(path) as (unfinished,), unfinished.open("wb") as file:
        file.writelines(native_chunks(tokens=tokens, arrays=arrays, metadata=metadata))


def native_chunks(
    *, tokens: Sequence[str], arrays: Mapping[str, NDArray[Any] | Streamed], metadata: Mapping[str, str]
) -> Iterator[bytes]:
    """The bytes of a file in the layout, one after the other."""
    spellings = tokens if isinstance(tokens, Tokens) else Tokens.of(tokens)
    width = np.uint32 if len(spellings.blob) < 1 << 32 else np.uint64
    contents = {**arrays, "tokens": spellings.blob, "tokens.offsets": spellings.offsets.astype(width)}
    return chunks(contents, {"rowspace.layout": LAYOUT, **metadata})


def _own_name(file: SafetensorsFile) -> str:
    """The name a file gives itself, unless it could not stand in an address or on a command line."""
    name = file.metadata.get("name", "")
    return name if _NAME.fullmatch(name) else file.path.stem


def _read_tokens(file: SafetensorsFile) -> Tokens:
    blob, offsets = _array(file, "tokens", rank=1), _array(file, "tokens.offsets", rank=1)
    steps = np.diff(offsets.astype(np.int64))
    if not len(offsets) or offsets[0] != 0 or offsets[-1] != len(blob) or (steps < 0).any():
        raise BadFile(f"{file.path.name}: the token offsets do not cover the token bytes from first to last.")
    return Tokens(blob, offsets)


def _read_rows(file: SafetensorsFile) -> Rows:
    which = "rows.q" if "rows.q" in file.tensors else "rows"
    array = _array(file, which, rank=2, read=file.matrix)
    count, dim = array.shape
    check_shape(count, dim, where=file.path.name)
    if which == "rows.q":
        scales = _array(file, "rows.scale", rank=1)
        if len(scales) != count:
            raise BadFile(f"{file.path.name}: {len(scales):,} scales for {count:,} rows; the layout asks for one each.")
        return file.by_row(which, Int8Rows(array, scales))
    return file.by_row(which, BFloat16Rows(array) if file.tensors[which].dtype == "BF16" else ArrayRows(array))


def _read_positions(file: SafetensorsFile, dim: int) -> Rows | None:
    if "positions" not in file.tensors:
        return None
    positions = _array(file, "positions", rank=2, read=file.matrix)
    if not len(positions) or positions.shape[1] != dim:
        raise BadFile(f"{file.path.name}: positions of shape {positions.shape} do not fit rows of {dim:,} dims.")
    return file.by_row("positions", ArrayRows(positions))


def _read_counts(file: SafetensorsFile, rows: int) -> NDArray[np.int64] | None:
    if "counts" not in file.tensors:
        return None
    counts: NDArray[np.int64] = _array(file, "counts", rank=1)
    if len(counts) != rows or (counts < 0).any():
        raise BadFile(f"{file.path.name}: its counts are not one number from 0 for each of {rows:,} rows.")
    return counts


def _array(
    file: SafetensorsFile, name: str, *, rank: int, read: Callable[[str], NDArray[Any]] | None = None
) -> NDArray[Any]:
    tensor, dtypes = file.tensors.get(name), _HELD[name]
    if tensor is None or tensor.dtype not in dtypes or len(tensor.shape) != rank:
        got = "none" if tensor is None else f"{tensor.dtype} of shape {tensor.shape}"
        asked = f'"{name}", {rank}-D of {" or ".join(sorted(dtypes))}'
        raise BadFile(f"{file.path.name}: the layout asks for {asked}; got {got}.")
    return (read or file.array)(name)


def _read_padding(raw: str, rows: int, where: str) -> int:
    if raw.isascii() and raw.isdigit() and len(raw) < 12 and int(raw) <= rows:
        return int(raw)
    raise BadFile(f"{where}: the padding in its metadata is not a number of its rows.")


def _read_special(raw: str, rows: int, where: str) -> list[int]:
    try:
        ids = json.loads(raw)
    except (ValueError, RecursionError):
        ids = None
    if isinstance(ids, list) and all(type(id) is int and 0 <= id < rows for id in ids):
        return ids
    raise BadFile(f"{where}: the special ids in its metadata are not a JSON list of its rows.")


def _read_groups(raw: str, where: str) -> dict[str, list[str]]:
    try:
        groups = json.loads(raw)
        json.dumps(groups, ensure_ascii=False).encode()  # refuses lone surrogates, which no door could show
    except (ValueError, RecursionError):
        groups = None
    if isinstance(groups, dict) and all(
        isinstance(tokens, list) and all(isinstance(token, str) for token in tokens) for tokens in groups.values()
    ):
        return groups
    raise BadFile(f"{where}: the groups in its metadata are not a JSON object of lists of tokens.")
