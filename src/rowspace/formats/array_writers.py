"""Writes tables as arrays with a list of tokens: numpy's .npy beside JSON, and Parquet with a column of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rowspace.formats.parquet_rows import pyarrow_with_parquet
from rowspace.formats.token_rules import refuse_not_text
from rowspace.formats.writer import Tick, blocks
from rowspace.table import Table


@dataclass(frozen=True)
class NpyWithTokens:
    """rows.npy and rows.vocab.json, a list: JSON carries every token, bytes that are no UTF-8 as escapes."""

    name: str = "npy"
    endings: Sequence[str] = (".npy",)

    def files(self, out: Path) -> list[Path]:
        return [out, out.with_name(f"{out.stem}.vocab.json")]

    def write(self, table: Table, files: Sequence[Path], tick: Tick) -> list[str]:
        dtype = "<f2" if table.rows.dtype == "float16" else "<f4"
        header = {"descr": dtype, "fortran_order": False, "shape": (len(table), table.dim)}
        with files[0].open("wb") as file:
            np.lib.format.write_array_header_1_0(file, header)
            for first, rows in blocks(table.rows):
                file.write(np.ascontiguousarray(rows, dtype).data)
                tick(first + len(rows))
        tokens = [*table.tokens, *[""] * (len(table) - len(table.tokens))]
        files[1].write_text("[\n" + ",\n".join(map(json.dumps, tokens)) + "\n]\n", encoding="ascii")
        return []


@dataclass(frozen=True)
class ParquetFrame:
    """A column "token" of texts, null for a row without one, and a column "vector" of lists of one length."""

    name: str = "parquet"
    endings: Sequence[str] = (".parquet",)

    def files(self, out: Path) -> list[Path]:
        return [out]

    def write(self, table: Table, files: Sequence[Path], tick: Tick) -> list[str]:
        pyarrow = pyarrow_with_parquet()
        refuse_not_text(table.tokens, format=self.name, instead="native or npy")
        kind = pyarrow.float16() if table.rows.dtype == "float16" else pyarrow.float32()
        schema = pyarrow.schema([("token", pyarrow.string()), ("vector", pyarrow.list_(kind, table.dim))])
        with pyarrow.parquet.ParquetWriter(files[0], schema, use_dictionary=False) as writer:
            for first, rows in blocks(table.rows):
                stop = first + len(rows)
                spelled = table.tokens[first:stop]
                tokens = [token or None for token in spelled] + [None] * (len(rows) - len(spelled))
                numbers = pyarrow.array(rows.astype(kind.to_pandas_dtype()).reshape(-1), kind)
                vectors = pyarrow.FixedSizeListArray.from_arrays(numbers, table.dim)
                writer.write_table(pyarrow.table([pyarrow.array(tokens, pyarrow.string()), vectors], schema))
                tick(stop)
        return []
