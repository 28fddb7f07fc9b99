import os
from pathlib import Path

import numpy as np
import pytest

from rowspace.errors import BadFile, UnknownFormat, UnknownTable
from rowspace.formats.native import write_native
from rowspace.formats.registry import FORMATS, Format, open_file
from rowspace.formats.safetensors import looks_like_safetensors


@pytest.fixture
def native(tmp_path: Path) -> Path:
    path = tmp_path / "a.table"
    write_native(path, tokens=["cat"], arrays={"rows": np.ones((1, 2), np.float32)}, metadata={})
    return path


def test_a_format_is_known_by_its_bytes_not_by_its_suffix(native: Path) -> None:
    assert open_file(native).source.format == "native"
    assert looks_like_safetensors(native)


@pytest.mark.parametrize("reader", FORMATS, ids=lambda reader: reader.name)
@pytest.mark.parametrize("contents", [b"", b"{", b"\x00" * 64, b"\xff" * 64, bytes(range(256))])
def test_no_format_recognizes_bytes_that_are_nothing(reader: Format, contents: bytes, tmp_path: Path) -> None:
    path = tmp_path / "nothing.dat"
    path.write_bytes(contents)
    assert not reader.recognizes(path)


def test_every_format_has_a_name_of_its_own() -> None:
    names = [format.name for format in FORMATS]
    assert len(names) == len(set(names))


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownTable, match="does not exist; give the path of a table's file"):
        open_file(tmp_path / "none")
    with pytest.raises(UnknownFormat, match="is a folder without a model: it is empty"):
        open_file(tmp_path)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BadFile, match="is not an ordinary file"):
        open_file(pipe)
