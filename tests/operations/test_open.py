from pathlib import Path

import numpy as np
import pytest

from rowspace.errors import BadArgument, BadFile, UnknownFormat, UnknownTable
from rowspace.formats.native import write_native
from rowspace.formats.shipped import SHIPPED
from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_tables_open_by_name(name: str) -> None:
    table = open_table(name)
    assert isinstance(table, OpenedTable)
    assert table.name == name


def test_a_file_opens_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.safetensors"
    write_native(path, tokens=["cat", "dog"], arrays={"rows": np.eye(2, dtype=np.float32)}, metadata={})
    table = open_table(str(path))
    assert (table.name, table["dog"].tolist(), table.info.source) == ("mine", [0, 1], str(path))


def test_a_shipped_name_comes_before_a_file_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_native(Path("glove"), tokens=["cat"], arrays={"rows": np.ones((1, 2), np.float32)}, metadata={})
    assert len(open_table("glove")) == 40_000
    assert len(open_table("./glove")) == 1


@pytest.mark.parametrize("source", [r"C:\models\a.bin", "c://x", "://x", "./hf://x", "x:/y"])
def test_what_only_looks_like_an_address_is_a_path(source: str) -> None:
    with pytest.raises(UnknownTable, match="is neither a file nor a shipped table"):
        open_table(source)


def test_addresses_of_other_kinds_are_refused() -> None:
    with pytest.raises(BadArgument, match=r"begin with s3:// are not opened; give hf://owner/name"):
        open_table("s3://bucket/model.safetensors")


def test_a_name_that_is_nothing_is_refused_with_what_is_shipped() -> None:
    with pytest.raises(
        UnknownTable,
        match=r'^"glov" is neither a file nor a shipped table; shipped are glove, minilm, classroom\. '
        r'Did you mean "glove"\?$',
    ) as caught:
        open_table("glov")
    assert caught.value.details["nearest"] == ["glove"]
    with pytest.raises(UnknownTable, match=r'"" is neither a file nor a shipped table'):
        open_table("")


def test_a_file_of_no_known_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.bin"
    path.write_bytes(b"\x00\x01\x02 nothing that anyone would take for a table \xff")
    with pytest.raises(UnknownFormat, match=r"notes\.bin is in no format that rowspace opens; these are: .*native"):
        open_table(str(path))


def test_a_broken_file_says_what_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "half.safetensors"
    write_native(path, tokens=["cat"], arrays={"rows": np.ones((1, 2), np.float32)}, metadata={})
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(BadFile, match="The download may be incomplete"):
        open_table(str(path))
