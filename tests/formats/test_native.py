"""The native layout: its smallest file, a round trip, its refusals, and files broken at random."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile, RowspaceError
from rowspace.formats.native import is_native, open_native, write_native
from rowspace.formats.safetensors import SafetensorsFile
from rowspace.table import Table
from tests.formats.test_safetensors import mutations
from tests.hostile.native_files import HOSTILE, changed, rows

SMALLEST = (
    b"\xe0\0\0\0\0\0\0\0"  # the header has 224 bytes
    b'{"__metadata__":{"rowspace.layout":"1"},'
    b'"rows":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},'
    b'"tokens.offsets":{"dtype":"U32","shape":[2],"data_offsets":[4,12]},'
    b'"tokens":{"dtype":"U8","shape":[1],"data_offsets":[12,13]}}'
    b"\0\0\0\x40"  # 2.0
    b"\0\0\0\0\1\0\0\0"  # the token is bytes 0 to 1
    b"a"
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("native") / "pets.safetensors"


def opened(path: Path, contents: bytes) -> Table:
    path.write_bytes(contents)
    return open_native(SafetensorsFile(path))


def test_the_smallest_file_is_one_token_of_one_dim(file: Path) -> None:
    table = opened(file, SMALLEST)
    assert list(table.tokens) == ["a"]
    assert table["a"].tolist() == [2.0]
    assert (table.name, table.tokenizer, table.positions) == ("pets", None, None)
    assert is_native(SafetensorsFile(file))


def test_int8_rows_are_code_times_scale(file: Path) -> None:
    table = opened(file, changed())
    assert table["cat"].tolist() == [63.5, 0.0, -63.5]
    assert table["dog"].tolist() == [16.0, 31.75, 0.0]
    assert table.source.groups == {"pets": ["cat", "dog"]}
    assert table.positions is not None
    assert table.positions.shape == (3, 3)
    assert table.tokenizer is not None
    assert [piece.id for piece in table.tokenizer.encode("Cat, dog")] == [0, None, 1]


def test_counts_of_the_tokens_are_kept(file: Path) -> None:
    counts = opened(file, changed({"counts": np.array([9, 4], "i8")})).counts
    assert counts is not None
    assert counts.tolist() == [9, 4]
    assert opened(file, changed()).counts is None


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
def test_rows_of_floats_are_read_as_float32(file: Path, dtype: str) -> None:
    table = opened(file, changed(rows((2, 3), dtype) | {"rows": np.array([[1, 2, 3], [4, 5, 6]], dtype)}))
    assert table.rows.dtype == str(np.dtype(dtype))
    assert table["dog"].dtype == np.float32
    assert table["dog"].tolist() == [4, 5, 6]


@pytest.mark.parametrize(
    ("name", "shown"), [("pets", "pets"), ("", "pets"), ("../glove", "pets"), ("a b", "pets"), ("x" * 99, "pets")]
)
def test_a_name_that_could_not_stand_in_an_address_gives_way_to_the_file_name(
    file: Path, name: str, shown: str
) -> None:
    assert opened(file, changed(metadata={"name": name})).name == shown


SPELLINGS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), min_size=1, max_size=8)


@given(tokens=SPELLINGS, seed=st.integers(0, 9))
def test_what_is_written_is_read_here_and_by_the_library(file: Path, tokens: list[str], seed: int) -> None:
    numbers = np.random.default_rng(seed).standard_normal((len(tokens), 3)).astype(np.float32)
    write_native(file, tokens=tokens, arrays={"rows": numbers}, metadata={"name": "made"})
    table = open_native(SafetensorsFile(file))
    assert list(table.tokens) == tokens
    assert table.name == "made"
    np.testing.assert_array_equal(table.rows[:], numbers)
    np.testing.assert_array_equal(safetensors.numpy.load_file(file)["rows"], numbers)


def test_writing_replaces_at_once_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "pets.safetensors"
    for value in (1.0, 2.0):
        write_native(path, tokens=["cat"], arrays={"rows": np.array([[value]], np.float32)}, metadata={})
    assert open_native(SafetensorsFile(path))["cat"].tolist() == [2.0]
    with pytest.raises(BadArgument, match="is an array of object"):
        write_native(path, tokens=["cat"], arrays={"rows": np.array([[None]])}, metadata={})
    assert [left.name for left in tmp_path.iterdir()] == ["pets.safetensors"]
    assert open_native(SafetensorsFile(path))["cat"].tolist() == [2.0]


def test_writing_where_there_is_no_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match=r"absent/a\.safetensors cannot be written: no such file or directory"):
        write_native(tmp_path / "absent" / "a.safetensors", tokens=[], arrays={}, metadata={})


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses(file: Path, name: str) -> None:
    contents, words = HOSTILE[name]
    with pytest.raises(BadFile, match=words) as refusal:
        opened(file, contents)
    assert refusal.value.message.startswith("pets.safetensors: ")


@given(contents=mutations(changed()))
def test_a_broken_file_is_a_table_or_is_refused_and_nothing_else(file: Path, contents: bytes) -> None:
    with suppress(RowspaceError):
        table = opened(file, contents)
        assert len(list(table.tokens)) == len(table)
        assert table.rows[0].shape == (table.dim,)
        if table.tokenizer is not None:
            assert table.tokenizer.encode("cat and dog")
