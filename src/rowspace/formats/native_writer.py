"""Writes tables in rowspace's own layout, rows as they are stored where the layout has a dtype for them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.formats.native import native_chunks
from rowspace.formats.safetensors import Streamed
from rowspace.formats.tokenizers import kind_of
from rowspace.formats.writer import BLOCK_NUMBERS, Tick, blocks
from rowspace.rows import Floats, Int8Rows, Rows
from rowspace.table import Source, Table, Tokens

STORED = {"float16": "F16", "bfloat16": "BF16", "int8": "F16", "uint8": "F16"}
"""How rows are written by their dtype, all others as F32: whole numbers of 8 bits are exact as halves."""


@dataclass(frozen=True)
class NativeFile:
    """One file with rows, tokens, positions and where they came from."""

    name: str = "native"
    endings: Sequence[str] = (".safetensors",)

    def files(self, out: Path) -> list[Path]:
        return [out]

    def write(self, table: Table, files: Sequence[Path], tick: Tick) -> list[str]:
        tensors = _rows(table.rows, tick)
        if table.positions is not None:
            kind = np.float16 if table.positions.dtype == "float16" else np.float32
            tensors["positions"] = table.positions.block(0, len(table.positions)).astype(kind)
        if table.counts is not None and len(table.counts) == len(table):
            tensors["counts"] = table.counts.astype(np.int64)
        with files[0].open("wb") as file:
            file.writelines(native_chunks(tokens=_padded(table), arrays=tensors, metadata=_metadata(table)))
        notes = []
        if table.tokenizer is not None and kind_of(table.tokenizer) is None:
            notes.append(f"Its tokenizer ({table.tokenizer.name}) stays behind: texts are split into words.")
        if table.composer is not None:
            notes.append("What answers for words without a row stays behind.")
        return notes


def _rows(rows: Rows, tick: Tick) -> dict[str, NDArray[Any] | Streamed]:
    if isinstance(rows, Int8Rows):
        scales = rows.scales if rows.scales.dtype == np.float16 else rows.scales.astype(np.float32)
        return {"rows.q": Streamed("I8", rows.shape, _codes(rows, tick)), "rows.scale": scales}
    dtype = STORED.get(rows.dtype, "F32")
    return {"rows": Streamed(dtype, rows.shape, _bits(rows, dtype, tick))}


def _codes(rows: Int8Rows, tick: Tick) -> Iterator[NDArray[np.int8]]:
    step = max(1, BLOCK_NUMBERS // rows.dim)
    for start in range(0, len(rows), step):
        yield rows.codes[start : start + step]
        tick(min(start + step, len(rows)))


def _bits(rows: Rows, dtype: str, tick: Tick) -> Iterator[NDArray[Any]]:
    for first, block in blocks(rows):
        yield _narrowed(block, dtype)
        tick(first + len(block))


def _narrowed(block: Floats, dtype: str) -> NDArray[Any]:
    """The bits that the rows were widened from, unchanged."""
    if dtype == "BF16":
        return (block.view(np.uint32) >> 16).astype(np.uint16)
    return block.astype(np.float16) if dtype == "F16" else block


def _padded(table: Table) -> Tokens:
    """A token a row; rows past the last token have the empty one."""
    offsets = np.asarray(table.tokens.offsets)
    padding = np.full(len(table) - len(table.tokens), offsets[-1], offsets.dtype)
    return Tokens(table.tokens.blob[offsets[0] : offsets[-1]], np.concatenate([offsets, padding]) - offsets[0])


def _metadata(table: Table) -> dict[str, str]:
    source: Source = table.source
    groups = {group: list(tokens) for group, tokens in source.groups.items()}
    known = {
        "name": table.name,
        "tensor": source.tensor,
        "package": source.package,
        "license": source.license,
        "note": source.note,
        "groups": json.dumps(groups, ensure_ascii=False) if groups else None,
        "special": json.dumps([int(id) for id in table.special]) if len(table.special) else None,
        "padding": str(len(table) - len(table.tokens)) if len(table.tokens) < len(table) else None,
        "tokenizer": kind_of(table.tokenizer),
    }
    return {key: text for key, text in known.items() if text}
