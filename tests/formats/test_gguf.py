"""GGUF files: rows and settings as the gguf package reads them, headers that lie refused."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadArgument, BadFile, RowspaceError
from rowspace.formats import gguf as ours
from rowspace.formats import gguf_cursor
from rowspace.formats.gguf import GgufFile
from rowspace.formats.gguf_model import Gguf
from rowspace.formats.registry import open_file
from rowspace.operations.info import table_info
from tests.hostile.gguf_files import (
    EIGHT,
    F32,
    HOSTILE,
    I32,
    NO_TABLE,
    SOUND,
    TABLE,
    TOKENS,
    U16,
    U32,
    container,
    listing,
    setting,
    tensor,
)

SMALLEST = (
    b"GGUF\x03\0\0\0"
    b"\1\0\0\0\0\0\0\0"  # one tensor
    b"\0\0\0\0\0\0\0\0"  # and no settings
    b"\x11\0\0\0\0\0\0\0token_embd.weight"
    b"\2\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0"  # two dims: 2 numbers a row, 1 row
    b"\0\0\0\0\0\0\0\0\0\0\0\0"  # of float32, at offset 0
    b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"  # up to a multiple of 32
    b"\0\0\x80\x3f\0\0\0\xc0"
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One path that each test, and each example of Hypothesis, writes anew."""
    return tmp_path_factory.mktemp("gguf") / "small.gguf"


def opened(path: Path, contents: bytes) -> GgufFile:
    path.write_bytes(contents)
    return GgufFile(path)


def write(path: Path, tensors: dict[str, Any], settings: dict[str, Any] | None = None) -> Path:
    """A file as the package writes it; a tensor is an array, or its bytes and type."""
    writer = gguf.GGUFWriter(path, "llama")
    for key, value in (settings or {}).items():
        writer.add_key_value(key, value, gguf.GGUFValueType.get_type(value))
    for name, array in tensors.items():
        stored, kind = array if isinstance(array, tuple) else (array, None)
        writer.add_tensor(name, stored, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def test_the_smallest_table(file: Path) -> None:
    small = opened(file, SMALLEST)
    assert small.rows("token_embd.weight")[:].tolist() == [[1.0, -2.0]]
    assert small.entries["token_embd.weight"].shape == (1, 2)
    assert dict(small.metadata) == {}


@pytest.mark.parametrize("mapped_from", [0, 1 << 26], ids=["mapped", "read"])
@pytest.mark.parametrize("kind", ["F32", "F16", "BF16", "F64", "I8", "Q8_0", "Q4_K"])
def test_rows_are_the_librarys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapped_from: int, kind: str) -> None:
    monkeypatch.setattr(ours, "MAPPED_FROM", mapped_from)
    named, generator = gguf.GGMLQuantizationType[kind], np.random.default_rng(1)
    if kind in ("F32", "F16", "F64"):
        table = generator.normal(size=(5, 256)).astype(kind.replace("F", "float"))
        path, expected = write(tmp_path / "a.gguf", {"x": np.ones(3, "f4"), "token_embd.weight": table}), table
    else:
        numbers, bytes = gguf.constants.GGML_QUANT_SIZES[named]
        stored = generator.integers(0, 120, (5, 256 // numbers * bytes), np.uint8)
        stored = stored.view(np.int8) if kind == "I8" else stored
        path = write(tmp_path / "a.gguf", {"x": np.ones(3, "f4"), "token_embd.weight": (stored, named)})
        expected = stored if kind == "I8" else gguf.quants.dequantize(stored, named)
    read = GgufFile(path)
    np.testing.assert_array_equal(read.rows("token_embd.weight")[:], expected.astype(np.float32))
    theirs = gguf.GGUFReader(path).tensors[1]
    assert read.entries["token_embd.weight"].dtype == kind == theirs.tensor_type.name
    stored_bytes = read.stored("token_embd.weight")
    assert stored_bytes is not None
    assert stored_bytes.tobytes() == np.asarray(theirs.data).tobytes()


def test_settings_are_the_librarys(tmp_path: Path) -> None:
    settings = {
        "llama.context_length": 8192,
        "llama.rope.freq_base": 500000.0,
        "llama.rope.scaling.type": "yarn",
        "llama.attention.causal": True,
        "llama.rope.dimension_sections": [16, 24, 24, 0],
        "general.tags": ["a", "é"],
    }
    path = write(tmp_path / "a.gguf", {"token_embd.weight": np.ones((2, 4), "f4")}, settings)
    read = GgufFile(path).metadata
    fields = gguf.GGUFReader(path).fields
    assert len(read) == len(list(read)) == 5
    assert {**read} == {key: fields[key].contents() for key in read}
    assert read["general.architecture"] == "llama"
    assert read["llama.attention.causal"] is True
    assert "llama.rope.dimension_sections" not in read
    sections, tags = read.numbers("llama.rope.dimension_sections"), read.strings("general.tags")
    assert sections is not None
    assert sections.tolist() == fields["llama.rope.dimension_sections"].contents()
    assert list(tags or []) == fields["general.tags"].contents()
    assert read.numbers("general.tags") is read.strings("absent") is None
    with pytest.raises(KeyError, match=r"general\.tags"):
        read["general.tags"]


def test_a_header_longer_than_the_first_bytes_fetched(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gguf_cursor, "FIRST_FETCH", 30)
    names = [f"token {id}" for id in range(1000)]
    contents = container([listing("tokenizer.ggml.tokens", names), setting("k", "v" * 5000)], [TABLE], EIGHT)
    read = opened(file, contents)
    assert list(read.metadata.strings("tokenizer.ggml.tokens") or []) == names
    assert read.metadata["k"] == "v" * 5000
    assert read.rows("token_embd.weight")[1].tolist() == [4, 5, 6, 7]


def test_a_header_past_128_mib_is_not_read(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.write(container([setting("k", b"\0", 8)], keys=1)[:-1] + (150_000_000).to_bytes(8, "little"))
        sparse.truncate(200_000_000)
    with pytest.raises(BadFile, match="the header has more than 134,217,728 bytes, which are not read"):
        GgufFile(file)
    file.unlink()


def test_a_table_knows_its_model(file: Path) -> None:
    file.write_bytes(
        container(
            [TOKENS, setting("general.architecture", "granite"), setting("granite.embedding_scale", 12.0, F32)],
            [
                tensor("output.weight", (4, 2), 0, 0),
                tensor("token_embd.weight", (4, 2), 0, 32),
                tensor("position_embd.weight", (4, 2), 0, 64),
                tensor("per_layer_token_embd.weight", (4, 2), 0, 96),
                tensor("v.position_embd.weight", (4, 4), 1, 128),
            ],
            EIGHT * 5,
        )
    )
    table = open_file(file)
    info = table_info(table)
    assert (info.name, info.format, info.dtype, info.tokens) == ("small", "GGUF", "float32", 2)
    assert [(t.role, t.name) for t in info.tensors] == [
        ("input", "token_embd.weight"),
        ("output", "output.weight"),
        ("position", "position_embd.weight"),
        ("per layer", "per_layer_token_embd.weight"),
    ]
    assert (info.stored_twice, info.equal_bytes, info.tied_flag, info.positions) == (True, True, None, 2)
    assert (info.input_scale, info.vocabulary) == (12.0, "small.gguf")
    assert table["dog"].tolist() == [4, 5, 6, 7]


def test_gemma_multiplies_rows_by_the_root_of_their_length(file: Path) -> None:
    file.write_bytes(container([TOKENS, setting("general.architecture", "gemma3")], [TABLE], EIGHT))
    model = open_file(file).source.model
    assert model is not None
    assert model.input_scale == 2.0


def test_tokens_stay_with_a_tensor_that_they_fit(file: Path) -> None:
    tensors = [TABLE, tensor("blk.0.up.weight", (1, 40), 1, 32), tensor("head", (2, 2), 0, 128)]
    file.write_bytes(container([listing("tokenizer.ggml.tokens", ["a", "b"])], tensors, bytes(160)))
    other = open_file(file, tensor="blk.0.up.weight")
    assert (len(other), len(other.tokens)) == (40, 0)
    assert other.source.note == "Without tokens: the file has 2, which do not fit 40 rows."
    assert list(open_file(file, tensor="head").tokens) == ["a", "b"]
    with pytest.raises(BadArgument, match='has no tensor "none"'):
        open_file(file, tensor="none")


def test_a_vector_is_no_table(file: Path) -> None:
    read = opened(file, container([], [tensor("norm", (8,))], EIGHT))
    with pytest.raises(BadFile, match=r'tensor "norm" has shape \(8,\); rows are read from a matrix'):
        read.rows("norm")


def test_dims_of_one_in_front_do_not_count(file: Path) -> None:
    assert opened(file, container([], [tensor("t", (4, 2, 1, 1))], EIGHT)).rows("t").shape == (2, 4)


def parts(folder: Path, *, count: int = 3) -> list[Path]:
    """A model in parts: the first has tokens and no tensors, the second the table."""
    tensors: list[list[bytes]] = [[], [TABLE], [tensor("output.weight")]]
    paths = [folder / f"mini-{part + 1:05}-of-{count:05}.gguf" for part in range(count)]
    for part, path in enumerate(paths):
        split = [setting("split.no", part, U16), setting("split.count", count, U16)]
        path.write_bytes(container(split + ([TOKENS] if part == 0 else []), tensors[part], EIGHT))
    return paths


def test_parts_are_one_model_whichever_is_opened(tmp_path: Path) -> None:
    paths = parts(tmp_path)
    for path in paths:
        table = open_file(path)
        assert table.name == "mini"
        assert table["dog"].tolist() == [4, 5, 6, 7]
        assert table.source.tensor == "token_embd.weight"
    paths[2].unlink()
    assert open_file(paths[0])["cat"].tolist() == [0, 1, 2, 3]


def test_missing_parts_are_named(tmp_path: Path) -> None:
    paths = parts(tmp_path)
    paths[1].unlink()
    with pytest.raises(BadFile, match="1 of 3 parts are missing, and the others do not have the table"):
        open_file(paths[0])
    paths[0].unlink()
    with pytest.raises(BadFile, match=r"its first, mini-00001-of-00003\.gguf, is missing"):
        open_file(paths[2])
    renamed = paths[2].rename(tmp_path / "renamed.gguf")
    with pytest.raises(BadFile, match="its name must end as in -00001-of-00003"):
        open_file(renamed)


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses(file: Path, name: str) -> None:
    contents, words = HOSTILE[name]
    with pytest.raises(BadFile, match=words) as refusal:
        opened(file, contents)
    assert refusal.value.message.startswith("small.gguf")
    assert len(refusal.value.message) < 400


@pytest.mark.parametrize("name", NO_TABLE)
def test_refuses_a_table(file: Path, name: str) -> None:
    contents, words = NO_TABLE[name]
    file.write_bytes(contents)
    with pytest.raises(BadFile, match=words) as refusal:
        open_file(file)
    assert refusal.value.message.startswith("small.gguf")


@pytest.mark.parametrize("contents", [SOUND[:-8], SOUND + b"\0", b""], ids=["truncated", "grown", "emptied"])
def test_a_file_that_changes_while_open_is_an_error(file: Path, contents: bytes) -> None:
    read = opened(file, SOUND)
    file.write_bytes(contents)
    with pytest.raises(BadFile, match="changed while it was open; open it again"):
        read.rows("token_embd.weight")


def test_a_file_removed_while_open_is_an_error(file: Path) -> None:
    read = opened(file, SOUND)
    file.unlink()
    with pytest.raises(BadFile, match=r"small\.gguf cannot be read: no such file"):
        read.rows("token_embd.weight")


def test_no_more_is_allocated_than_a_file_holds(file: Path) -> None:
    lies = [HOSTILE[name][0] for name in ("2^63 texts", "2^63 numbers", "2^63 keys", "2^63 tensors", "a text of 2^63")]
    tracemalloc.start()
    try:
        for contents in lies:
            with pytest.raises(BadFile):
                opened(file, contents)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(SOUND)
    (tmp_path / "b.gguf").write_bytes(b"lmgg" + SOUND)
    assert Gguf().recognizes(tmp_path / "a.bin")
    assert not Gguf().recognizes(tmp_path / "b.gguf")
    assert not Gguf().recognizes(tmp_path)


MUTABLE = container(
    [
        setting("general.architecture", "llama"),
        setting("llama.rope.freq_base", 1e4, F32),
        setting("general.alignment", 32, U32),
        setting("tokenizer.ggml.model", "gpt2"),
        listing("tokenizer.ggml.tokens", ["a", "Ġb", "é", "<s>"]),
        listing("tokenizer.ggml.token_type", [1, 1, 1, 3], I32),
    ],
    [tensor("token_embd.weight", (32, 4), 8), tensor("output.weight", (8, 4), 1, 160)],
    bytes(range(224)),
)
PLACES = st.integers(0, len(MUTABLE))


LARGE = [b"\xff" * 8, bytes(7) + b"\x80", b"\xff" * 4, (1 << 20).to_bytes(8, "little")]


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """The sound file with bytes overwritten, stretches cut out or doubled, lengths and counts made large."""
    contents = MUTABLE
    for _ in range(draw(st.integers(1, 3))):
        start, end = sorted((draw(PLACES), draw(PLACES)))
        end = min(end, start + draw(st.sampled_from([0, 1, 4, 8, len(contents)])))
        doubled = contents[start:end] * 2
        instead = draw(st.sampled_from([*LARGE, doubled]) | st.binary(max_size=9))
        contents = contents[:start] + instead + contents[end:]
    return contents


@given(contents=mutations())
def test_a_broken_file_opens_or_is_refused_and_nothing_else(file: Path, contents: bytes) -> None:
    file.write_bytes(contents)
    with suppress(RowspaceError):
        table = open_file(file)
        assert len(table.rows[:]) == len(table)
        assert len(list(table.tokens)) <= len(table)
