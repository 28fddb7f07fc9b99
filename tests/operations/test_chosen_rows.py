import sys
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest

from rowspace.errors import BadArgument, Canceled, MissingExtra
from rowspace.formats import parquet_rows
from rowspace.operations.chosen_rows import SavedRows, ids_of, save_rows
from rowspace.operations.opened import OpenedTable
from rowspace.rows import ArrayRows
from rowspace.table import Source, Tokens


def read_back(path: Path) -> dict[str, np.ndarray | list[str | None]]:
    frame = pyarrow.parquet.read_table(path)
    vectors = frame["vector"].combine_chunks()
    rows = vectors.values.to_numpy(zero_copy_only=False).reshape(len(vectors), -1)
    return {
        "token": frame["token"].to_pylist(),
        "id": frame["id"].to_numpy(),
        "norm": frame["norm"].to_numpy(),
        "vector": rows,
    }


def test_rows_read_back_bit_for_bit(glove: OpenedTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_rows, "BLOCK_NUMBERS", 2 * glove.dim)  # three blocks
    ids = [39_999, 0, 5_450, 7, 8]
    saved = glove.save_rows(ids, tmp_path / "some.parquet")
    assert saved == SavedRows(str(tmp_path / "some.parquet"), 5, (tmp_path / "some.parquet").stat().st_size)
    frame = pyarrow.parquet.read_table(saved.file)
    kinds = [pyarrow.string(), pyarrow.int64(), pyarrow.float32(), pyarrow.list_(pyarrow.float32(), 50)]
    assert frame.schema == pyarrow.schema(list(zip(["token", "id", "norm", "vector"], kinds, strict=True)))
    found = read_back(tmp_path / "some.parquet")
    assert found["token"] == [glove.token(id) for id in ids]
    np.testing.assert_array_equal(found["id"], ids)
    np.testing.assert_array_equal(found["vector"], glove.rows[ids])
    np.testing.assert_array_equal(found["norm"], glove.rows.norms[ids])


def test_half_stays_half_and_odd_tokens_have_their_ids(tmp_path: Path) -> None:
    rows = np.array([[1.5, -2], [0, 0.1], [np.nan, np.inf]], np.float16)
    tokens = Tokens.of(["a", "by\udcffte"])
    source = Source(location="small.bin", format="made", tensor="rows")
    save_rows(OpenedTable(name="half", tokens=tokens, rows=ArrayRows(rows), source=source), [2, 1, 0], tmp_path / "h")
    found = read_back(tmp_path / "h")
    assert found["token"] == [None, "by?te", "a"]
    assert found["vector"].dtype == np.float16  # type: ignore[union-attr]
    np.testing.assert_array_equal(found["vector"], rows[::-1])


def test_what_cannot_be_written_is_refused(royal: OpenedTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "rows.parquet"
    with pytest.raises(BadArgument, match="needs one id or more"):
        save_rows(royal, [], out)
    with pytest.raises(BadArgument, match="Row 7 does not exist: royal has rows 0 to 6"):
        save_rows(royal, [1, 7], out)
    with pytest.raises(Canceled):
        save_rows(royal, [1], out, canceled=lambda: True)
    with pytest.raises(BadArgument, match="cannot be written: no such file or directory"):
        save_rows(royal, [1], tmp_path / "nowhere" / "rows.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r'needs pyarrow; run: pip install "rowspace\[arrow\]"'):
        save_rows(royal, [1], out)
    assert list(tmp_path.iterdir()) == []


def test_ids_are_numbers_and_runs() -> None:
    assert ids_of("0-2, 12345,7") == [0, 1, 2, 12_345, 7]
    for text in ("", "1-", "-1", "3-2", "a", "1,,2"):
        with pytest.raises(BadArgument, match="Ids are numbers and rising runs with commas, such as 0-2,12345; got"):
            ids_of(text)
    with pytest.raises(BadArgument, match="At most 1,000,000 rows"):
        ids_of("0-999999,7")
    assert len(ids_of("0-999999")) == 1_000_000
