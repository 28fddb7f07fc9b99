"""word2vec's binary file: rows equal to gensim's, and a header that is never believed before the size."""

from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile, RowspaceError
from rowspace.formats.registry import open_file
from rowspace.formats.word_vectors_binary import BinaryVectors, open_binary

ROW = np.array([1.5, -2.0], "<f4").tobytes()
SMALL = b"2 2\ncat " + ROW + b"bird " + ROW


def written(folder: Path, raw: bytes) -> Path:
    path = folder / "vectors.bin"
    path.write_bytes(raw)
    return path


def test_smallest_file(tmp_path: Path) -> None:
    table = open_binary(written(tmp_path, b"1 2\ncat " + ROW))
    assert list(table.tokens) == ["cat"]
    np.testing.assert_array_equal(table["cat"], [1.5, -2.0])


def test_a_newline_after_each_row_is_allowed(tmp_path: Path) -> None:
    table = open_binary(written(tmp_path, b"2 2\ncat " + ROW + b"\ndog " + ROW + b"\n"))
    assert list(table.tokens) == ["cat", "dog"]
    np.testing.assert_array_equal(table.rows[[1, 0]], [[1.5, -2.0]] * 2)


def test_equals_gensim(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    vectors = KeyedVectors(5)
    vectors.add_vectors([f"wörd{i}" for i in range(200)], rng.standard_normal((200, 5)).astype(np.float32))
    path = tmp_path / "vectors.bin"
    vectors.save_word2vec_format(str(path), binary=True)
    assert BinaryVectors().recognizes(path)
    ours = open_binary(path)
    assert list(ours.tokens) == vectors.index_to_key
    np.testing.assert_array_equal(ours.rows[:], vectors.vectors)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (SMALL[:-1], "row 2 is cut short"),
        (b"9999999999 300\ncat " + ROW, "which no table has"),
        (b"1000000 300\ncat " + ROW, "at least 1,201,000,000 bytes, but the file has"),
        (b"2 2\ncat " + ROW + b"x" * 20, "row 2 is cut short or has no token"),
        (b"cat 1 2\n", "begins with a line of two numbers"),
        (b"0 5\n\x00", "which no table has"),
    ],
)
def test_refusals(tmp_path: Path, raw: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        open_binary(written(tmp_path, raw))


def test_text_with_a_header_is_not_taken_for_binary(tmp_path: Path) -> None:
    assert not BinaryVectors().recognizes(written(tmp_path, b"2 2\ncat 1 2\ndog 3 4\n"))


def test_a_brace_in_a_word_is_no_header_of_json(tmp_path: Path) -> None:
    assert list(open_file(written(tmp_path, b"1 2\nwith{braces} " + ROW)).tokens) == ["with{braces}"]


@given(st.data())
def test_mutations_open_or_are_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    raw = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = written(tmp_path_factory.mktemp("mutated"), bytes(raw[: data.draw(st.integers(1, len(raw)))]))
    try:
        table = open_binary(path)
    except RowspaceError:
        return
    assert table.rows[:].shape == table.rows.shape
