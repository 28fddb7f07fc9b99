"""The safetensors container: its smallest file, its own library, its refusals, and files broken at random."""

from __future__ import annotations

import os
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from rowspace.errors import BadArgument, BadFile, RowspaceError, UnknownTable
from rowspace.formats import byte_file
from rowspace.formats.regular import regular_file_size
from rowspace.formats.safetensors import SafetensorsFile, chunks, pack
from rowspace.rows import BFloat16Rows
from tests.hostile.safetensors_files import HOSTILE, ONE, container, entry

SMALLEST = b"\x02\0\0\0\0\0\0\0{}"
ONE_NUMBER = (
    b"\x40\0\0\0\0\0\0\0"  # the header has 64 bytes
    b'{"x":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}'
    b"        "  # padding, so that the numbers begin at a multiple of 8
    b"\0\0\x80\x3f"  # 1.0
)

EVERY_DTYPE = {
    name: np.arange(6).reshape(2, 3).astype(dtype)
    for name, dtype in {
        "double": "f8",
        "single": "f4",
        "half": "f2",
        "complex": "c8",
        "i64": "i8",
        "i32": "i4",
        "i16": "i2",
        "i8": "i1",
        "u64": "u8",
        "u32": "u4",
        "u16": "u2",
        "u8": "u1",
        "bool": "?",
    }.items()
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One path that each test, and each example of Hypothesis, writes anew."""
    return tmp_path_factory.mktemp("safetensors") / "model.safetensors"


def opened(path: Path, contents: bytes) -> SafetensorsFile:
    path.write_bytes(contents)
    return SafetensorsFile(path)


def test_the_smallest_file_has_no_tensors(file: Path) -> None:
    empty = opened(file, SMALLEST)
    assert empty.tensors == {}
    assert empty.metadata == {}


def test_metadata_may_be_null_as_the_library_allows(file: Path) -> None:
    assert opened(file, container({"__metadata__": None})).metadata == {}


def test_one_number(file: Path) -> None:
    one = opened(file, ONE_NUMBER)
    assert one.array("x").tolist() == [[1.0]]
    assert one.tensors["x"].start == 72
    assert not one.array("x").flags.writeable


def test_reads_what_the_library_wrote(file: Path) -> None:
    safetensors.numpy.save_file(EVERY_DTYPE, file, {"format": "np"})
    read = SafetensorsFile(file)
    assert read.metadata == {"format": "np"}
    assert set(read.tensors) == set(EVERY_DTYPE)
    for name, array in EVERY_DTYPE.items():
        np.testing.assert_array_equal(read.array(name), array)
        assert read.array(name).dtype == array.dtype


@pytest.mark.parametrize("mapped_from", [0, 1 << 26], ids=["mapped", "read"])
@pytest.mark.parametrize("padding", range(4), ids="offset {}".format)
def test_mapped_and_read_give_the_same_bits_at_any_offset(
    file: Path, monkeypatch: pytest.MonkeyPatch, mapped_from: int, padding: int
) -> None:
    monkeypatch.setattr(byte_file, "MAPPED_FROM", mapped_from)
    numbers = np.arange(8, dtype=np.float32).reshape(2, 4)
    header = '{"rows":{"dtype":"F32","shape":[2,4],"data_offsets":[0,32]}}' + " " * padding
    np.testing.assert_array_equal(opened(file, container(header, numbers.tobytes())).array("rows"), numbers)


@given(bits=arrays_of.arrays(np.uint16, arrays_of.array_shapes(min_dims=2, max_dims=2)))
def test_bfloat16_is_the_upper_half_of_a_float32(file: Path, bits: np.ndarray[Any, Any]) -> None:
    contents = container({"rows": entry("BF16", bits.shape, (0, bits.nbytes))}, bits.tobytes())
    read = opened(file, contents).array("rows")
    [(_, theirs)] = safetensors.deserialize(contents)
    assert theirs["data"] == read.tobytes() == bits.tobytes()
    widened = BFloat16Rows(read)[:]
    np.testing.assert_array_equal(widened.view(np.uint32), bits.astype(np.uint32) << 16)


def test_eight_bit_floats_come_as_their_bits(file: Path) -> None:
    header = {dtype: entry(dtype, (4,), (4 * at, 4 * at + 4)) for at, dtype in enumerate(["F8_E4M3", "F8_E5M2"])}
    assert opened(file, container(header, bytes(range(8)))).array("F8_E5M2").tolist() == [4, 5, 6, 7]


def test_a_packed_tensor_does_not_keep_the_others_shut(file: Path) -> None:
    header = {"mlp": entry("F4", (3, 2), (0, 3)), "embed": entry("U8", (5,), (3, 8))}
    read = opened(file, container(header, bytes(range(8))))
    assert read.array("embed").tolist() == [3, 4, 5, 6, 7]
    with pytest.raises(BadFile, match='tensor "mlp" is packed F4, which rowspace does not read'):
        read.array("mlp")


NUMBERS = st.sampled_from(["<f4", "<f2", "<f8", "i1", "u1", "<u2", "<u4", "<i8", "?", ">f4", ">i2"])
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=8).filter(lambda name: name != "__metadata__")


@given(
    tensors=st.dictionaries(NAMES, NUMBERS.flatmap(lambda n: arrays_of.arrays(n, arrays_of.array_shapes(min_side=0)))),
    metadata=st.dictionaries(NAMES, NAMES),
)
def test_what_is_packed_both_readers_give_back(
    file: Path, tensors: dict[str, np.ndarray[Any, Any]], metadata: dict[str, str]
) -> None:
    contents = pack(tensors, metadata)
    read, theirs = opened(file, contents), safetensors.numpy.load(contents)
    assert read.metadata == metadata
    assert set(read.tensors) == set(theirs) == set(tensors)
    for name, array in tensors.items():
        little = array.astype(array.dtype.newbyteorder("<"))
        assert read.array(name).tobytes() == theirs[name].tobytes() == little.tobytes()
        assert read.array(name).shape == theirs[name].shape == array.shape
        assert read.tensors[name].start % array.dtype.itemsize == 0


def test_packs_a_tensor_at_a_time() -> None:
    rows = np.zeros((100, 100), np.float32)
    pieces = list(chunks({"a": rows, "b": rows[:1]}, {}))
    assert [len(piece) for piece in pieces[1:]] == [40_000, 400]
    assert b"".join(pieces) == pack({"a": rows, "b": rows[:1]}, {})


def test_refuses_to_pack_what_the_container_cannot_name() -> None:
    with pytest.raises(BadArgument, match=r'"x" is an array of object; safetensors holds F64, F32'):
        pack({"x": np.array([None])}, {})


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses(file: Path, name: str) -> None:
    contents, words = HOSTILE[name]
    with pytest.raises(BadFile, match=words) as refusal:
        opened(file, contents)
    assert refusal.value.message.startswith("model.safetensors: ")
    assert len(refusal.value.message) < 400


STRICTER = {"a tensor twice", "a space first", "millions of values"}
"""Files that the library opens, and that we refuse: the last of two entries wins there, and nothing bounds memory."""


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - STRICTER))
def test_the_library_refuses_it_too(name: str) -> None:
    with pytest.raises(safetensors.SafetensorError):
        safetensors.deserialize(HOSTILE[name][0])


def test_a_header_of_many_values_is_refused_before_it_is_parsed(file: Path) -> None:
    contents, _ = HOSTILE["millions of values"]
    file.write_bytes(contents)
    tracemalloc.start()
    try:
        with pytest.raises(BadFile):
            SafetensorsFile(file)
        assert tracemalloc.get_traced_memory()[1] < 2 * len(contents)
    finally:
        tracemalloc.stop()


def test_a_header_past_100_mb_is_not_read(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.write((100_000_001).to_bytes(8, "little") + b"{")
        sparse.truncate(200_000_000)
    with pytest.raises(BadFile, match="claims 100,000,001 bytes; at most 100,000,000 are read"):
        SafetensorsFile(file)
    file.unlink()


@pytest.mark.parametrize("mapped_from", [0, 1 << 26], ids=["mapped", "read"])
@pytest.mark.parametrize("contents", [ONE[:-8], ONE + b"\0", b""], ids=["truncated", "grown", "emptied"])
def test_a_file_that_changes_while_open_is_an_error(
    file: Path, monkeypatch: pytest.MonkeyPatch, mapped_from: int, contents: bytes
) -> None:
    monkeypatch.setattr(byte_file, "MAPPED_FROM", mapped_from)
    read = opened(file, ONE)
    file.write_bytes(contents)
    with pytest.raises(BadFile, match="changed while it was open; open it again"):
        read.array("rows")


def test_a_file_replaced_while_open_is_an_error(file: Path) -> None:
    read = opened(file, ONE)
    other = file.with_name("other")
    other.write_bytes(ONE)
    other.replace(file)
    with pytest.raises(BadFile, match="changed while it was open"):
        read.array("rows")


def test_a_file_removed_while_open_is_an_error(file: Path) -> None:
    read = opened(file, ONE)
    file.unlink()
    with pytest.raises(BadFile, match=r"model\.safetensors cannot be read: no such file"):
        read.array("rows")


def test_only_ordinary_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(BadFile, match="is not an ordinary file"):
            SafetensorsFile(path)
    with pytest.raises(UnknownTable, match="absent cannot be opened: no such file"):
        regular_file_size(tmp_path / "absent")
    with pytest.raises(UnknownTable, match="cannot be opened: embedded null"):
        regular_file_size(Path("a\0b"))


def mutations(contents: bytes) -> st.SearchStrategy[bytes]:
    """The file with a stretch replaced: cut, doubled, overwritten."""

    def splice(stretch: tuple[int, int], instead: bytes) -> bytes:
        return contents[: min(stretch)] + instead + contents[max(stretch) :]

    place = st.integers(0, len(contents))
    near_text = st.sampled_from(
        [b"", b"0", b"-", b",", b"{", b'"', b"99999999999999999999", b"[]", b"null", b"\\ud800"]
    )
    return st.builds(splice, st.tuples(place, place), near_text | st.binary(max_size=20))


@given(contents=mutations(pack({"rows": np.zeros((2, 2), np.float32), "tokens": np.zeros(3, np.uint8)}, {"a": "b"})))
def test_a_broken_file_opens_or_is_refused_and_nothing_else(file: Path, contents: bytes) -> None:
    file.write_bytes(contents)
    with suppress(RowspaceError):
        read = SafetensorsFile(file)
        for name, tensor in read.tensors.items():
            assert read.array(name).shape == tensor.shape
