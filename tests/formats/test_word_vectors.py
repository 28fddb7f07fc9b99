"""Word vectors in text: every value exactly as Python reads it, every line that is not one named."""

import contextlib
import gzip
import lzma
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile, RowspaceError
from rowspace.formats.word_vectors import TextVectors, open_text, text_layout

SMALL = b"3 2\ncat 1 2\ndog 1.5 -2e-1\n. . . 3 4\n"


def written(folder: Path, text: bytes, name: str = "vectors.txt") -> Path:
    path = folder / name
    path.write_bytes(text)
    return path


def exact(number: str) -> np.float32:
    with np.errstate(over="ignore"):
        return np.float32(float(number))


def test_smallest_file_with_a_header(tmp_path: Path) -> None:
    table = open_text(written(tmp_path, SMALL))
    assert list(table.tokens) == ["cat", "dog", ". . ."]
    np.testing.assert_array_equal(table.rows[:], np.array([[1, 2], [1.5, -0.2], [3, 4]], np.float32))


@pytest.mark.parametrize(
    "text",
    [
        b"cat 1 2\ndog 1.5 -2e-1\n. . . 3 4\n",
        b"\xef\xbb\xbfcat 1 2\r\ndog 1.5 -2e-1\r\n. . . 3 4\r\n",
        b"3 2\ncat 1 2 \ndog 1.5 -2e-1 \n. . . 3 4 ",
        b"cat\t1\t2\ndog\t1.5\t-2e-1\n\n. . .\t3\t4\n\n",
    ],
)
def test_the_ways_people_write_it(tmp_path: Path, text: bytes) -> None:
    table = open_text(written(tmp_path, text))
    assert list(table.tokens) == ["cat", "dog", ". . ."]
    np.testing.assert_array_equal(table.rows[1], np.array([1.5, -0.2], np.float32))


def test_tokens_that_are_numbers_or_spaces_stay_tokens(tmp_path: Path) -> None:
    table = open_text(written(tmp_path, b"1999 1 2\n  3 4\ncat 5 6\nnan 7 8\n"))
    assert list(table.tokens) == ["1999", " ", "cat", "nan"]
    np.testing.assert_array_equal(table.rows[:], [[1, 2], [3, 4], [5, 6], [7, 8]])


@pytest.mark.parametrize("pack", ["gz", "xz", "zip"])
def test_packed_files_open_as_they_are(tmp_path: Path, pack: str) -> None:
    path = tmp_path / f"vectors.txt.{pack}"
    if pack == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("vectors.txt", SMALL)
    else:
        path.write_bytes({"gz": gzip.compress, "xz": lzma.compress}[pack](SMALL))
    assert TextVectors().recognizes(path)
    assert list(open_text(path).tokens) == ["cat", "dog", ". . ."]


def test_equals_gensim(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    vectors = KeyedVectors(7)
    vectors.add_vectors([f"word{i}" for i in range(300)], rng.standard_normal((300, 7)).astype(np.float32))
    path = tmp_path / "vectors.txt"
    vectors.save_word2vec_format(str(path))
    theirs = KeyedVectors.load_word2vec_format(str(path))
    ours = open_text(path)
    assert list(ours.tokens) == theirs.index_to_key
    np.testing.assert_array_equal(ours.rows[:], theirs.vectors)


@given(
    st.lists(
        st.one_of(
            st.floats(width=64).map(repr),
            st.floats(width=32).map(repr),
            st.from_regex(r"[+-]?[0-9]{1,25}\.[0-9]{0,25}([eE][+-]?[0-9]{1,3})?", fullmatch=True),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_number_is_rounded_as_python_rounds_it(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[str]
) -> None:
    lines = "".join(f"t{i} {number} 1\n" for i, number in enumerate(numbers))
    table = open_text(written(tmp_path_factory.mktemp("numbers"), f"{len(numbers)} 2\n{lines}".encode()))
    np.testing.assert_array_equal(table.rows[:][:, 0], np.array([exact(number) for number in numbers], np.float32))


@pytest.mark.parametrize("separator", [" ", "\t", "  "])
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "-", "+"]), st.from_regex(r"[0-9]{1,2}\.[0-9]{0,18}", fullmatch=True)),
        min_size=4,
    )
)
def test_any_count_of_digits_is_read_as_python_reads_it(
    separator: str, tmp_path_factory: pytest.TempPathFactory, numbers: list[tuple[str, str]]
) -> None:
    """Around the eight and the fifteen that are read at once, and up to the last byte of the file."""
    spelled = [sign + digits for sign, digits in numbers]
    lines = [separator.join(("word", *spelled[at : at + 2])) for at in range(0, len(spelled) - 1, 2)]
    path = written(tmp_path_factory.mktemp("digits"), "\n".join(lines).encode())
    wanted = [exact(number) for number in spelled[: 2 * len(lines)]]
    assert open_text(path).rows[:].ravel().view(np.uint32).tolist() == np.array(wanted).view(np.uint32).tolist()


def test_a_number_with_a_foreign_byte_in_its_digits_is_named(tmp_path: Path) -> None:
    for broken in ("0.1234567:", "0.12345678/1", "0.1234\u00b25678", ":.12345678"):
        text = f"2 2\na 0.123456789 0.123456789\nb {broken} 0.123456789\n".encode()
        with pytest.raises(BadFile, match=r"line 3 has \".*\" where number 1 should be"):
            open_text(written(tmp_path, text))


def test_numbers_beside_a_rounding_boundary(tmp_path: Path) -> None:
    low = np.float32(0.1)
    halfway = (float(low) + float(np.nextafter(low, np.float32(1)))) / 2
    numbers = [
        f"{halfway:.30f}",
        f"{halfway:.17g}",
        f"{np.nextafter(halfway, 0):.20g}",
        f"{np.nextafter(halfway, 1):.20g}",
    ]
    text = "".join(f"t{i} {number} 0\n" for i, number in enumerate(numbers))
    table = open_text(written(tmp_path, text.encode()))
    np.testing.assert_array_equal(table.rows[:][:, 0], np.array([exact(number) for number in numbers], np.float32))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"3 2\ncat 1 2\ndog 3 4\n", "header promises 3 rows but the file has 2"),
        (b"1 2\ncat 1 2\ndog 3 4\n", "header promises 1 rows but the file has 2"),
        (b"cat 1 2\ndog 3\nbird 5 6\n", "not a token and its numbers"),
        (b"2 3\ncat 1 2 3\ndog 4 5\n", "line 3 has fewer than 3 numbers"),
        (b"2 3\ncat 1 2 3\ndog 4 x 6\n", 'line 3 has "x" where number 2'),
        (b"2 3\ncat 1 2 3\ndog 4 1_0 6\n", 'has "1_0" where number 2'),
        (b"2 3\ncat 1 2 3\ndog 4 5 6e\n", 'has "6e" where number 3'),
        (b"", "is empty"),
        (b"<!DOCTYPE html>\n<html><body>404</body></html>\n", "not a token and its numbers"),
    ],
)
def test_refusals_name_the_line(tmp_path: Path, text: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        open_text(written(tmp_path, text))


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"cat" + b" 0" * 50_000_000))
    with pytest.raises(BadFile, match="more than 30 times its size"):
        open_text(path)


def test_a_broken_archive_is_one_sentence(tmp_path: Path) -> None:
    packed = gzip.compress(SMALL)
    with pytest.raises(BadFile, match="unpacking failed"):
        open_text(written(tmp_path, packed[:-9], "vectors.txt.gz"))


def test_a_header_that_lies_about_dims_allocates_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="not a token"):
        open_text(written(tmp_path, b"400000000 1000000\ncat 1\n"))


def test_blank_lines_cost_no_rows(tmp_path: Path) -> None:
    table = open_text(written(tmp_path, b"cat 1 2\n" + b"\n" * 10_000 + b"dog 3 4\n"))
    np.testing.assert_array_equal(table.rows[:], [[1, 2], [3, 4]])


@given(st.binary(max_size=300))
def test_any_bytes_open_or_are_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    with contextlib.suppress(RowspaceError):
        open_text(written(tmp_path_factory.mktemp("any"), b"2 2\ncat 1 2\n" + raw))


@given(st.data())
def test_mutations_open_or_are_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    raw = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        table = open_text(written(tmp_path_factory.mktemp("mutated"), bytes(raw)))
    except RowspaceError:
        return
    assert len(table.tokens) == len(table.rows)


def test_layout_of_a_headerless_file_ignores_numeric_tokens() -> None:
    layout = text_layout(b"1 2 3\n" * 3 + b"the 0.5 1.5\n")
    assert layout is not None
    assert (layout.rows, layout.dim) == (None, 2)


def test_struct_is_not_text() -> None:
    assert text_layout(struct.pack("<20f", *range(20))) is None
