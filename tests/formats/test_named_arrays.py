"""Arrays by name: .npz, .npy and .json, and files that claim to be such."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from rowspace.errors import BadArgument, BadFile
from rowspace.formats.named_arrays import ALONE, MAX_ARRAYS, read_arrays


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("arrays")


def npy(shape: str = "(2, 2)", descr: str = "'<f8'", order: str = "False", data: bytes = b"\0" * 32) -> bytes:
    header = f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + data


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(f"{name}.npy", raw)
    return path


def test_the_smallest_npy_by_its_bytes(folder: Path) -> None:
    path = folder / "small.npy"
    path.write_bytes(npy("(2,)", data=bytes.fromhex("000000000000f03f 00000000000000c0")))
    assert read_arrays(path)[ALONE].tolist() == [1, -2]


def test_all_that_numpy_saves(folder: Path) -> None:
    given = {
        "cos": np.ones((2, 3), np.float32),
        "bits": np.arange(3, dtype=np.int16),
        "turned": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        "freqs_cis": np.exp(1j * np.arange(3.0)),
        "big": np.arange(3, dtype=">f8"),
    }
    np.savez_compressed(folder / "all.npz", **given)
    for name, array in read_arrays(folder / "all.npz").items():
        np.testing.assert_array_equal(array, given[name])
        assert array.dtype == (np.complex128 if name == "freqs_cis" else np.float64)


def test_two_bytes_without_a_type_are_bfloat16(folder: Path) -> None:
    np.savez(folder / "bf16.npz", cos=np.array([0x3F80, 0xC000], np.uint16).view("V2"))
    assert read_arrays(folder / "bf16.npz")["cos"].tolist() == [1.0, -2.0]


def test_lists_in_json(folder: Path) -> None:
    (folder / "lists.json").write_text(json.dumps({"cos": [[1, 0.5], [0, -1]], "note": "by hand"}))
    (only,) = read_arrays(folder / "lists.json").values()
    assert only.tolist() == [[1, 0.5], [0, -1]]


HOSTILE = {
    "more than it has": (npy("(100, 100)"), "says it has 10,000 numbers, more than its"),
    "exabytes": (npy("(1000000000, 1000000000)"), "at most 67,108,864 are read"),
    "negative": (npy("(-1, 4)"), "must hold numbers"),
    "objects": (npy("(1,)", "'|O'"), "holds Python objects, which are never loaded"),
    "texts": (npy("(4,)", "'<U2'"), "must hold numbers; it holds str"),
    "a record": (npy("(4,)", "[('a', '<f4'), ('b', '<f4')]"), "must hold numbers; it holds void"),
    "one huge item": (npy("(1,)", "'|V1000000000'"), "must hold numbers; it holds void"),
    "no array": (b"\x93NUMPY\x07\x07", "is no array as NumPy saves one"),
    "nothing": (b"", "is no array as NumPy saves one"),
    "code": (npy("(__import__('os').getpid(),)"), "is no array as NumPy saves one"),
    "a header cut": (npy()[:20], "is no array as NumPy saves one"),
}


@pytest.mark.parametrize(("raw", "words"), HOSTILE.values(), ids=HOSTILE)
def test_arrays_that_lie(folder: Path, raw: bytes, words: str) -> None:
    (folder / "bad.npy").write_bytes(raw)
    for path in (folder / "bad.npy", zipped(folder / "bad.npz", cos=raw)):
        with pytest.raises(BadFile, match=words) as refused:
            read_arrays(path)
        assert len(str(refused.value).splitlines()) == 1


def test_archives_that_lie(folder: Path) -> None:
    path = zipped(folder / "many.npz", **{f"a{number}": npy() for number in range(MAX_ARRAYS + 1)})
    with pytest.raises(BadFile, match=f"holds {MAX_ARRAYS + 1} arrays; at most {MAX_ARRAYS} are read"):
        read_arrays(path)
    raw = zipped(folder / "cut.npz", cos=npy()).read_bytes()
    for broken in (raw[:-10], b"PK\x03\x04", b""):
        (folder / "cut.npz").write_bytes(broken)
        with pytest.raises(BadFile, match=r"cut.npz is no readable .npz file"):
            read_arrays(folder / "cut.npz")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('{"cos": [[1, 2], [3]]}', "cos has rows of different lengths"),
        ('{"cos": ["a"]}', "cos must hold numbers"),
        ('{"cos": [null]}', "cos must hold numbers"),
        ("[1, 2]", "must hold a JSON object"),
        ('{"cos": ' + "[" * 5000 + "]" * 5000 + "}", "bad.json"),
    ],
)
def test_json_that_holds_no_arrays(folder: Path, raw: str, words: str) -> None:
    (folder / "bad.json").write_text(raw)
    with pytest.raises(BadFile, match=words):
        read_arrays(folder / "bad.json")


def test_files_of_another_kind(folder: Path) -> None:
    with pytest.raises(BadArgument, match=r"Arrays are read from .npz, .npy, .json files; got mine.pt"):
        read_arrays(folder / "mine.pt")
    with pytest.raises(BadArgument, match="is no file"):
        read_arrays(folder / "nowhere.npz")


@given(arrays_of.arrays(np.float64, arrays_of.array_shapes(max_dims=4), elements=st.floats(allow_nan=False)))
def test_what_is_saved_is_read(folder: Path, array: np.ndarray) -> None:
    np.save(folder / "any.npy", array)
    np.testing.assert_array_equal(read_arrays(folder / "any.npy")[ALONE], array)


@given(st.integers(0, 400), st.integers(0, 255))
def test_one_byte_changed_never_does_more_than_refuse(folder: Path, at: int, byte: int) -> None:
    stream = io.BytesIO()
    np.savez(stream, cos=np.arange(4.0))
    raw = bytearray(stream.getvalue())
    raw[at % len(raw)] = byte
    (folder / "changed.npz").write_bytes(bytes(raw))
    with suppress(BadFile):
        assert all(array.dtype.kind in "fc" for array in read_arrays(folder / "changed.npz").values())
