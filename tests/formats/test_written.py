"""Files that appear whole or not at all."""

from pathlib import Path

import pytest

from rowspace.errors import BadArgument
from rowspace.formats.written import written


def test_files_appear_together(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("old")
    with written(first, second) as (one, two):
        one.write_text("new")
        two.write_text("beside")
        assert (first.read_text(), second.exists()) == ("old", False)
    assert (first.read_text(), second.read_text()) == ("new", "beside")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]
    (tmp_path / "plain.txt").write_text("as any program writes it")
    assert first.stat().st_mode == second.stat().st_mode == (tmp_path / "plain.txt").stat().st_mode


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, BadArgument])
def test_nothing_appears_where_work_ends_early(tmp_path: Path, error: type[BaseException]) -> None:
    first = tmp_path / "a.txt"
    first.write_text("old")

    def work() -> None:
        with written(first, tmp_path / "b.txt") as (one, _):
            one.write_text("half")
            raise error("stopped")

    with pytest.raises(error, match="stopped"):
        work()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert first.read_text() == "old"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(BadArgument, match=r"nowhere/b.txt cannot be written: no such file or directory"),
        written(tmp_path / "a.txt", tmp_path / "nowhere" / "b.txt"),
    ):
        pass
    with pytest.raises(BadArgument, match="cannot be written: it is a folder; name a file"), written(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []
