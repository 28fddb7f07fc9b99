"""Arrays of numpy's: rows bit for bit, tokens from whatever list lies beside them, nothing evaluated or unpickled."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from rowspace.errors import BadArgument, BadFile, RowspaceError
from rowspace.formats import npy, npz
from rowspace.formats.registry import open_file
from rowspace.formats.token_lists import read_token_list
from tests.hostile.npy_files import HOSTILE, HOSTILE_ARCHIVES, described, headed

ROWS = np.array([[1, 2.5], [-3, 4], [0.1, -0.0]], np.float32)
TOKENS = ["cat", "ice cream", "naïve"]


def saved(folder: Path, array: np.ndarray = ROWS, name: str = "rows.npy") -> Path:
    path = folder / name
    np.save(path, array)
    return path


def test_smallest_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.npy"
    path.write_bytes(headed(described(shape="(1, 2)"), np.array([1.5, -2], "<f4").tobytes()))
    table = open_file(path)
    np.testing.assert_array_equal(table.rows[:], [[1.5, -2]])
    assert (table.source.format, len(table.tokens), table.name) == ("NumPy array", 0, "rows")


@pytest.mark.parametrize("dtype", ["<f2", "<f4", "<f8", ">f2", ">f4", ">f8", "i1", "u1"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_every_dtype_and_order_reads_as_numpy_reads_it(tmp_path: Path, dtype: str, order: str) -> None:
    array = np.asarray(np.arange(12).reshape(4, 3) / 4, dtype, order=order)
    rows = open_file(saved(tmp_path, array)).rows
    assert rows.dtype == np.dtype(dtype).newbyteorder("=").name
    for taken, expected in [(rows[:], array), (rows[[3, 1]], array[[3, 1]])]:
        assert taken.flags.c_contiguous
        np.testing.assert_array_equal(taken, expected.astype(np.float32))


@given(array=arrays.arrays(st.sampled_from([">f4", "<f4", "<f2"]), arrays.array_shapes(min_dims=2, max_dims=2)))
def test_any_matrix_comes_back(tmp_path_factory: pytest.TempPathFactory, array: np.ndarray) -> None:
    path = saved(tmp_path_factory.mktemp("any"), array)
    np.testing.assert_array_equal(open_file(path).rows[:], np.load(path).astype(np.float32))


def test_large_files_are_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npy, "MAPPED_FROM", 1)
    monkeypatch.setattr(npz, "MAPPED_FROM", 1)
    turned = np.asfortranarray(ROWS)
    assert isinstance(npy.read_rows(saved(tmp_path, turned)), np.memmap)
    np.savez(tmp_path / "all.npz", ids=np.arange(3), rows=ROWS, turned=turned)
    for name in ("rows", "turned"):
        read = npz.NpzFile(tmp_path / "all.npz").rows(name)
        assert isinstance(read, np.memmap)
        np.testing.assert_array_equal(read, ROWS)
    np.testing.assert_array_equal(open_file(tmp_path / "rows.npy").rows[:], ROWS)


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("vocab.txt", "cat\nice cream\nnaïve\n"),
        ("rows.txt", "cat\r\nice cream\r\nnaïve"),
        ("rows_tokens.json", json.dumps(TOKENS)),
        ("vocab.json", '{"ice cream": 1, "naïve": 2, "cat": 0}'),
        ("itos.json", '{"1": "ice cream", "2": "naïve", "0": "cat"}'),
        ("metadata.tsv", "cat\nice cream\nnaïve\n"),
        ("metadata.tsv", "count\tword\n5\tcat\n4\tice cream\n3\tnaïve\n"),
        ("labels.tsv", "animal\tcount\ncat\t5\nice cream\t4\nnaïve\t3\n"),
    ],
)
def test_tokens_come_from_the_list_beside(tmp_path: Path, name: str, contents: str) -> None:
    (tmp_path / name).write_text(contents, encoding="utf-8")
    table = open_file(saved(tmp_path))
    assert list(table.tokens) == TOKENS
    np.testing.assert_array_equal(table["naïve"], ROWS[2])


def test_tokens_in_an_array_or_the_archive_itself(tmp_path: Path) -> None:
    saved(tmp_path, np.array(TOKENS), "words.npy")
    assert list(open_file(saved(tmp_path)).tokens) == TOKENS
    np.savez_compressed(tmp_path / "both.npz", words=np.array([b"a", b"b", b"c"]), vectors=ROWS)
    table = open_file(tmp_path / "both.npz")
    assert (list(table.tokens), table.source.tensor) == (["a", "b", "c"], "vectors")
    np.testing.assert_array_equal(table.rows[:], ROWS)


def test_the_list_that_begins_as_the_array_does_comes_first(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("x\ny\nz\n")
    (tmp_path / "glove_vocab.txt").write_text("cat\ndog\nbird\n")
    assert list(open_file(saved(tmp_path, name="glove_50d.npy")).tokens) == ["cat", "dog", "bird"]


def test_a_list_of_another_length_is_left_and_named(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("cat\ndog\n")
    table = open_file(saved(tmp_path))
    assert table.source.note == "Without tokens: vocab.txt has 2, which do not fit 3 rows."
    (tmp_path / "vocab.json").write_text("[1, 2, 3]")
    assert len(open_file(saved(tmp_path)).tokens) == 0


def test_a_folder_with_one_matrix_opens_as_that(tmp_path: Path) -> None:
    inner = tmp_path / "package" / "data"
    inner.mkdir(parents=True)
    (inner / "glove_index.json").write_text(json.dumps(TOKENS))
    saved(inner, name="glove_50d_emb.npy")
    table = open_file(tmp_path / "package")
    assert (table.name, list(table.tokens)) == ("glove_50d_emb", TOKENS)
    saved(inner, name="other.npy")
    with pytest.raises(BadFile, match=r"holds 2 arrays \(glove_50d_emb.npy, other.npy\); open the one you want"):
        open_file(inner)


def test_a_matrix_of_an_archive_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "two.npz"
    np.savez(path, first=ROWS, second=-ROWS)
    np.testing.assert_array_equal(open_file(path, tensor="second").rows[:], -ROWS)
    with pytest.raises(BadArgument, match='has no tensor "third"; its matrices are "first" 3 × 2, "second" 3 × 2'):
        open_file(path, tensor="third")
    with pytest.raises(BadArgument, match="holds one table"):
        open_file(saved(tmp_path), tensor="rows")


def test_int8_says_what_is_not_known(tmp_path: Path) -> None:
    table = open_file(saved(tmp_path, np.ones((2, 2), np.int8)))
    assert table.source.note == "Rows are int8 as stored; what one step is worth is not known."


@pytest.mark.parametrize(
    ("name", "contents", "words"),
    [
        ("a.json", b"[1, 2]", "must be a list of tokens, or an object"),
        ("a.json", b'"cat"', "must be a list of tokens, or an object"),
        ("a.json", b"[", "is not readable JSON"),
        ("a.json", b'{"cat": 0, "dog": 0}', "id 0 stands for two tokens"),
        ("a.json", b'{"cat": 99999999}', "ids run from"),
        ("a.json", b'{"cat": true}', "must map tokens to whole numbers"),
        ("a.tsv", b"a\tb\n1\n", "line 2 has 1 columns where the first has 2"),
        ("a.txt", b"", "is empty"),
        ("a.npy", headed(described()), "a list of tokens is one of texts"),
        ("a.npy", headed(described("'<U1'", "(1,)"), b"\xff\xff\xff\xff"), "no character"),
    ],
)
def test_lists_that_are_none_are_refused(tmp_path: Path, name: str, contents: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(contents)
    with pytest.raises(BadFile, match=words):
        read_token_list(path)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=8), min_size=1))
def test_any_lines_come_back(tmp_path_factory: pytest.TempPathFactory, tokens: list[str]) -> None:
    tokens = [tokens[0].lstrip("\ufeff"), *tokens[1:]]
    path = tmp_path_factory.mktemp("lines") / "vocab.txt"
    path.write_bytes(("\n".join(tokens) + "\n").encode())
    assert list(read_token_list(path)) == tokens


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_arrays_are_refused(tmp_path: Path, case: str) -> None:
    raw, words = HOSTILE[case]
    path = tmp_path / "rows.npy"
    path.write_bytes(raw)
    with pytest.raises(BadFile, match=words):
        open_file(path)


@pytest.mark.parametrize("case", HOSTILE_ARCHIVES)
def test_hostile_archives_are_refused(tmp_path: Path, case: str) -> None:
    raw, words = HOSTILE_ARCHIVES[case]
    path = tmp_path / "rows.npz"
    path.write_bytes(raw)
    with pytest.raises(BadFile, match=words):
        open_file(path)


@given(st.data())
def test_mutations_open_or_are_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    file = io.BytesIO()
    if packed := data.draw(st.booleans()):
        np.savez(file, words=np.array(["a", "bc", "d"]), rows=ROWS)
    else:
        np.save(file, ROWS)
    raw = bytearray(file.getvalue())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(6, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("mutated") / ("rows.npz" if packed else "rows.npy")
    path.write_bytes(raw)
    try:
        table = open_file(path)
    except RowspaceError:
        return
    assert table.rows[:].shape == table.rows.shape


def test_a_zip_that_is_no_archive_of_arrays_is_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "archive.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("vectors.txt", "cat 1 2\ndog 3 4\n")
    assert open_file(path).source.format == "word vectors, text"
