"""Writing a table: whole or not at all, told as it goes, and read back from what it became."""

from pathlib import Path

import numpy as np
import pytest

from rowspace.errors import BadArgument, Canceled
from rowspace.operations.convert import Converted, convert
from rowspace.operations.open import open_table
from rowspace.operations.opened import OpenedTable


def test_what_was_written_is_told(tmp_path: Path, royal: OpenedTable) -> None:
    told: list[tuple[float, str]] = []
    answer = convert(royal, tmp_path / "royal.npy", progress=lambda share, message: told.append((share, message)))
    files = [tmp_path / "royal.npy", tmp_path / "royal.vocab.json"]
    assert answer == Converted(
        "royal", "npy", [str(file) for file in files], 7, 3, sum(file.stat().st_size for file in files), []
    )
    assert told == [(1.0, "Writing 7 rows to royal.npy")]
    assert open_table(str(files[0])).neighbors("king - man + woman", 1)[0].token == "queen"


def test_a_format_by_name_and_from_the_table_itself(tmp_path: Path, royal: OpenedTable) -> None:
    assert royal.save(str(tmp_path / "a.txt"), format="glove").format == "glove"
    assert (tmp_path / "a.txt").read_text().splitlines()[0] == "king 2 3 0"


def test_canceled_work_leaves_nothing(tmp_path: Path, royal: OpenedTable) -> None:
    with pytest.raises(Canceled, match=r"Writing royal.npy was canceled; nothing was written"):
        convert(royal, tmp_path / "royal.npy", canceled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_table_may_be_written_over_its_own_file(tmp_path: Path, royal: OpenedTable) -> None:
    path = tmp_path / "royal.bin"
    royal.save(path)
    before = path.read_bytes()
    open_table(str(path)).save(path)
    assert path.read_bytes() == before


def test_what_a_format_cannot_carry_leaves_the_old_file(tmp_path: Path, royal: OpenedTable) -> None:
    path = tmp_path / "royal.txt"
    royal.save(path)
    before = path.read_bytes()
    (tmp_path / "names.json").write_text('["a b", "c", "d", "e", "f", "g", "h"]')
    spaced = open_table(str(path), tokens=tmp_path / "names.json")
    with pytest.raises(BadArgument, match="1 token holds a space"):
        spaced.save(path)
    assert path.read_bytes() == before


def test_rows_get_tokens_from_a_list(tmp_path: Path, royal: OpenedTable) -> None:
    np.save(tmp_path / "rows.npy", royal.rows[:])
    (tmp_path / "list.txt").write_text("a\nb\nc\nd\ne\nf\ng\n")
    table = open_table(str(tmp_path / "rows.npy"), tokens=str(tmp_path / "list.txt"))
    np.testing.assert_array_equal(table["g"], royal["pear"])
    assert table.source.note == "Rows are called as list.txt lists them."
    (tmp_path / "list.txt").write_text("a\nb\n")
    with pytest.raises(BadArgument, match=r"list.txt has 2 tokens for 7 rows; give one a row"):
        open_table(str(tmp_path / "rows.npy"), tokens=tmp_path / "list.txt")
