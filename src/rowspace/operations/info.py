"""What a table is: its shape, how it is stored, where it came from, and what its model's files say beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from rowspace.formats.shipped import SHIPPED, shipped_path
from rowspace.table import Table, TensorFact

COMPARED_AT_ONCE = 1 << 24  # bytes


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """One tensor of the model that belongs to the table, as stored. role: see `table.TensorFact`."""

    role: str
    name: str
    dtype: str
    shape: list[int]
    bytes: int


@dataclass(frozen=True, slots=True)
class TableInfo:
    """rows × dim numbers of `dtype` in `bytes`; `tokens` of the rows have a spelling.

    positions         learned positions beside the rows, 0 where there are none
    source            shipped name, or the file
    groups            named lists of tokens that the table proposes for coloring
    tensors           the input table, the output head, positions, … of a model; empty for word vectors
    stored_twice      whether the file holds an output head beside the input table; None where it is no model
    equal_bytes       whether the two are the same bytes; None where there is one, or that cannot be compared
    tied_flag         whether the config says that they are one; None where it is silent
    padding_rows      rows past the last token
    tokens_past_rows  tokens whose ids have no row, the first hundred
    vocabulary        the file that the tokens came from
    position_offset   rows of the position tensor before position 0
    input_scale       the model multiplies a row by this on its way in
    """

    name: str
    rows: int
    dim: int
    dtype: str
    tensor: str
    tokens: int
    source: str
    positions: int
    bytes: int
    format: str
    package: str | None
    license: str | None
    note: str | None
    tokenizer: str | None
    groups: dict[str, list[str]]
    tensors: list[TensorInfo]
    stored_twice: bool | None
    equal_bytes: bool | None
    tied_flag: bool | None
    padding_rows: int
    tokens_past_rows: list[str]
    vocabulary: str | None
    position_offset: int
    input_scale: float


def table_info(table: Table, *, full_path: bool = False) -> TableInfo:
    """full_path keeps the folder of a file in `source`; without it the answer can leave this machine."""
    source, model = table.source, table.source.model
    output = _tensor(table, "output")
    return TableInfo(
        name=table.name,
        rows=len(table),
        dim=table.dim,
        dtype=table.rows.dtype,
        tensor=source.tensor,
        tokens=len(table.tokens),
        source=_shown(table, full_path),
        positions=0 if table.positions is None else len(table.positions),
        bytes=table.rows.nbytes,
        format=source.format,
        package=source.package,
        license=source.license,
        note=source.note,
        tokenizer=None if table.tokenizer is None else table.tokenizer.name,
        groups={group: list(tokens) for group, tokens in source.groups.items()},
        tensors=[TensorInfo(t.role, t.name, t.dtype, list(t.shape), t.bytes) for t in model.tensors] if model else [],
        stored_twice=(output is not None) if model else None,
        equal_bytes=_equal_bytes(table, output),
        tied_flag=model.tied_flag if model else None,
        padding_rows=len(table) - len(table.tokens),
        tokens_past_rows=list(model.tokens_past_rows[:100]) if model else [],
        vocabulary=model.vocabulary if model else None,
        position_offset=model.position_offset if model else 0,
        input_scale=model.input_scale if model else 1.0,
    )


def _tensor(table: Table, role: str) -> TensorFact | None:
    tensors = table.source.model.tensors if table.source.model else ()
    return next((tensor for tensor in tensors if tensor.role == role), None)


_compared: WeakKeyDictionary[Table, bool | None] = WeakKeyDictionary()


def _equal_bytes(table: Table, output: TensorFact | None) -> bool | None:
    """Whether the head's bytes are the table's; compared once, and no further than their first difference."""
    own = _tensor(table, "input")
    if own is None or output is None or table.beside is None:
        return None
    if (own.dtype, own.shape) != (output.dtype, output.shape):
        return False
    if table not in _compared:
        _compared[table] = _same(table.beside.stored(own.name), table.beside.stored(output.name))
    return _compared[table]


def _same(first: NDArray[np.uint8] | None, second: NDArray[np.uint8] | None) -> bool | None:
    if first is None or second is None:
        return None
    starts = range(0, len(first), COMPARED_AT_ONCE)
    return len(first) == len(second) and all(
        np.array_equal(first[at : at + COMPARED_AT_ONCE], second[at : at + COMPARED_AT_ONCE]) for at in starts
    )


def _shown(table: Table, full_path: bool) -> str:
    location = table.source.location
    if table.name in SHIPPED and location == str(shipped_path(table.name)):
        return table.name
    return location if full_path or "://" in location else Path(location).name
