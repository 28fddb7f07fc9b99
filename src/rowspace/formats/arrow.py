"""Data frames: Parquet, and Arrow's own files (Feather) and streams. A column holds the rows, another the tokens.

pyarrow reads them (`pip install "rowspace[arrow]"`), only the columns that are needed, and not before what they
unpack to is held against the size of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rowspace.errors import BadFile, MissingExtra, RowspaceError
from rowspace.formats.arrow_columns import choose_rows, choose_tokens, rows_of, tokens_of
from rowspace.formats.model_name import model_name
from rowspace.formats.regular import regular_file_size
from rowspace.formats.shapes import check_shape
from rowspace.rows import ArrayRows
from rowspace.table import Source, Table, Tokens

PARQUET, FILE, STREAM = b"PAR1", b"ARROW1\0\0", b"\xff\xff\xff\xff"
FREE_BYTES = 1 << 25  # what any file, however small, may unpack to
MAX_RATIO = 30  # equal numbers are stored once with a count; rows that say something hardly pack
WIDEST = 8  # bytes a number


class Frame:
    """Reader of data frames; an entry of the list of formats. `tensor` names the column of the rows."""

    name = "Parquet or Arrow"

    def recognizes(self, path: Path) -> bool:
        return path.is_file() and looks_like_frame(path)

    def open(self, path: Path, *, tensor: str | None = None) -> Table:
        with _explained(path) as arrow:
            schema = _schema(arrow, path)
            chosen, labels = choose_rows(schema, tensor, where=path.name), choose_tokens(schema)
            frame = _read(arrow, path, [*chosen, *([labels] if labels else [])])
            rows = rows_of(frame, chosen, where=path.name)
            tokens = tokens_of(frame[labels], where=path.name) if labels else Tokens.of([])
        check_shape(*rows.shape, where=path.name)
        column = chosen[0] if len(chosen) == 1 else f"{chosen[0]} … {chosen[-1]}"
        source = Source(location=str(path), format=self.name, tensor=column)
        return Table(name=model_name(path), tokens=tokens, rows=ArrayRows(rows), source=source)


def looks_like_frame(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(8)
    length = int.from_bytes(head[4:8], "little")
    return head[:4] == PARQUET or head == FILE or (head[:4] == STREAM and 0 < length < path.stat().st_size)


def read_token_column(path: Path) -> Tokens:
    """The tokens of a data frame that has no rows of its own. Raises BadFile, MissingExtra."""
    regular_file_size(path)
    if not looks_like_frame(path):
        raise BadFile(f"{path.name} is no Parquet, Feather or Arrow file.")
    with _explained(path) as arrow:
        schema = _schema(arrow, path)
        labels = choose_tokens(schema)
        if labels is None:
            raise BadFile(f"{path.name} has no column of texts that could be tokens; it has {', '.join(schema.names)}.")
        return tokens_of(_read(arrow, path, [labels])[labels], where=path.name)


@contextmanager
def _explained(path: Path) -> Iterator[Any]:
    """pyarrow, whose errors become ours."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra(
            f'{path.name} is a data frame (Parquet or Arrow), which pyarrow reads; run: pip install "rowspace[arrow]"'
        ) from None
    try:
        yield pyarrow
    except RowspaceError:
        raise
    except (pyarrow.ArrowException, OSError, ValueError, TypeError, KeyError, NotImplementedError) as error:
        told = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise BadFile(f"{path.name} cannot be read as a data frame ({told}). The download may be incomplete.") from None


def _schema(arrow: Any, path: Path) -> Any:
    if _kind(path) == PARQUET:
        with arrow.parquet.ParquetFile(path, memory_map=True) as file:
            return file.schema_arrow
    with arrow.memory_map(str(path)) as source, _opened(arrow, source, path) as batches:
        return batches.schema


def _read(arrow: Any, path: Path, columns: Sequence[str]) -> Any:
    """The columns as a pyarrow.Table; those of an Arrow file that is not compressed stay where they are, mapped."""
    most = FREE_BYTES + MAX_RATIO * regular_file_size(path)
    if _kind(path) == PARQUET:
        texts = [name for name in columns if choose_tokens(_schema(arrow, path)) == name]
        with arrow.parquet.ParquetFile(path, memory_map=True, read_dictionary=texts) as file:
            _check_parquet(file.metadata, columns, most=most, path=path)
            return file.read(columns)
    batches, unpacked = [], 0
    source = arrow.memory_map(str(path))
    with _opened(arrow, source, path) as reader:
        for batch in _batches(reader):
            kept = batch.select(columns)
            unpacked += kept.nbytes
            if unpacked > most:
                raise _bomb(path)
            batches.append(kept)
        if not batches:
            raise BadFile(f"{path.name} has no rows.")
        return arrow.Table.from_batches(batches)


def _opened(arrow: Any, source: Any, path: Path) -> Any:
    is_file = _kind(path) == FILE[:4]
    return arrow.ipc.open_file(source) if is_file else arrow.ipc.open_stream(source)


def _batches(reader: Any) -> Iterator[Any]:
    if hasattr(reader, "num_record_batches"):
        return (reader.get_batch(at) for at in range(reader.num_record_batches))
    return iter(reader)


def _check_parquet(metadata: Any, columns: Sequence[str], *, most: int, path: Path) -> None:
    """What the columns say they unpack to: Parquet may store a million equal numbers in a few bytes."""
    unpacked = 0
    for group in range(metadata.num_row_groups):
        for at in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(at)
            if chunk.path_in_schema.split(".")[0] in columns or chunk.path_in_schema in columns:
                width = WIDEST if chunk.physical_type != "BYTE_ARRAY" else 4
                unpacked += max(chunk.total_uncompressed_size, chunk.num_values * width)
    if unpacked > most:
        raise _bomb(path)


def _bomb(path: Path) -> BadFile:
    return BadFile(
        f"{path.name} unpacks to more than {MAX_RATIO} times its size, which no table of numbers does; "
        "save it without compression if you trust it."
    )


def _kind(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)
