"""Which columns of a data frame are the rows and the tokens of a table, and how they become them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import BadArgument, BadFile
from rowspace.table import Tokens

ROWS = ("embedding", "embeddings", "vector", "vectors", "row", "rows", "emb", "values")
LABELS = ("token", "word", "label", "name", "key", "text", "index", "__index_level_0__")
MAX_TOKEN_BYTES = 1 << 31


def choose_rows(schema: Any, asked: str | None, *, where: str) -> list[str]:
    """The column of lists that holds the rows, or the columns of numbers that are their dims, in order.

    Raises BadArgument for an asked column that is none, BadFile where there is none or more than one to choose from.
    """
    lists = [field.name for field in schema if _width(field.type) is not None]
    dims = [field.name for field in schema if _is_float(field.type)]
    has = ", ".join(f"{field.name} ({field.type})" for field in list(schema)[:8])
    if asked is not None:
        if asked not in lists:
            raise BadArgument(f'{where} has no tensor "{asked}", a column of lists of numbers; it has {has}.')
        return [asked]
    known = [name for name in lists if name.lower() in ROWS]
    for names in (lists, known):
        if len(names) == 1:
            return names
    if lists:
        raise BadFile(f"{where} has {len(lists)} columns of lists; choose one with --tensor NAME: {', '.join(lists)}.")
    if len(dims) < 2:
        raise BadFile(f"{where} has no column of lists of numbers, nor columns that are numbers; it has {has}.")
    return dims


def choose_tokens(schema: Any) -> str | None:
    """The column of texts named as tokens are, or else the first."""
    names = [field.name for field in schema if _is_text(field.type)]
    by_name = {name.lower(): name for name in reversed(names)}
    return next((by_name[label] for label in LABELS if label in by_name), names[0] if names else None)


def rows_of(frame: Any, columns: Sequence[str], *, where: str) -> NDArray[Any]:
    """The numbers of the columns, without a copy where they lie in one piece.   -> (n, d)   Raises BadFile."""
    for name in columns:
        if frame[name].null_count:
            raise BadFile(f'{where}: column "{name}" lacks {frame[name].null_count:,} of its values.')
    if len(columns) > 1 or _width(frame.schema.field(columns[0]).type) is None:
        return np.stack([frame[name].to_numpy() for name in columns], axis=1)
    chunks = [_matrix(chunk, where, columns[0]) for chunk in frame[columns[0]].chunks if len(chunk)]
    if len({chunk.shape[1] for chunk in chunks}) != 1:
        raise BadFile(f'{where}: the lists of column "{columns[0]}" are none or differ in length.')
    return chunks[0] if len(chunks) == 1 else np.concatenate(chunks)


def tokens_of(column: Any, *, where: str) -> Tokens:
    """The texts of a column; a missing one is "", which spells no token. Raises BadFile."""
    import pyarrow

    kind = column.type
    if pyarrow.types.is_dictionary(kind):
        size = sum(int(_sizes(chunk.dictionary)[_filled(chunk.indices)].sum()) for chunk in column.chunks)
        if size > MAX_TOKEN_BYTES:
            raise BadFile(f"{where}: its tokens take {size:,} bytes; at most {MAX_TOKEN_BYTES:,} are read.")
        column = column.cast(kind.value_type)
    text = pyarrow.types.is_string(column.type) or pyarrow.types.is_string_view(column.type)
    column = column.cast(pyarrow.large_string()) if text else column
    array = column.cast(pyarrow.large_binary()).fill_null(b"").combine_chunks()
    _, offsets, blob = array.buffers()
    if not len(array):
        return Tokens.of([])
    bounds = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    spelled = np.frombuffer(blob, np.uint8) if blob else np.empty(0, np.uint8)
    return Tokens(spelled[bounds[0] : bounds[-1]], bounds - bounds[0])


def _matrix(chunk: Any, where: str, name: str) -> NDArray[Any]:
    """One piece of a column of lists.   -> (n, d)"""
    import pyarrow

    chunk = chunk.storage if isinstance(chunk, pyarrow.ExtensionArray) else chunk
    if not pyarrow.types.is_fixed_size_list(chunk.type):
        lengths = np.diff(chunk.offsets.to_numpy())
        if differing := np.flatnonzero(lengths != lengths[0]).tolist():
            got = f"{lengths[differing[0]]} numbers where the first has {lengths[0]}"
            raise BadFile(f'{where}: list {differing[0] + 1:,} of column "{name}" has {got}.')
    numbers = chunk.flatten()
    if numbers.null_count:
        raise BadFile(f'{where}: the lists of column "{name}" lack {numbers.null_count:,} of their numbers.')
    values: NDArray[Any] = numbers.to_numpy(zero_copy_only=False)
    return values.reshape(len(chunk), -1)


def _width(kind: Any) -> int | None:
    """0 for a column of lists of numbers, their length where the type says it; None for any other column."""
    import pyarrow

    kind = kind.storage_type if isinstance(kind, pyarrow.BaseExtensionType) else kind
    types = pyarrow.types
    is_list = types.is_fixed_size_list(kind) or types.is_list(kind) or types.is_large_list(kind)
    if not is_list or not (_is_float(kind.value_type) or types.is_int8(kind.value_type)):
        return None
    return kind.list_size if types.is_fixed_size_list(kind) else 0


def _is_float(kind: Any) -> bool:
    import pyarrow

    return bool(pyarrow.types.is_floating(kind))


def _is_text(kind: Any) -> bool:
    import pyarrow

    types = pyarrow.types
    kind = kind.value_type if types.is_dictionary(kind) else kind
    texts = (types.is_string, types.is_large_string, types.is_string_view, types.is_binary, types.is_large_binary)
    return any(is_one(kind) for is_one in texts)


def _sizes(dictionary: Any) -> NDArray[np.int64]:
    import pyarrow.compute

    lengths: NDArray[np.int64] = pyarrow.compute.binary_length(dictionary).fill_null(0).to_numpy().astype(np.int64)
    return lengths if len(lengths) else np.zeros(1, np.int64)


def _filled(indices: Any) -> NDArray[np.integer]:
    places: NDArray[np.integer] = indices.fill_null(0).to_numpy()
    return places
