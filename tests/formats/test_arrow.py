"""Data frames: the same rows and tokens that pyarrow reads, whichever way people lay them out."""

import sys
from pathlib import Path

import numpy as np
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile, MissingExtra, RowspaceError
from rowspace.formats.arrow import Frame
from rowspace.formats.registry import open_file
from rowspace.formats.token_lists import read_token_list
from tests.hostile.arrow_files import FLOATS, HOSTILE, WRITERS, feather, frame, parquet

ROWS = np.array([[1, 2.5], [-3, 4], [0.5, 0]], np.float32)


def written(folder: Path, raw: bytes, name: str = "frame.dat") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("way", WRITERS)
def test_the_ways_people_write_one(tmp_path: Path, way: str) -> None:
    table = open_file(written(tmp_path, WRITERS[way](frame())))
    assert list(table.tokens) == ["cat", "ice cream", "naïve"]
    np.testing.assert_array_equal(table.rows[:], ROWS)
    assert (table.source.format, table.source.tensor) == ("Parquet or Arrow", "vector")


@pytest.mark.parametrize("way", WRITERS)
@pytest.mark.parametrize(
    "kind",
    [
        pyarrow.list_(FLOATS),
        pyarrow.large_list(pyarrow.float64()),
        pyarrow.list_(pyarrow.float16(), 2),
        pyarrow.fixed_shape_tensor(FLOATS, [2]),
    ],
    ids=str,
)
def test_kinds_of_columns(tmp_path: Path, way: str, kind: pyarrow.DataType) -> None:
    values = [[1, 2.5], [-3, 4], [0.5, 0]]
    if isinstance(kind, pyarrow.FixedShapeTensorType):
        column = pyarrow.ExtensionArray.from_storage(kind, pyarrow.array(values, kind.storage_type))
    else:
        column = pyarrow.array(values, kind)
    words = pyarrow.array(["b", None, "a"]).dictionary_encode()
    table = open_file(written(tmp_path, WRITERS[way](pyarrow.table({"word": words, "x": column}))))
    np.testing.assert_array_equal(table.rows[:], ROWS)
    assert list(table.tokens) == ["b", "", "a"]


def test_a_column_a_dim(tmp_path: Path) -> None:
    wide = pyarrow.table({"0": ROWS[:, 0], "1": ROWS[:, 1], "count": [3, 2, 1], "index": ["a", "b", "c"]})
    table = open_file(written(tmp_path, parquet(wide)))
    np.testing.assert_array_equal(table.rows[:], ROWS)
    assert (list(table.tokens), table.source.tensor) == (["a", "b", "c"], "0 … 1")


def test_the_column_named_as_rows_are_or_the_one_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, parquet(frame(other=frame()["vector"], text=["x", "y", "z"])))
    table = open_file(path)
    assert (table.source.tensor, list(table.tokens)) == ("vector", ["cat", "ice cream", "naïve"])
    assert open_file(path, tensor="other").source.tensor == "other"
    with pytest.raises(BadArgument, match='has no tensor "word", a column of lists of numbers; it has word'):
        open_file(path, tensor="word")


def test_rows_without_tokens(tmp_path: Path) -> None:
    assert len(open_file(written(tmp_path, parquet(frame().select(["vector"])))).tokens) == 0


def test_a_lone_column_of_texts_names_the_rows_of_an_array(tmp_path: Path) -> None:
    written(tmp_path, parquet(pyarrow.table({"index": ["cat", "ice cream", "naïve"]})), "glove_index.parquet")
    np.save(tmp_path / "glove_50d.npy", ROWS)
    assert list(open_file(tmp_path / "glove_50d.npy").tokens) == ["cat", "ice cream", "naïve"]
    with pytest.raises(BadFile, match="no column of texts that could be tokens; it has x"):
        read_token_list(written(tmp_path, feather(pyarrow.table({"x": [1]})), "a.feather"))
    with pytest.raises(BadFile, match="is no Parquet, Feather or Arrow file"):
        read_token_list(written(tmp_path, b"text", "b.parquet"))


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r'which pyarrow reads; run: pip install "rowspace\[arrow\]"'):
        open_file(written(tmp_path, parquet(frame())))
    np.save(tmp_path / "rows.npy", ROWS)
    written(tmp_path, parquet(frame()), "rows_index.parquet")
    with pytest.raises(MissingExtra, match=r"rows_index.parquet is a data frame"):
        open_file(tmp_path / "rows.npy")


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused(tmp_path: Path, case: str) -> None:
    raw, words = HOSTILE[case]
    path = written(tmp_path, raw)
    assert Frame().recognizes(path)
    with pytest.raises(BadFile, match=words):
        open_file(path)


@given(st.data())
def test_mutations_open_or_are_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    raw = bytearray(WRITERS[data.draw(st.sampled_from(list(WRITERS)))](frame()))
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(8, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        table = open_file(written(tmp_path_factory.mktemp("mutated"), bytes(raw)))
    except RowspaceError:
        return
    assert table.rows[:].shape == table.rows.shape
    assert all(isinstance(token, str) for token in table.tokens)
