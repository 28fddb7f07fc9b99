"""Makers of data frames that are no table or lie, each with the words of its refusal."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow
import pyarrow.feather
import pyarrow.parquet

FLOATS = pyarrow.float32()


def frame(vectors: Any = None, **columns: Any) -> pyarrow.Table:
    vectors = (
        pyarrow.array([[1.0, 2.5], [-3.0, 4.0], [0.5, 0.0]], pyarrow.list_(FLOATS, 2)) if vectors is None else vectors
    )
    return pyarrow.table({"word": ["cat", "ice cream", "naïve"][: len(vectors)], "vector": vectors, **columns})


def parquet(table: pyarrow.Table, **options: Any) -> bytes:
    file = io.BytesIO()
    pyarrow.parquet.write_table(table, file, **options)
    return file.getvalue()


def feather(table: pyarrow.Table, **options: Any) -> bytes:
    file = io.BytesIO()
    pyarrow.feather.write_feather(table, file, **options)
    return file.getvalue()


def stream(table: pyarrow.Table) -> bytes:
    file = io.BytesIO()
    with pyarrow.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    return file.getvalue()


WRITERS: dict[str, Callable[[pyarrow.Table], bytes]] = {
    "parquet": parquet,
    "parquet in groups": lambda table: parquet(table, row_group_size=2),
    "feather": feather,
    "feather in batches": lambda table: feather(table, chunksize=2, compression="zstd"),
    "plain feather": lambda table: feather(table, compression="uncompressed"),
    "stream": stream,
}

SOUND = parquet(frame())
ZEROS = pyarrow.table(
    {"vector": pyarrow.FixedSizeListArray.from_arrays(pyarrow.array(np.zeros(64 * 200_000, np.float32)), 64)}
)

HOSTILE: dict[str, tuple[bytes, str]] = {
    "only the magic": (b"PAR1", "cannot be read as a data frame"),
    "cut short": (SOUND[:-5], "cannot be read as a data frame .* download may be incomplete"),
    "cut in the middle": (SOUND[: len(SOUND) // 2], "cannot be read as a data frame"),
    "a footer of zeros": (SOUND[:-200] + b"\0" * 192 + SOUND[-8:], "cannot be read as a data frame"),
    "feather cut short": (feather(frame())[:-9], "cannot be read as a data frame"),
    "a stream cut short": (stream(frame())[:-60], "cannot be read as a data frame|has no rows"),
    "a bomb": (parquet(ZEROS, use_dictionary=True, compression="zstd"), "unpacks to more than 30 times its size"),
    "a bomb in batches": (feather(ZEROS, compression="zstd"), "unpacks to more than 30 times its size"),
    "no numbers": (parquet(pyarrow.table({"word": ["a"]})), r"nor columns that are numbers; it has word \(string\)"),
    "one column of numbers": (parquet(pyarrow.table({"w": ["a"], "x": [1.0]})), "nor columns that are numbers"),
    "lists of texts": (parquet(frame(pyarrow.array([["a"], ["b"]]))), "no column of lists of numbers"),
    "lists of other lengths": (
        parquet(frame(pyarrow.array([[1.0], [2.0], [3.0, 4.0]], pyarrow.list_(FLOATS)))),
        'list 3 of column "vector" has 2 numbers where the first has 1',
    ),
    "a missing row": (
        parquet(frame(pyarrow.array([[1.0], None], pyarrow.list_(FLOATS)))),
        'column "vector" lacks 1 of its values',
    ),
    "a missing number": (
        parquet(frame(pyarrow.array([[1.0], [None]], pyarrow.list_(FLOATS)))),
        'the lists of column "vector" lack 1 of their numbers',
    ),
    "a missing dim": (parquet(pyarrow.table({"x": [1.0, None], "y": [1.0, 2.0]})), 'column "x" lacks 1'),
    "empty lists": (parquet(frame(pyarrow.array([[], []], pyarrow.list_(FLOATS)))), "2 rows of 0 dims"),
    "no row": (parquet(frame().slice(0, 0)), "none or differ in length"),
    "no batch": (stream(frame().slice(0, 0)), "has no rows"),
    "two columns of lists": (
        parquet(pyarrow.table({"a": frame()["vector"], "b": frame()["vector"]})),
        "has 2 columns of lists; choose one with --tensor NAME: a, b",
    ),
}  # fmt: skip
