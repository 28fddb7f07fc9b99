"""rowspace's own layout: a safetensors file that carries its tokens, opened by memory map.

    rows            (n, d)    F32, F16 or BF16          one of these
    rows.q          (n, d)    I8     with rows.scale (n,) F16: INT8, one scale a row
    tokens          (bytes,)  U8     all spellings in UTF-8, one after the other
    tokens.offsets  (n + 1,)  U32 or U64
    positions       (p, d)    F16 or F32, optional
    tokenizer       (bytes,)  U8     optional, see `rowspace.tokenizer` in the metadata

Metadata: `rowspace.layout` "1", then `name`, `tensor`, `package`, `license`, `note`, `groups` (JSON),
`tokenizer` ("wordpiece" or "words").
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadFile
from rowspace.formats.safetensors import SafetensorsFile, pack
from rowspace.formats.tokenizers import make_tokenizer
from rowspace.rows import ArrayRows, BFloat16Rows, Int8Rows, Rows
from rowspace.table import Source, Table, Tokens

LAYOUT = "1"


def is_native(file: SafetensorsFile) -> bool:
    return "rowspace.layout" in file.metadata


def open_native(file: SafetensorsFile, *, name: str | None = None) -> Table:
    """Table of a file in the native layout. Raises BadFile."""
    where = file.path.name
    layout = file.metadata["rowspace.layout"]
    if layout != LAYOUT:
        raise BadFile(f"{where}: layout {layout!r} is not known; this version reads {LAYOUT!r}. Upgrade rowspace.")
    tokens = _read_tokens(file)
    rows = _read_rows(file)
    if len(tokens) != len(rows):
        raise BadFile(f"{where}: {len(tokens):,} tokens for {len(rows):,} rows; the layout asks for one each.")
    metadata = file.metadata
    name = name or metadata.get("name") or file.path.stem
    kind = metadata.get("tokenizer")
    return Table(
        name=name,
        tokens=tokens,
        rows=rows,
        positions=ArrayRows(file.array("positions")) if "positions" in file.tensors else None,
        tokenizer=make_tokenizer(kind, tokens) if kind else None,
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
    arrays: Mapping[str, NDArray[Any]],
    metadata: Mapping[str, str],
) -> None:
    """Writes the layout at once or not at all (temporary file, then rename)."""
    spellings = Tokens.of(tokens)
    contents = pack(
        {**arrays, "tokens": spellings.blob, "tokens.offsets": spellings.offsets.astype(np.uint32)},
        {"rowspace.layout": LAYOUT, **metadata},
    )
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _read_tokens(file: SafetensorsFile) -> Tokens:
    blob, offsets = _array(file, "tokens", {"U8"}, 1), _array(file, "tokens.offsets", {"U32", "U64"}, 1)
    steps = np.diff(offsets.astype(np.int64))
    if len(offsets) < 1 or offsets[0] != 0 or offsets[-1] != len(blob) or (steps < 0).any():
        raise BadFile(f"{file.path.name}: the token offsets do not cover the token bytes from first to last.")
    return Tokens(blob, offsets)


def _read_rows(file: SafetensorsFile) -> Rows:
    if "rows.q" in file.tensors:
        codes, scales = _array(file, "rows.q", {"I8"}, 2), _array(file, "rows.scale", {"F16", "F32"}, 1)
        if len(scales) != len(codes):
            raise BadFile(f"{file.path.name}: {len(scales):,} scales for {len(codes):,} rows.")
        return Int8Rows(codes, scales)
    array = _array(file, "rows", {"F64", "F32", "F16", "BF16"}, 2)
    return BFloat16Rows(array) if file.tensors["rows"].dtype == "BF16" else ArrayRows(array)


def _array(file: SafetensorsFile, name: str, dtypes: set[str], rank: int) -> NDArray[Any]:
    tensor = file.tensors.get(name)
    if tensor is None or tensor.dtype not in dtypes or len(tensor.shape) != rank:
        got = "none" if tensor is None else f"{tensor.dtype} of shape {tensor.shape}"
        asked = f'"{name}", {rank}-D of {" or ".join(sorted(dtypes))}'
        raise BadFile(f"{file.path.name}: the layout asks for {asked}; got {got}.")
    return file.array(name)


def _read_groups(raw: str, where: str) -> dict[str, list[str]]:
    try:
        groups = json.loads(raw)
        return {str(group): [str(token) for token in tokens] for group, tokens in groups.items()}
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise BadFile(f"{where}: the groups in its metadata are not a JSON object of lists.") from None
