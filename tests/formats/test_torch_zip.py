"""PyTorch checkpoints: rows as they were saved, and no pickle does anything."""

import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowspace.errors import BadFile, RowspaceError
from rowspace.formats import torch_zip
from rowspace.formats.registry import open_file
from rowspace.formats.torch_pickle import read_tensors
from rowspace.formats.torch_zip import TorchZip, is_torch_zip
from tests.hostile.pickles import HOSTILE

from .torch_files import ORDERED_DICT, pickled, state_dict, tensor_opcodes, write_checkpoint

TABLE = np.arange(12, dtype=np.float32).reshape(4, 3)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_rows_come_back_bit_for_bit(tmp_path: Path, dtype: str) -> None:
    table = (TABLE / 7).astype(dtype)
    checkpoint = TorchZip(write_checkpoint(tmp_path / "model.bin", {"other": TABLE[:2], "wte.weight": table}))
    np.testing.assert_array_equal(checkpoint.rows("wte.weight")[:], table.astype(np.float32))
    assert checkpoint.entries["wte.weight"].shape == (4, 3)


def test_bfloat16_is_the_upper_half_of_a_float32(tmp_path: Path) -> None:
    bits = (TABLE.view(np.uint32) >> 16).astype(np.uint16)
    checkpoint = TorchZip(write_checkpoint(tmp_path / "model.bin", {"wte.weight": bits}))
    np.testing.assert_array_equal(checkpoint.rows("wte.weight")[:], TABLE)


def test_views_of_one_storage_are_followed(tmp_path: Path) -> None:
    turned = tensor_opcodes("0", TABLE, shape=(3, 4), strides=(1, 3))
    later = tensor_opcodes("0", TABLE, offset=3, shape=(3, 3))
    body = b"\x80\x02" + ORDERED_DICT + b"(" + pickled("turned") + turned + pickled("later") + later + b"u."
    checkpoint = TorchZip(write_checkpoint(tmp_path / "model.bin", {"t": TABLE}, pickle_bytes=body))
    np.testing.assert_array_equal(checkpoint.rows("later")[:], TABLE[1:])
    np.testing.assert_array_equal(checkpoint.rows("turned")[:], TABLE.T)


def test_a_nested_state_dict_is_found(tmp_path: Path) -> None:
    inner = state_dict({"wte.weight": TABLE})[2:-1]
    body = b"\x80\x02}(" + pickled("epoch") + pickled(3) + pickled("model") + inner + b"u."
    checkpoint = TorchZip(write_checkpoint(tmp_path / "model.ckpt", {"wte.weight": TABLE}, pickle_bytes=body))
    np.testing.assert_array_equal(checkpoint.rows("model.wte.weight")[:], TABLE)


@pytest.mark.parametrize(
    ("bomb", "words"),
    [
        (b"\x80\x02cos\nsystem\n" + pickled(("true",)) + b"R.", 'asks for "os.system"'),
        (b"\x80\x02cbuiltins\neval\n" + pickled(("1",)) + b"R.", 'asks for "builtins.eval"'),
        (b"\x80\x02(ios\nsystem\n.", "builds an object"),
        (b"\x80\x02ccollections\nOrderedDict\n)\x81.", "builds an object"),
        (b"\x80\x02" + pickled("text") + b")R.", "calls something"),
        (b"\x80\x02" + pickled("text") + b"}b.", "sets the state"),
        (b"\x80\x02" + pickled(("wrong",)) + b"Q.", "not a storage"),
        (b"\x80\x02garbage", "is broken"),
        (b"", "is broken"),
    ],
)
def test_a_pickle_that_is_more_than_tensors_is_refused(bomb: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        read_tensors(bomb, "model.bin")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pickle_is_refused_or_holds_nothing(name: str) -> None:
    contents, words = HOSTILE[name]
    if words == "holds nothing":
        assert read_tensors(contents, "model.bin") == {}
        return
    with pytest.raises(BadFile, match=words) as refusal:
        read_tensors(contents, "model.bin")
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize("name", ["a terabyte to be read", "lists in lists", "text past the end", "keys of one hash"])
def test_a_hostile_pickle_fills_no_memory(name: str) -> None:
    contents, _ = HOSTILE[name]
    tracemalloc.start()
    with suppress(BadFile):
        read_tensors(contents, "model.bin")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000_000


def test_names_are_not_joined_of_endless_keys() -> None:
    body = b"\x80\x02}" + pickled("a" * 5000) + b"}" + pickled("t") + tensor_opcodes("0", TABLE) + b"ss."
    assert read_tensors(body, "model.bin") == {}


@pytest.mark.parametrize("zip64", [False, True])
def test_a_directory_of_millions_is_not_listed(tmp_path: Path, zip64: bool) -> None:
    path = write_checkpoint(tmp_path / "model.bin", {"t": TABLE})
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x05\x06")
    raw[at + 12 : at + 16] = b"\xff\xff\xff\xff" if zip64 else (20_000_000).to_bytes(4, "little")
    if zip64:
        raw[at:at] = b"PK\x06\x06" + bytes(36) + (30_000_000).to_bytes(8, "little") + bytes(28)
    path.write_bytes(raw)
    with pytest.raises(BadFile, match=r"the directory of its archive has [23]0,000,000 bytes; at most 10,000,000 are"):
        TorchZip(path)
    with pytest.raises(BadFile, match="the directory of its archive"):
        open_file(path)


@pytest.mark.parametrize("mapped_from", [0, 1 << 26], ids=["mapped", "read"])
def test_a_small_storage_is_read_and_a_large_one_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapped_from: int
) -> None:
    monkeypatch.setattr(torch_zip, "MAPPED_FROM", mapped_from)
    later = tensor_opcodes("0", TABLE, offset=3, shape=(3, 3))
    body = b"\x80\x02}" + pickled("wte.weight") + later + b"s."
    checkpoint = TorchZip(write_checkpoint(tmp_path / "model.bin", {"t": TABLE}, pickle_bytes=body))
    rows = checkpoint.rows("wte.weight")
    np.testing.assert_array_equal(rows[[2, 0]], TABLE[[3, 1]])
    assert (rows.pages is None) == bool(mapped_from)
    stored = checkpoint.stored("wte.weight")
    assert stored is not None
    assert stored.tobytes() == TABLE[1:].tobytes()


def test_a_turned_view_lies_in_no_one_piece(tmp_path: Path) -> None:
    turned = b"\x80\x02}" + pickled("t") + tensor_opcodes("0", TABLE, shape=(3, 4), strides=(1, 3)) + b"s."
    assert TorchZip(write_checkpoint(tmp_path / "m.bin", {"t": TABLE}, pickle_bytes=turned)).stored("t") is None


def test_a_view_past_its_storage_is_refused() -> None:
    body = b"\x80\x02}" + pickled("t") + tensor_opcodes("0", TABLE, offset=1) + b"s."
    with pytest.raises(BadFile, match="reaches past its storage of 12 numbers"):
        read_tensors(body, "model.bin")


def test_storages_must_have_the_bytes_they_claim(tmp_path: Path) -> None:
    path = write_checkpoint(tmp_path / "model.bin", {"t": TABLE[:2]}, pickle_bytes=state_dict({"t": TABLE}))
    with pytest.raises(BadFile, match="has 24 bytes; 48 are needed"):
        TorchZip(path).rows("t")


def test_compressed_storages_are_refused(tmp_path: Path) -> None:
    path = write_checkpoint(tmp_path / "model.bin", {"t": TABLE}, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(BadFile, match="is compressed"):
        TorchZip(path).rows("t")


def test_a_missing_storage_is_named(tmp_path: Path) -> None:
    path = write_checkpoint(tmp_path / "model.bin", {}, pickle_bytes=state_dict({"t": TABLE}))
    with pytest.raises(BadFile, match='storage "0" is not in the archive'):
        TorchZip(path).rows("t")


def test_only_archives_with_a_pickle_are_recognized(tmp_path: Path) -> None:
    assert is_torch_zip(write_checkpoint(tmp_path / "model.bin", {"t": TABLE}))
    with zipfile.ZipFile(tmp_path / "words.zip", "w") as archive:
        archive.writestr("vectors.txt", "cat 1 2\n")
    assert not is_torch_zip(tmp_path / "words.zip")


@given(st.data())
def test_a_mutated_checkpoint_opens_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("mutated")
    raw = bytearray(write_checkpoint(folder / "model.bin", {"wte.weight": TABLE}).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    (folder / "model.bin").write_bytes(raw[: data.draw(st.integers(1, len(raw)))])
    try:
        checkpoint = TorchZip(folder / "model.bin")
        for name, entry in checkpoint.entries.items():
            if len(entry.shape) == 2:
                checkpoint.rows(name)[:]
    except RowspaceError:
        pass
