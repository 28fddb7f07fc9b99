"""The Embedding Projector's pair: numbers and names line by line, under the Projector's own rule for headers."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile, RowspaceError
from rowspace.formats.registry import open_file

VECTORS = "1.5\t2\n-3e-1\t4\n.5\t-0\n"
ROWS = np.array([[1.5, 2], [-0.3, 4], [0.5, -0.0]], np.float32)


def pair(
    folder: Path, vectors: str = VECTORS, metadata: str | None = "cat\nice cream\nnaïve\n", prefix: str = ""
) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / (f"{prefix}_tensor.tsv" if prefix else "vectors.tsv")
    path.write_text(vectors, encoding="utf-8")
    if metadata is not None:
        (folder / (f"{prefix}_metadata.tsv" if prefix else "metadata.tsv")).write_text(metadata, encoding="utf-8")
    return path


def test_smallest_pair(tmp_path: Path) -> None:
    for path in (pair(tmp_path / "pets"), tmp_path / "pets"):
        table = open_file(path)
        assert (table.name, list(table.tokens)) == ("pets", ["cat", "ice cream", "naïve"])
        np.testing.assert_array_equal(table.rows[:], ROWS)


@pytest.mark.parametrize(
    "metadata",
    [
        "cat\nice cream\nnaïve",
        "cat\r\nice cream\r\nnaïve\r\n",
        "word\tcount\ncat\t3\nice cream\t2\nnaïve\t1\n",
        "count\tlabel\n3\tcat\n2\tice cream\n1\tnaïve\n",
    ],
)
def test_metadata_has_a_header_where_it_has_columns(tmp_path: Path, metadata: str) -> None:
    assert list(open_file(pair(tmp_path, metadata=metadata)).tokens) == ["cat", "ice cream", "naïve"]


def test_quotes_are_taken_as_they_are(tmp_path: Path) -> None:
    table = open_file(pair(tmp_path, metadata='"\n"cat"\n\'\n'))
    assert list(table.tokens) == ['"', '"cat"', "'"]


def test_the_pair_that_gensim_writes(tmp_path: Path) -> None:
    (tmp_path / "metadata.tsv").write_text("x\ny\nz\n")
    assert list(open_file(pair(tmp_path, prefix="w2v")).tokens) == ["cat", "ice cream", "naïve"]


def test_packed_vectors(tmp_path: Path) -> None:
    path = pair(tmp_path)
    packed = path.with_name("vectors.tsv.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    np.testing.assert_array_equal(open_file(packed).rows[:], ROWS)


def test_vectors_alone_have_no_tokens(tmp_path: Path) -> None:
    table = open_file(pair(tmp_path, metadata=None))
    assert (len(table.tokens), table.rows.shape) == (0, (3, 2))
    assert table.source.note == "Without tokens: there is no metadata.tsv beside the vectors."


def test_whole_numbers_first_are_tokens_unless_metadata_says_otherwise(tmp_path: Path) -> None:
    ids = "0\t1.5\t2\n1\t-3\t4\n"
    assert list(open_file(pair(tmp_path, ids, None)).tokens) == ["0", "1"]
    assert open_file(pair(tmp_path, ids, "a\nb\n")).rows.shape == (2, 3)


@pytest.mark.parametrize(
    ("vectors", "metadata", "words"),
    [
        (VECTORS, "cat\ndog\n", "metadata.tsv names 2 rows but vectors.tsv has 3"),
        (VECTORS, "word\ncat\ndog\nbird\n", "names 4 rows .* One column of metadata has no header line"),
        (VECTORS, "cat\t1\ndog\n", "metadata.tsv: line 2 has 1 columns where the first has 2"),
        (VECTORS, "", "metadata.tsv is empty"),
        (VECTORS * 17 + "1\n", "x", "line 52 has fewer than 1 numbers"),
        (VECTORS * 17 + "1\t2\t3\n", "x", 'line 52 has "1\t2" where its first number'),
        (VECTORS * 17 + "a\t2\n", "x", 'line 52 has "a" where its first number'),
        (VECTORS * 17 + "1\ta\n", "x", 'line 52 has "a" where number 1'),
    ],
)
def test_refusals_name_the_line(tmp_path: Path, vectors: str, metadata: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        open_file(pair(tmp_path, vectors, metadata))


def test_two_pairs_in_a_folder_are_for_the_user_to_choose(tmp_path: Path) -> None:
    pair(tmp_path, prefix="a")
    pair(tmp_path, prefix="b")
    with pytest.raises(
        BadFile, match=r"holds 2 files of vectors \(a_tensor.tsv, b_tensor.tsv\); open the one you want"
    ):
        open_file(tmp_path)


@given(st.data())
def test_mutations_open_or_are_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    raw = bytearray(VECTORS.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = pair(tmp_path_factory.mktemp("mutated"))
    path.write_bytes(raw)
    try:
        table = open_file(path)
    except RowspaceError:
        return
    assert table.rows[:].shape == table.rows.shape
