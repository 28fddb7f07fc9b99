"""Chosen rows of a table as Parquet, with what stands beside them."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from rowspace.errors import MissingExtra
from rowspace.formats.writer import BLOCK_NUMBERS, Tick
from rowspace.table import Table


def pyarrow_with_parquet() -> ModuleType:
    """Raises MissingExtra."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra('Writing .parquet needs pyarrow; run: pip install "rowspace[arrow]"') from None
    module: ModuleType = pyarrow
    return module


def write_rows(table: Table, ids: NDArray[np.intp], out: Path, tick: Tick) -> None:
    """Columns "token", "id", "norm" and "vector", a block of rows at a time, in the order of the ids.

    A row without a token has null there. Bytes of a token that are no UTF-8 read as "?", as Parquet's texts are UTF-8;
    the id says which token it is. Raises MissingExtra.
    """
    arrow = pyarrow_with_parquet()
    kind = arrow.float16() if table.rows.dtype == "float16" else arrow.float32()
    vectors = arrow.list_(kind, table.dim)
    columns = {"token": arrow.string(), "id": arrow.int64(), "norm": arrow.float32(), "vector": vectors}
    schema, size = arrow.schema(columns), max(1, BLOCK_NUMBERS // table.dim)
    with arrow.parquet.ParquetWriter(out, schema, use_dictionary=False) as writer:
        for start in range(0, len(ids), size):
            part = ids[start : start + size]
            numbers = arrow.array(table.rows[part].astype(kind.to_pandas_dtype()).reshape(-1), kind)
            block = [
                arrow.array([_text(table, id) for id in part.tolist()], arrow.string()),
                arrow.array(part, arrow.int64()),
                arrow.array(table.rows.norms[part], arrow.float32()),
                arrow.FixedSizeListArray.from_arrays(numbers, table.dim),
            ]
            writer.write_table(arrow.table(block, schema))
            tick(start + len(part))


def _text(table: Table, id: int) -> str | None:
    token = table.tokens[id] if id < len(table.tokens) else ""
    return token.encode("utf-8", "replace").decode() or None
