"""What rowspace writes: every reader reads it back, and what a format cannot carry is counted and named."""

import json
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest
import safetensors.numpy
from gensim.models import KeyedVectors
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, MissingExtra
from rowspace.formats.registry import open_file
from rowspace.formats.text_encoding import HubTokenizer
from rowspace.formats.tokenizers import TOKENIZERS, kind_of
from rowspace.formats.wordpiece import WordPiece
from rowspace.formats.writer import Writer
from rowspace.formats.writers import WRITERS, writer_for
from rowspace.rows import ArrayRows, BFloat16Rows, Int8Rows, Rows
from rowspace.table import Source, Table, Tokens
from tests.tables import make_table

every_writer = pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
TOKENS = ["cat", "naïve", "日本", "#3"]
ROWS = np.array([[1, -2.5], [0.1, 3], [1e-30, 7e20], [0, -0.0]], np.float32)


def written(writer: Writer, table: Table, folder: Path) -> Path:
    out = folder / (
        "vectors.tsv" if writer.name == "projector" else f"pets{writer.endings[0] if writer.endings else ''}"
    )
    writer.write(table, writer.files(out), lambda done: None)
    return out


def table_of(tokens: list[str] | Tokens, rows: Rows, **more: object) -> Table:
    spelled = tokens if isinstance(tokens, Tokens) else Tokens.of(tokens)
    source = Source(location="/tmp/pets.bin", format="made", tensor="wte.weight")
    return Table(name="pets", tokens=spelled, rows=rows, source=source, **more)  # type: ignore[arg-type]


@every_writer
def test_every_writer_is_read_back_exactly(writer: Writer, tmp_path: Path) -> None:
    read = open_file(written(writer, make_table(TOKENS, ROWS), tmp_path))
    assert list(read.tokens) == TOKENS
    np.testing.assert_array_equal(read.rows[:].view(np.uint32), ROWS.view(np.uint32))


@every_writer
@given(data=st.data())
def test_any_table_comes_back(writer: Writer, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Numbers to the bit, tokens too where the format has room for them."""
    signs = st.characters(codec="utf-8", exclude_characters="\t\n\v\f\r ")
    word = st.text(signs, min_size=1, max_size=6).filter(lambda word: not word.startswith("\ufeff"))
    tokens = data.draw(st.lists(word, min_size=1, max_size=6))
    dim = data.draw(st.integers(2, 4))
    numbers = st.lists(st.floats(width=32, allow_nan=False), min_size=dim, max_size=dim)
    rows = np.array([data.draw(numbers) for _ in tokens], np.float32)
    rows[0, 0] = 0.5  # bytes that are all letters, which no file of real numbers is, would pass for text
    read = open_file(written(writer, make_table(tokens, rows), tmp_path_factory.mktemp("any")))
    assert list(read.tokens) == tokens
    np.testing.assert_array_equal(read.rows[:], rows)


@pytest.mark.filterwarnings("ignore:Exception ignored in")  # gensim leaves a file without header open
def test_gensim_reads_what_we_write(tmp_path: Path) -> None:
    table = make_table(TOKENS, ROWS)
    for name, how in [("word2vec", {}), ("word2vec-binary", {"binary": True}), ("glove", {"no_header": True})]:
        path = tmp_path / name
        writer_for(path, name).write(table, [path], lambda done: None)
        read = KeyedVectors.load_word2vec_format(str(path), **how)
        assert read.index_to_key == TOKENS
        np.testing.assert_array_equal(read.vectors, ROWS)


def test_other_libraries_read_what_we_write(tmp_path: Path) -> None:
    table = make_table(TOKENS, ROWS)
    np.testing.assert_array_equal(np.load(written(writer_for(Path("a.npy")), table, tmp_path)), ROWS)
    assert json.loads((tmp_path / "pets.vocab.json").read_text()) == TOKENS
    frame = pyarrow.parquet.read_table(written(writer_for(Path("a.parquet")), table, tmp_path)).to_pydict()
    assert frame["token"] == TOKENS
    np.testing.assert_array_equal(np.array(frame["vector"], np.float32), ROWS)
    tensors = safetensors.numpy.load_file(written(writer_for(Path("a.safetensors")), table, tmp_path))
    np.testing.assert_array_equal(tensors["rows"], ROWS)
    pair = written(writer_for(Path("a.tsv")), table, tmp_path)
    np.testing.assert_array_equal(np.loadtxt(pair, np.float32, delimiter="\t"), ROWS)
    assert (tmp_path / "metadata.tsv").read_text(encoding="utf-8").splitlines() == TOKENS


@every_writer
def test_rows_without_a_token_stay_rows(writer: Writer, tmp_path: Path) -> None:
    table = table_of(["cat", "", "dog"], ArrayRows(ROWS))
    out = tmp_path / "vectors.tsv"
    notes = writer.write(table, writer.files(out), lambda done: None)
    read = open_file(out)
    np.testing.assert_array_equal(read.rows[:], ROWS)
    if notes:
        assert notes == ["2 rows have no token and are called #id, by their number."]
        assert list(read.tokens) == ["cat", "#1", "dog", "#3"]
    else:
        assert [read.token(id) for id in range(4)] == ["cat", "#1", "dog", "#3"]
        assert "" not in read
        assert writer.name != "native" or len(read.tokens) == 3


@pytest.mark.parametrize(
    ("tokens", "names", "words"),
    [
        (
            ["new york", "cat", "a\nb"],
            "word2vec word2vec-binary glove",
            '2 tokens hold a space or a line break.*"new york"',
        ),
        (["a\tb", "c"], "word2vec word2vec-binary glove", "1 token holds a space or a line break"),
        (["a\tb", "c\rd"], "projector", r'2 tokens hold a tab or a line break, which projector cannot carry: "a\\tb"'),
        (["x" * 1025, "a"], "word2vec-binary", "1 token has more than 1,024 bytes"),
        (["a\udcff", "b"], "parquet", '1 token is bytes that are no text, which parquet cannot carry: "a�"'),
        (
            [f"{i} x" for i in range(5)],
            "word2vec",
            '5 tokens hold .*: "0 x", "1 x", "2 x", …. Choose native or npy instead',
        ),
        (["\ufeffa", "b"], "glove", "cannot begin with a token that begins as a byte order mark"),
    ],
)
def test_tokens_that_a_format_cannot_carry_are_counted_and_named(
    tmp_path: Path, tokens: list[str], names: str, words: str
) -> None:
    table = make_table(tokens, np.ones((len(tokens), 2)))
    for name in names.split():
        out = tmp_path / name
        with pytest.raises(BadArgument, match=words):
            writer_for(out, name).write(table, writer_for(out, name).files(out), lambda done: None)
        assert not out.exists()


@pytest.mark.parametrize("name", ["glove", "projector"])
def test_rows_of_one_number_need_a_header(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadArgument, match="cannot carry rows of 1 number"):
        writer_for(tmp_path, name).write(make_table(["a"], [[1]]), [tmp_path / "a"], lambda done: None)


@pytest.mark.parametrize("name", ["native", "npy"])
def test_any_token_at_all_comes_back(tmp_path: Path, name: str) -> None:
    tokens = Tokens.of_bytes([b"new york", b"\t\n\r", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x96", b"\xef\xbb\xbf", b'"'])
    table = table_of(tokens, ArrayRows(np.ones((7, 2), np.float32)))
    out = tmp_path / "pets.npy"
    writer_for(out, name).write(table, writer_for(out, name).files(out), lambda done: None)
    read = open_file(out).tokens
    assert [read.raw(id) for id in range(7)] == [tokens.raw(id) for id in range(7)]


CODES = np.array([[127, 0, -127], [64, 127, 0]], np.int8)


@pytest.mark.parametrize(
    ("rows", "stored"),
    [
        (ArrayRows(ROWS), "F32"),
        (ArrayRows(ROWS[:2].astype(np.float16)), "F16"),
        (BFloat16Rows((ROWS.view(np.uint32) >> 16).astype(np.uint16)), "BF16"),
        (ArrayRows(CODES), "F16"),
        (ArrayRows(ROWS[:2].astype(np.float64)), "F32"),
        (Int8Rows(CODES, np.array([0.5, 0.25], np.float16)), "I8"),
    ],
    ids=["float32", "float16", "bfloat16", "int8 alone", "float64", "int8 with scales"],
)
def test_native_keeps_rows_as_they_are_stored(tmp_path: Path, rows: Rows, stored: str) -> None:
    table = table_of([f"t{id}" for id in range(len(rows))], rows)
    path = written(writer_for(Path("a.safetensors")), table, tmp_path)
    read = open_file(path)
    np.testing.assert_array_equal(read.rows[:], rows[:])
    assert f'"dtype":"{stored}"' in path.read_bytes()[:2000].decode("utf-8", "replace")
    if stored in ("F16", "BF16", "I8") and isinstance(rows, BFloat16Rows | Int8Rows):
        assert read.rows.nbytes == rows.nbytes


def test_native_keeps_what_belongs_to_a_table(tmp_path: Path) -> None:
    source = Source(
        location="/tmp/pets", format="made", tensor="wte.weight", package="pets 1", license="MIT", note="Made up.",
        groups={"pets": ["cat", "naïve"]},
    )  # fmt: skip
    spelled = Tokens.of(["[UNK]", "cat", "[PAD]"])
    table = Table(
        name="pets", tokens=spelled, rows=ArrayRows(ROWS), source=source, positions=ArrayRows(ROWS[:2]),
        tokenizer=WordPiece(spelled, cased=True), special=[0, 2],
    )  # fmt: skip
    read = open_file(written(writer_for(Path("a.safetensors")), table, tmp_path))
    assert (read.name, read.source.tensor, read.source.license, read.source.note) == (
        "pets",
        "wte.weight",
        "MIT",
        "Made up.",
    )
    assert (read.source.groups, list(read.special), list(read.tokens)) == (source.groups, [0, 2], list(spelled))
    assert kind_of(read.tokenizer) == "wordpiece-cased"
    assert read.positions is not None
    np.testing.assert_array_equal(read.positions[:], ROWS[:2])


def test_native_says_what_stays_behind(tmp_path: Path) -> None:
    class Nothing:
        def compose(self, word: str) -> None:
            return None

    hub = HubTokenizer(lambda library: None, Tokens.of(["a"]), name="bpe", origin="tokenizer.json")
    table = table_of(["a"], ArrayRows(ROWS[:1]), tokenizer=hub, composer=Nothing())
    assert writer_for(Path("a.safetensors")).write(table, [tmp_path / "a"], lambda done: None) == [
        "Its tokenizer (bpe) stays behind: texts are split into words.",
        "What answers for words without a row stays behind.",
    ]


@pytest.mark.parametrize("kind", TOKENIZERS)
def test_our_tokenizers_know_their_names(kind: str) -> None:
    assert kind_of(TOKENIZERS[kind](Tokens.of(["[UNK]", "a"]))) == kind


@every_writer
def test_rows_come_and_are_told_block_by_block(writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rowspace.formats.writer.BLOCK_NUMBERS", 60)
    monkeypatch.setattr("rowspace.formats.native_writer.BLOCK_NUMBERS", 60)
    rows = np.random.default_rng(3).standard_normal((100, 3)).astype(np.float32)
    table = make_table([f"t{id}" for id in range(100)], rows)
    told: list[int] = []
    out = tmp_path / "vectors.tsv"
    writer.write(table, writer.files(out), told.append)
    assert told == [20, 40, 60, 80, 100]
    np.testing.assert_array_equal(open_file(out).rows[:], rows)


def test_the_shipped_tables_keep_their_tensors(tmp_path: Path, minilm: Table) -> None:
    path = written(writer_for(Path("a.safetensors")), minilm, tmp_path)
    theirs, ours = safetensors.numpy.load_file(minilm.source.location), safetensors.numpy.load_file(path)
    assert theirs.keys() == ours.keys()
    for name, tensor in theirs.items():
        np.testing.assert_array_equal(ours[name], tensor)


def test_names_and_endings() -> None:
    assert writer_for(Path("a.VEC")).name == "word2vec"
    assert writer_for(Path("a.txt"), "glove").name == "glove"
    with pytest.raises(BadArgument, match=r'The ending of "a.csv" names no format; endings are .safetensors, .txt'):
        writer_for(Path("a.csv"))
    with pytest.raises(BadArgument, match=r'Formats to write are native, word2vec, .*; got "gguf"'):
        writer_for(Path("a.txt"), "gguf")
    assert [file.name for file in writer_for(Path("w2v_tensor.tsv")).files(Path("w2v_tensor.tsv"))] == [
        "w2v_tensor.tsv",
        "w2v_metadata.tsv",
    ]
    assert [file.name for file in writer_for(Path("pets.tsv")).files(Path("pets.tsv"))][1] == "pets_metadata.tsv"


def test_parquet_without_pyarrow_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r'pip install "rowspace\[arrow\]"'):
        writer_for(Path("a.parquet")).write(make_table(["a"], [[1, 2]]), [tmp_path / "a"], lambda done: None)
